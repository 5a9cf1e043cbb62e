"""Words to parties: which body, person, state or kind of people a source, actor or target is.

Takes the words and the context of their report, gives a `Party`, or None when the words name nothing known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from warledger.link.context import Context, words_of
from warledger.link.entities import split_acronym
from warledger.link.fold import name_key, script_of
from warledger.link.kin import MEMBERS, Kin, KinIndex, KinParser
from warledger.link.parties import LONGEST, TROOPS, Known, Lexicon, Party, PartyIndex
from warledger.link.qualifiers import is_office, qualifier, two_peoples
from warledger.link.terms import without_elision
from warledger.model import Place
from warledger.packs.world import Organ

AREAS = frozenset({"region", "county", "area"})
"""Parts of a country that may have authorities of their own; a town's are the state's, and most provinces' too."""
ATTACHED = frozenset("لبوفك")
INSTALLED = (
    *("install", "appoint", "impuest", "designad", "nomead", "nommee", "eingesetzt", "innsatt", "innsett", "tillsatt", "indsat"),
    *("назначен", "поставлен", "призначен"),
)
"""How words for authorities begin that a state has put there."""
STATELY = frozenset({"government", "presidency", "parliament", "embassy"})
"""Organs that only a state has."""
REBELLIOUS = frozenset({"liberation", "independence", "resistance", "salvation", "rebels"})
"""Words in the name of an army by which it is no state's."""
UNIONS = frozenset({"union", "association", "federation", "cooperative", "league"})
"""Kinds of bodies that people of one calling make."""
MISSION = "mission"
"""What is an embassy where nothing else is said of it."""
LEADING = frozenset({"command", "council", "committee"})
FIGHTING = frozenset({"fighters", "rebels"})
"""Kinds of bodies that lead others, and whom they lead."""
MONITORS = frozenset({MISSION, "monitoring"})
"""Words in the name of a mission by which it is no embassy."""
SOCIETIES = {"red_cross": "Red Cross", "red_crescent": "Red Crescent"}
_ARTICLE = re.compile(r"^[Ll]['’](?=\w)")
SHORT = 4
SMALL = 5
"""Letters of words beside a kind of people that add nothing to it ("flere innbyggere" are residents)."""
_ORGAN_NAMES = {"rebels", "militants"}
_NOBODY = "armed_group"
"""The organ of words that say no more than that somebody bore arms."""
_COUNCIL = "security_council"
"""The organ of states that has the name of one of the United Nations'."""
_HOMES = {"nb": "NO", "nn": "NO", "no": "NO", "tr": "TR", "uk": "UA", "de": "DE", "he": "IL", "sv": "SE", "da": "DK"}
_SOURCE_WORDS = frozenset({"source", "sources", "officials", "analysts", "experts", "diplomats", "media"})

_INSTITUTIONS = frozenset({"hospital", "clinic", "committee", "network", "union", "syndicate"})
_COMMITTEES = frozenset({"لجنه", "نقابه", "شبكه", "مستشفي", "اتحاد"})

_AUTHORITIES = Organ("authorities", "authorities", "government", ())


class Resolver:
    """Resolves parties with the packs of a war where they apply and the world table elsewhere."""

    def __init__(self, world: PartyIndex, lexicon: Lexicon, territory: Callable[[str, Context], Place | None], kin: KinParser) -> None:
        """`territory` gives the place of a name that an organ is qualified by, None when it names none."""
        self._world = world
        self._lexicon = lexicon
        self._territory = territory
        self._kin = kin
        self._translations: dict[str, KinIndex] = {}

    def resolve(self, text: str, context: Context, kind: str = "") -> Party | None:
        """What the words name; None when it is a name that no pack knows. `kind` is that of `Named`."""
        if not name_key(text):
            return None
        text = _ARTICLE.sub("", text)
        name, acronym = split_acronym(text)
        whole = self._whole(text, context) or (acronym and (self._whole(name, context) or self._whole(acronym, context)))
        if whole:
            return whole
        if kind == "person" or _without_titles(text, self._lexicon) != text:
            person = self._person(text, context)
            if person is not None or kind == "person":
                return person
        kin = self._kin(text, context.language)
        known = (self._translated(kin, context) or self._led(kin, context)) if kin is not None else None
        return known or self._part_known(text, kin, context, kind)

    def _part_known(self, text: str, kin: Kin | None, context: Context, kind: str) -> Party | None:
        """What words name of which no table knows the whole: a body inside them, an organ of a state, a kind of people."""
        tokens = words_of(text)
        named = kin is not None and (" " in kin.kind if self._has_state(tokens, context) else kin.proper or _is_union(kin))
        anonymous = "" if named or self._is_institution(text, tokens, context) else self._anonymous(tokens)
        if self._is_states(tokens, context):
            return self._organ(text, tokens, context)
        master = self._master(tokens, context)
        if master:
            return self._state_body(_AUTHORITIES, master, context)
        inside = self._inside(text, context)
        if inside is not None and self._is_anothers(inside, tokens, context):
            inside = None
        if anonymous and anonymous not in _SOURCE_WORDS and not (inside and inside.agency):
            return self._kind_of_people(text, anonymous, context)
        if inside is not None:
            return self._organ_of(inside, tokens) or inside
        if kin is not None and not REBELLIOUS.isdisjoint(kin.kind.split()) and "service" not in kin.kind.split():
            return None  # an army of liberation is no state's, unless a table knows it
        if kin is not None and self._is_no_embassy(set(kin.kind.split()), tokens, context):
            return None
        if kind == "anonymous" and not self._has_state(tokens, context) and not self._lexicon.organ_in(tokens):
            return self._kind_of_people(text, anonymous or name_key(text), context)
        return self._organ(text, tokens, context) or (self._kind_of_people(text, anonymous, context) if anonymous else None)

    def _is_no_embassy(self, kinds: set[str], tokens: Sequence[str], context: Context) -> bool:
        """Whether a mission is neither a state nor its embassy: who watches over a land ("Sri Lanka Monitoring Mission"), and what a

        church or another house of no state has in a town ("the Catholic mission in Mansoa").
        """
        return kinds >= MONITORS or (MISSION in kinds and len(kinds) > 1 and not self._has_state(tokens, context))

    def _is_states(self, tokens: Sequence[str], context: Context) -> bool:
        """Whether the council of a state is meant that bears the name of the United Nations' ("Georgia's security council")."""
        organ = self._lexicon.organ_in(tokens)
        return organ is not None and organ.id == _COUNCIL and self._has_state(tokens, context)

    def _is_anothers(self, body: Party, tokens: Sequence[str], context: Context) -> bool:
        """Whether an organ that tables know in one state is by the words another state's ("den etiopiske hæren", "российский Генштаб")."""
        named = {country for _, _, country, _ in self._lexicon.states_in(tokens, context.language)}
        return body.origin_kind == "state" and bool(body.country and named) and body.country not in named

    def _master(self, tokens: Sequence[str], context: Context) -> str:
        """The state that has put authorities in a place ("Moscow-installed governor"), "" when none is said to have."""
        if not any(t.startswith(INSTALLED) for t in tokens):
            return ""
        return next(
            (country for _, _, country, _ in self._lexicon.states_in(tokens, context.language) if country in self._lexicon.states), ""
        )

    def forces(self, text: str, context: Context) -> str:
        """The words that say whose forces are counted: all of "Russian soldiers", "PKK" of "PKK militants", "" of "soldiers"."""
        tokens = words_of(text)
        if len(tokens) < 2:
            return ""
        if self._has_state(tokens, context) and self.resolve(text, context) is not None:
            return text
        inside = self._inside(text, context)
        return inside.name if inside is not None and inside.origin_kind == "armed_group" else ""

    def _indexes(self, context: Context) -> Iterable[PartyIndex]:
        yield from context.packs
        yield self._world

    def _whole(self, text: str, context: Context) -> Party | None:
        """A record that bears the whole wording as its name."""
        for form in _unattached(text):
            for stems in (False, True):
                for index in self._indexes(context):
                    found = index.find(form, context.day, stems=stems, near=_near(context))
                    if found is not None and _case_fits(found, form):
                        return found.party
        return None

    def _translated(self, kin: Kin, context: Context) -> Party | None:
        """A body whose name in another language has the same parts; the society of a country that bears a sign of the Red Cross."""
        for index in self._indexes(context):
            if index.pack.slug not in self._translations:
                self._translations[index.pack.slug] = KinIndex(index.pack, self._kin)
            names = self._translations[index.pack.slug].find(kin)
            found = [known for name in names if (known := index.find(name, context.day, near=_near(context))) is not None]
            fit = [k for k in found if kin.proper or k.party.country in ("", context.country) or not context.country]
            if not fit and len(found) == 1 and not context.countries:
                fit = found  # no state is named: the one body of that name is meant
            if fit:
                return min(fit, key=lambda k: (not k.holds_on(context.day), k.party.country != context.country)).party
        land = kin.sound.removeprefix("land ")
        if kin.kind not in SOCIETIES or land not in self._lexicon.states:
            return None
        name = f"{self._lexicon.states[land].adjective} {SOCIETIES[kin.kind]}"
        return Party(f"body:{name}", "body", name, name, "medics", country=land, reason="the society of a country")

    def _led(self, kin: Kin, context: Context) -> Party | None:
        """The fighters of a people, by words for those who lead them ("Kommando der tschetschenischen Kämpfer")."""
        kinds = kin.kind.split()
        armed = [kind for kind in kinds if kind in FIGHTING] if LEADING.intersection(kinds) else []
        return self._translated(replace(kin, kind=armed[0]), context) if len(kinds) == 2 and armed and kin.proper else None

    def _organ_of(self, body: Party, tokens: Sequence[str]) -> Party | None:
        """A ministry or police that an armed group has: a body of its own that speaks for the group."""
        own = {t for word in words_of(body.name) for t in (word, word.removesuffix("s"))}
        organ = self._lexicon.organ_in([t for t in tokens if t not in own]) if body.origin_kind == "armed_group" else None
        if organ is None or organ.kind not in ("ministry", "police"):
            return None
        name = f"{body.name} {organ.name}"
        return replace(body, key=f"body:{name}", kind="body", name=name, reason=f"{organ.name} of {body.name}")

    def _person(self, text: str, context: Context) -> Party | None:
        for index in self._indexes(context):
            found = index.find_person(_without_titles(text, self._lexicon), context.language, context.day)
            if found is not None and found.party.kind == "person":
                return found.party
        return self._by_surname(_without_titles(text, self._lexicon), context)

    def _by_surname(self, text: str, context: Context) -> Party | None:
        """A person of the war by surname, where the report names the body that the person speaks for."""
        for index in context.packs:
            found = index.find_surname(text, context.language, context.day)
            if found is None or not found.party.body:
                continue
            names = next(((b.name, *(n.text for n in b.names)) for b in index.pack.bodies if b.name == found.party.body), ())
            if any(name in context.text for name in names):
                return found.party
        return None

    def _inside(self, text: str, context: Context) -> Party | None:
        """The longest known name inside the wording: "director of the Syrian Observatory for Human Rights"."""
        words = re.findall(r"[^\s,;:()\[\]«»“”\"]+", text)
        apart = [part for w in without_elision(" ".join(words)).split() for part in self._kin.apart(w, context.language)]
        return self._longest(words, context) or self._longest(apart, context)

    def _longest(self, words: Sequence[str], context: Context) -> Party | None:
        for length in range(min(LONGEST, len(words) - 1), 0, -1):
            for at in range(len(words) - length + 1):
                part = " ".join(words[at : at + length]).strip("'’.-–")
                for form in _unattached(part):
                    found = self._named(form, context)
                    if found is not None:
                        return found.party
        return None

    def _named(self, part: str, context: Context) -> Known | None:
        for index in self._indexes(context):
            found = index.find(part, context.day, near=_near(context))
            if found is not None and found.party.kind != "person" and _case_fits(found, part):
                single_state = " " not in part and self._lexicon.state_of(name_key(part), context.language)
                if not single_state:
                    return found
        return None

    def _anonymous(self, tokens: Sequence[str]) -> str:
        """The kind of people that the words name, "" when they name none."""
        for token in tokens:
            value = self._lexicon.sense("anonymous", token)
            if value:
                return value
        return ""

    def _is_institution(self, text: str, tokens: Sequence[str], context: Context) -> bool:
        """Whether the words are the proper name of a hospital or committee ("Lady Reading Hospital"), not people of its kind."""
        if tokens and tokens[0] in _COMMITTEES and len(tokens) > 2:
            return not any(self._lexicon.sense("local", t) is not None for t in tokens)
        words = text.split()
        if len(words) < 2 or name_key(words[-1]) not in _INSTITUTIONS or self._has_state(tokens, context):
            return False
        return all(w[0].isupper() for w in words[:-1]) and not any(self._lexicon.sense("local", t) is not None for t in tokens)

    def _kind_of_people(self, text: str, value: str, context: Context) -> Party:
        key = name_key(text)
        bare = all(len(t) <= SMALL or self._lexicon.sense("anonymous", t) for t in words_of(text))
        return Party(
            f"anonymous:{context.report_id}:{key}", "anonymous", value if value in key or bare else text, text, "anonymous", weak=True,
            reason="a kind of people: stands within its report only",
        )  # fmt: skip

    def _has_state(self, tokens: Sequence[str], context: Context) -> bool:
        return any(True for _ in self._lexicon.states_in(tokens, context.language))

    def _organ(self, text: str, tokens: Sequence[str], context: Context) -> Party | None:
        """A state or one of its organs: "Russia's defence ministry", "the army", "Moscow"; or an organ of a part of one."""
        states = list(self._lexicon.states_in(tokens, context.language))
        rest = [t for i, t in enumerate(tokens) if not any(a <= i < a + n for a, n, _, _ in states)]
        organ = self._lexicon.organ_in(rest)
        if organ is not None and organ.id == _NOBODY:
            return self._kind_of_people(text, organ.name, context)
        country = states[0][2] if states else ""
        home = "" if country else self._homeland(tokens, organ)
        if home:
            part = self._territory(home, context)
            return self._whole(home, context) or self._own_organ(organ or _AUTHORITIES, home, part.country if part else "")
        if organ is None and states and any(self._lexicon.is_seat(c, w) for _, _, c, w in states):
            organ = self._lexicon.organ_in(tokens)
        if organ is None:
            if country and not is_office(tokens):
                return self.state(country, context) if country in self._lexicon.states and self._only_state(rest) else None
            return self._appointed(text, tokens, country, context)
        if organ.id == "militants" and not country:
            return self._kind_of_people(text, organ.name, context)  # "militias" are whoever bears arms there
        if organ.id in _ORGAN_NAMES:
            return self._rebels(organ, country or context.country)
        peoples = two_peoples(text, self._lexicon, context.language) if len(states) > 1 else None
        if peoples is not None and set(peoples) <= self._lexicon.states.keys():
            return self._own_organ(organ, " ".join(self._lexicon.states[c].adjective for c in peoples), peoples[0])
        if not country:
            return self._unstated(text, tokens, organ, context) if organ.id != TROOPS else None
        return self._state_body(organ, country, context) if country in self._lexicon.states else None

    def _unstated(self, text: str, tokens: Sequence[str], organ: Organ, context: Context) -> Party | None:
        """An organ without a state beside it: of a part of a country, of a body of that name, or of the report's country."""
        owner = qualifier(text, self._lexicon, context.language)
        part = self._territory(owner, context) if owner else None
        if part is not None and organ.id == "army" and part.feature in AREAS and not self._acts_for_itself(part):
            return None  # "Arakan Army": a part of a state has no army of the state's
        if (
            part is not None
            and (organ.kind in ("army", "ministry") or organ.id in STATELY)
            and part.feature not in AREAS
            and not _is_named(part, context)
        ):
            part = None  # a town far from what the report speaks of has no army
        if (is_office(tokens) or self._is_local(tokens)) and organ.id not in ("prosecutor", "regional_administration"):
            return self._appointed(text, tokens, "", context)
        if part is not None and self._acts_for_itself(part) and organ.kind != "police":
            return self._own_organ(organ, part.name, part.country)
        if part is not None and part.country in self._lexicon.states:
            return self._state_body(organ, part.country, context)
        provincial = organ.kind != "army" and any(self._lexicon.sense("region", t) is not None for t in tokens)
        if (
            owner
            and not provincial
            and (organ.kind in ("army", "police", "ministry") or organ.id == "authorities" or _is_adjective(owner, organ))
            and not _home(organ, context)
        ):
            return None
        if organ.id == "authorities" and self._anonymous(tokens):
            return None
        if owner and organ.id in STATELY and context.country not in dict(context.countries) and self._person(owner, context) is None:
            return None  # a state that the report does not name is not whose government "Gobierno de Lysmar" is
        country = _home(organ, context) or context.country
        return self._state_body(organ, country, context) if country in self._lexicon.states else None

    def _homeland(self, tokens: Sequence[str], organ: Organ | None) -> str:
        """The part of a country that acts for itself and whose people or forces are named ("Abkhaz forces"); "" when none is."""
        named = {home: i for i, t in enumerate(tokens) if (home := self._lexicon.begins("homeland", t))}
        if len(named) != 1 or any(self._lexicon.sense("compass", t) == "N" for t in tokens):
            return ""  # North Ossetia is another land
        ((home, at),) = named.items()
        rest = [t for i, t in enumerate(tokens) if i != at and self._lexicon.sense("compass", t) is None]
        armed = any(self._lexicon.begins("force", t) is not None for t in rest)
        return home if organ is not None or armed or self._only_state(rest) else ""

    def _acts_for_itself(self, part: Place) -> bool:
        """Whether a part of a country has authorities of its own; a province's are the state's."""
        return part.feature in AREAS and self._lexicon.sense("autonomous", name_key(part.name)) is not None

    def _is_local(self, tokens: Sequence[str]) -> bool:
        return any(self._lexicon.sense("local", t) is not None for t in tokens)

    def _appointed(self, text: str, tokens: Sequence[str], country: str, context: Context) -> Party | None:
        """A governor or mayor: an office of the state that holds the place; None when no state is known."""
        if not is_office(tokens):
            return None
        owner = qualifier(text, self._lexicon, context.language)
        part = (self._region(text, owner, context) or self._territory(owner, context)) if owner else None
        country = country or (part.country if part is not None else context.lands.get(owner, "")) or context.country
        if country not in self._lexicon.states:
            return None
        side, origin = self._side_of_state(country, context)
        where = part.name if part is not None else owner or name_key(text)
        return Party(
            f"body:office of {where}, {country}", "body", text, origin, "state", side, country, "states",
            reason=f"a governor or mayor: {where}",
        )  # fmt: skip

    def _region(self, text: str, owner: str, context: Context) -> Place | None:
        """The region that an office is said to be of ("governor of the region of Kursk"), None when the words name no region."""
        named = any(self._lexicon.sense("region", t) is not None for t in words_of(text))
        part = self._territory(f"region {owner}", context) if named else None
        return part if part is not None and part.feature in AREAS else None

    def _own_organ(self, organ: Organ, owner: str, country: str) -> Party:
        """An organ of people or of a part of a country that acts for itself: no organ of the state, but a party of its own."""
        return Party(
            f"body:{owner} {organ.name}", "body", f"{owner} {organ.name}", f"{owner} authorities", "armed_group", country=country,
            reason=f"{organ.name} of {owner}",
        )  # fmt: skip

    def _only_state(self, rest: Sequence[str]) -> bool:
        """Whether nothing but small words stands beside the state ("the Russians", "la Russie")."""
        return all(len(t) <= 3 or self._lexicon.sense("of", t) is not None for t in rest)

    def _rebels(self, organ: Organ, country: str) -> Party:
        state = self._lexicon.states.get(country)
        name = f"{state.adjective} {organ.name}" if state else organ.name
        return Party(
            f"body:{name}", "group", name, name if state else "", "armed_group", country=country, reason="armed people of a country"
        )

    def _state_body(self, organ: Organ, country: str, context: Context) -> Party:
        adjective = self._lexicon.states[country].adjective
        known = self._whole(f"{adjective} {organ.name}", context)
        if known is not None:
            return known
        side, origin = self._side_of_state(country, context)
        return Party(
            f"body:{adjective} {organ.name}", "body", f"{adjective} {organ.name}", origin, "state", side, country, "states",
            reason=f"{organ.name} of a state: {country}",
        )  # fmt: skip

    def state(self, country: str, context: Context) -> Party:
        """The state of a country as a party."""
        adjective = self._lexicon.states[country].adjective
        for index in context.packs:
            found = index.find(f"{adjective} government", context.day)
            if found is not None:
                return found.party
        side, origin = self._side_of_state(country, context)
        name = f"{adjective} government"
        return Party(f"body:{name}", "body", name, origin, "state", side, country, "states", reason=f"a state: {country}")

    def _side_of_state(self, country: str, context: Context) -> tuple[str, str]:
        """Side and origin name of a state in the war at hand, from the bodies of the pack that belong to it."""
        adjective = self._lexicon.states[country].adjective
        origin = f"{adjective} state"
        for index in context.packs:
            for body in index.pack.bodies:
                if body.country == country and body.origin == origin and body.holds_on(context.day):
                    return next((s.name for s in index.pack.sides if s.id == body.side), ""), origin
        return "", origin


def _is_union(kin: Kin) -> bool:
    """Whether those of one calling speak as a body ("the fishermen's union"), though it has no name of its own."""
    kinds = kin.kind.split()
    return len(kinds) > 1 and not UNIONS.isdisjoint(kinds) and not MEMBERS.isdisjoint(kinds)


def _near(context: Context) -> tuple[str, ...]:
    """The countries that tell bodies of one name apart: those that the report names, "" for bodies of none."""
    return tuple(filter(None, (context.country, *(c for c, _ in context.countries))))


def _is_adjective(owner: str, organ: Organ) -> bool:
    """Whether the government of a land that no table knows is meant ("Tovarian government"), not one that is called after a person."""
    return organ.id in STATELY and owner.endswith(("ian", "ese", "iens", "ienne"))


def _is_named(part: Place, context: Context) -> bool:
    """Whether the report names the country of a place."""
    return part.country == context.country or part.country in dict(context.countries)


def _home(organ: Organ, context: Context) -> str:
    """The country of the report's language for a ministry without a country, when the text names that country."""
    home = _HOMES.get(context.language[:2], "") if organ.kind == "ministry" else ""
    return home if home in dict(context.countries) else ""


def _case_fits(found: Known, text: str) -> bool:
    """Whether a short acronym (IS, AP) is written as one: "is" is no body, "Efe" is an agency."""
    if not found.short or script_of(text) != "latin" or len(name_key(text)) > 4:
        return True
    bare = text.strip("'’.")
    return bare.rstrip("s").isupper() or (found.party.agency and bare.istitle())


def _unattached(part: str) -> Iterable[str]:
    """A wording and, in Arabic, what is left of it without a particle written before it ("لقوات سوريا", "للدفاع")."""
    if part:
        yield part
    if len(part) > SHORT and part[0] in ATTACHED:
        yield "ا" + part[1:] if part.startswith("لل") else part[1:]


def _without_titles(text: str, lexicon: Lexicon) -> str:
    """A person's name without titles before it: "M. Abdel Rahmane", "Lieutenant-General Zaid Al-Saleh"."""
    words = text.split()
    while len(words) > 1 and all(lexicon.sense("title", part) is not None for part in name_key(words[0]).split() or [""]):
        words = words[1:]
    return " ".join(words)
