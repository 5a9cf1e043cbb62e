"""Linking: claims of all reports of a ledger, with their names resolved to entities, places and origins.

Takes reports and their claims, gives `Links`. Does not date claims (`link.dates`) and does not group reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from warledger.keep import HELD, Grouped, Shelf
from warledger.link.assemble import Links, Parts, Role, Work
from warledger.link.context import Context, read_context, words_of
from warledger.link.entities import Unknown, split_acronym
from warledger.link.fold import name_key, script_of
from warledger.link.gazetteer import Gazetteer
from warledger.link.kin import KinParser
from warledger.link.owning import admitted
from warledger.link.parties import Lexicon, Party, PartyIndex
from warledger.link.places import PlaceResolver
from warledger.link.resolve import Resolver
from warledger.model import Claim, Named, Place, Report, Span, Subject
from warledger.packs.conflicts import ConflictPack
from warledger.packs.languages import ALIASES, LanguagePack
from warledger.packs.world import World, load_world

__all__ = ["Linker", "Links", "Mentioned"]

HARMED = frozenset({"killed", "injured", "detention", "missing"})
FORCES = frozenset({"soldiers", "fighters", "police"})
SMALL = 3
"""Letters of the longest article."""
FIGHTING = frozenset({"armed_group", "international"})
"""Kinds of bodies that are where their war is."""
SURNAME, CASE = 5, 3
"""Letters of the shortest surname by which people are known to be somebody's, and of the longest case of it."""
_NOWHERE = Span(0, 1)

Mentioned = tuple[str, str, str]
"""Report id, kind (person, organisation, place) and words of a mention that need not be in a claim."""

Marked = Sequence[Mentioned] | Mapping[str, Sequence[Mentioned]]
"""Mentions in any order, or by report."""


class Linker:
    """Links the claims of a ledger. Holds packs and gazetteer; keeps nothing between calls but lookups."""

    def __init__(
        self,
        packs: Mapping[str, LanguagePack],
        conflicts: Sequence[ConflictPack],
        gazetteer: Gazetteer,
        world: World | None = None,
    ) -> None:
        self._languages = packs
        known = world or load_world()
        self._lexicon = Lexicon(known)
        self._kin = KinParser(self._lexicon)
        self._conflicts = tuple(PartyIndex(p) for p in sorted(conflicts, key=lambda p: p.slug))
        self._places = PlaceResolver(gazetteer, self._lexicon)
        self._resolver = Resolver(PartyIndex(known.pack), self._lexicon, self._places.territory, self._kin)

    def link(self, reports: Sequence[Report], claims: Iterable[Claim], mentions: Marked = ()) -> Links:
        """Entities, places, origins and linked claims over all reports; equal for any order of the input.

        Claims of reports that are not given are left out.
        """
        found = self.link_all(reports, Grouped.by(claims, lambda c: c.report_id), mentions)
        return replace(found, linked=tuple(sorted(found.linked, key=lambda entry: entry.claim_id)))

    def link_all(self, reports: Sequence[Report], claims: Grouped[Claim], mentions: Marked = (), held: int = HELD) -> Links:
        """The same with links by report, for more than fits into memory: looks at one report at a time and keeps none."""
        others = mentions if isinstance(mentions, Mapping) else _by_report(mentions)
        work = Work(self._kin, held, self._lexicon.world.borders)
        ids = reports.ids if isinstance(reports, Shelf) else [report.id for report in reports]
        for at in sorted(range(len(ids)), key=ids.__getitem__):
            context = read_context(reports[at], self._conflicts, self._lexicon)
            own = sorted(claims.of(ids[at]), key=lambda c: c.id)
            self._read_report(context, own, sorted(others.get(ids[at], ())), work)
            work.close(ids[at])
        return work.finish()

    def _read_report(self, context: Context, claims: Sequence[Claim], mentions: Sequence[Mentioned], work: Work) -> None:
        names = [p.text for c in claims for p in c.places] + [text for _, kind, text in mentions if kind == "place"]
        context = self._at_home(claims, context)
        places = self._places.resolve_all(names, context)
        seats = self._seats(names, context)
        context = replace(context, lands={name: p.country for name, p in places.items() if p.country and not p.provisional})
        if not context.country:
            told = [p for p in places.values() if p.country]
            met = Counter(p.country for p in told if not p.provisional) or Counter(p.country for p in told)
            context = replace(context, country=min(met, key=lambda c: (-met[c], c), default=""))
        context = self._without_foe(context, claims, places)
        code = context.language.partition("-")[0]
        pack = self._languages.get(ALIASES.get(code, code))
        owned = admitted(context.text, claims, pack) if pack is not None else ()
        work.homes = self._homes(claims, places, context.language)
        for claim in claims:
            subject = self._subject(claim, context, work)
            source = self._role(claim.source, context, work, source=True)
            parts = Parts(
                claim,
                source,
                self._role(claim.speaker, context, work),
                source
                if source != Role()
                and (
                    _is_own(claim.actor)
                    or _is_same(claim.actor, claim.source)
                    or _is_of_speaker(claim.actor, claim.speaker)
                    or self._is_of_source(claim.actor, source, context)
                )
                else self._role(claim.actor, context, work),
                source if _is_own(claim.target) and source != Role() else self._role(self._target(claim, context), context, work),
                work.role(subject),
                _narrowest([places[p.text] for p in claim.places if p.text in places]),
                claim.id in owned,
            )
            if claim.speaker is not None and claim.source is not None and claim.source.text != claim.speaker.text:
                work.register.spoken.add(claim.speaker.text)
            for named in (p for p in claim.places if p.text in places):
                self._meet_place(places[named.text], named.text, context, work)
            work.parts.append(parts)
        self._meet_mentions(mentions, places, seats, context, work)

    def _without_foe(self, context: Context, claims: Sequence[Claim], places: Mapping[str, Place]) -> Context:
        """The context, about another country where the report speaks of this one only as hit by somebody of no stated land.

        Where "the army" or "the junta" says that it killed Senegalese soldiers, it is not Senegal's, though no other state is named.
        """
        if context.packs or not context.country:
            return context
        hit = tellers = 0
        for claim in claims:
            victims = self._lands(context, claim.target, claim.subject)
            told = self._lands(context, claim.source, claim.actor)
            hit += claim.event in HARMED and context.country in victims and not told and claim.actor is not None
            tellers += context.country in told
        if not hit or tellers:
            return context
        rest = Counter({country: n for country, n in context.countries if country != context.country})
        rest = rest or Counter(p.country for p in places.values() if p.country and not p.provisional)
        return replace(context, country=min(rest, key=lambda c: (-rest[c], c), default=""))

    def _lands(self, context: Context, *named: Named | Subject | None) -> set[str]:
        """The countries that words name."""
        texts = (n.text for n in named if n is not None)
        return {country for text in texts for _, _, country, _ in self._lexicon.states_in(words_of(text), context.language)}

    def _at_home(self, claims: Sequence[Claim], context: Context) -> Context:
        """The context of a report that names no country: those of the forces and missions that its claims name ("UNIFIL" is in Lebanon)."""
        if context.countries or context.country:
            return context
        named = {n.text: n for c in claims for n in (c.source, c.actor, c.target, *c.via) if n is not None and n.text.strip()}
        found = (self._resolver.resolve(text, context, named[text].kind) for text in sorted(named))
        met = Counter(p.country for p in found if p is not None and p.country and p.origin_kind in FIGHTING and not p.agency)
        if not met:
            return context
        ranked = tuple(sorted(met.items(), key=lambda pair: (-pair[1], pair[0])))
        return replace(context, countries=ranked, country=ranked[0][0], guessed=True)

    def _homes(self, claims: Sequence[Claim], places: Mapping[str, Place], language: str) -> dict[str, Place]:
        """The place that an institution without a name ("the village hospital") is of: what its claims speak of."""
        found: dict[str, Place] = {}
        for claim in claims:
            told = [places[p.text] for p in claim.places if p.text in places]
            for named in filter(None, (claim.source, claim.speaker, claim.actor, claim.target, *claim.via)):
                if told and named.text not in found and self._kin.is_local(named.text, language):
                    found[named.text] = told[0]
        return found

    def _meet_mentions(
        self, mentions: Sequence[Mentioned], places: Mapping[str, Place], seats: Mapping[str, str], context: Context, work: Work
    ) -> None:
        """Counts names outside claims; a seat that means its government counts for the country."""
        for _, kind, text in mentions:
            if kind == "place" and text not in seats and text in places:
                self._meet_place(places[text], text, context, work)
            elif kind == "place" and text in seats:
                country = self._places.country(seats[text])
                if country is not None:
                    work.meet_place(country, text, context.language)
            elif kind != "place":
                self._role(Named(text, _NOWHERE, kind), context, work)

    def _meet_place(self, place: Place, text: str, context: Context, work: Work) -> None:
        beside = [country for country, _ in context.countries] or ([context.country] if context.packs else [])
        work.meet_place(place, text, context.language, self._places.bare(text), beside)

    def _seats(self, names: Iterable[str], context: Context) -> dict[str, str]:
        """Place names that mean a government in this report: seats that never stand as a place in its text."""
        return {n: c for n in set(names) if (c := self._places.seat_meant(n, context))}

    def _role(self, named: Named | None, context: Context, work: Work, *, source: bool = False) -> Role:
        """A named party, counted as met."""
        if named is None or not named.text.strip():
            return work.role(None)
        home = work.homes.get(named.text)
        if home is not None:
            return work.role(None, work.meet_local(named.text, home, context.language, context.report_id))
        key = (named.text, named.kind)
        if key not in work.resolved:
            work.resolved[key] = self._resolver.resolve(named.text, context, named.kind)
        party = work.resolved[key]
        if party is not None:
            work.register.meet(party, named.text, context.language)
            short = split_acronym(" ".join(named.text.split()), context.text)[1] if not party.weak else ""
            if short:
                work.register.shortened[short].add(party.key)
            return work.role(party)
        kind = {"person": "person", "anonymous": "anonymous"}.get(named.kind, "")
        kind = kind or ("body" if named.kind or self._is_body(named.text, context.language) else _kind_by_looks(named.text, source=source))
        text, acronym = split_acronym(" ".join(named.text.split()), context.text)
        unknown = Unknown(kind, text, context.language, context.report_id)
        work.register.unknown[unknown] += 1
        if acronym:
            work.register.acronyms[unknown] = acronym
        return work.role(None, unknown)

    def _is_of_source(self, named: Named | None, source: Role, context: Context) -> bool:
        """Whether "the army", in the words of a state that no table knows, is its own: the report is about no other."""
        if named is None or source.unknown is None or context.country or not named.text.islower():
            return False
        kin = self._kin(source.unknown.text, source.unknown.language)
        words = [w for w in words_of(named.text) if len(w) > SMALL]
        return kin is not None and kin.owned and bool(words) and all(self._lexicon.is_organ_word(w) for w in words)

    def _is_body(self, text: str, language: str) -> bool:
        """Whether a name says that it is an office, a force or a house ("Velmoran navy", "Brigada Orlik")."""
        if self._kin(text, language) is not None:
            return True
        return len(words := words_of(text)) > 1 and any(self._lexicon.is_organ_word(w) for w in words)

    def _target(self, claim: Claim, context: Context) -> Named | None:
        """Whom it was done to: as read, else the forces that are counted, where they say whose they are ("18 Russian soldiers")."""
        subject = claim.subject
        if subject is None or claim.event not in HARMED or subject.group not in FORCES:
            return claim.target
        target = claim.target
        if target is not None and (not target.text.islower() or " " in target.text or self._resolver.resolve(target.text, context)):
            return target  # else a word for the people counted ("fighters"), which says nothing of whose they are
        whose = self._resolver.forces(subject.text, context)
        return Named(whose, subject.span) if whose else None

    def _subject(self, claim: Claim, context: Context, work: Work) -> Party | None:
        """The party of the people counted ("opposition fighters"), not counted as a mention."""
        if claim.subject is None or not claim.subject.text:
            return None
        key = (claim.subject.text, "")
        if key not in work.resolved:
            work.resolved[key] = self._resolver.resolve(claim.subject.text, context)
        found = work.resolved[key]
        return found if found is not None and found.kind != "anonymous" else None


def _by_report(mentions: Sequence[Mentioned]) -> Mapping[str, Sequence[Mentioned]]:
    found: dict[str, list[Mentioned]] = defaultdict(list)
    for mention in mentions:
        found[mention[0]].append(mention)
    return found


_BODY_WORDS = frozenset(
    "news radio tv agency press times post channel division brigade battalion movement party front army council ministry committee "
    "minority union group organisation organization association centre center institute network forces command regiment coalition navy "
    "fleet hospital authority bureau office service society federation alliance militia company hopital hospital krankenhaus "
    "reseau red netzwerk comite comision commission oficina buro coalizao coalicion koalition".split()
)
"""Words of bodies in names that the reader gave no kind."""


_OWN = frozenset(
    "its their his her our ses leurs son sa sus su seus suas seu sua seine seiner seinen ihre ihrer ihren sine sitt sin deres hans hennes "
    "ее её его их свои своих свої своїх його її їхні".split()
)
"""Words by which a speaker means its own people."""
_WIDE = frozenset({"country", "region", "county"})


_GROUP = ("group", "grup", "groupe", "групп", "груп", "milic", "milit", "movement", "movim", "mouvem", "organi", "rebel", "guerrilla")


def _is_of_speaker(actor: Named | None, speaker: Named | None) -> bool:
    """Whether an actor is the people of the one who speaks for the source, by his name: "Raduev's unit", in the words of Raduev."""
    if actor is None or speaker is None:
        return False
    surname = name_key(speaker.text).rpartition(" ")[2]
    words = name_key(actor.text).split()
    return len(surname) >= SURNAME and len(words) > 1 and any(w.startswith(surname) and len(w) - len(surname) <= CASE for w in words)


def _is_same(actor: Named | None, source: Named | None) -> bool:
    """Whether an actor is the source with the word for its kind beside its name: "o grupo Real IRA" and "Real IRA"."""
    if actor is None or source is None or not source.text[:1].isupper() or source.text not in actor.text:
        return False
    rest = [word for word in actor.text.replace(source.text, " ").split() if len(word) > 3]
    return len(rest) == 1 and rest[0].startswith(_GROUP)


def _is_own(named: Named | None) -> bool:
    """Whether an actor is the source itself in other words: "its fighters"."""
    words = named.text.split() if named is not None else []
    return len(words) > 1 and words[0].casefold() in _OWN and not any(w[0].isupper() for w in words[1:])


def _narrowest(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places of a claim without those that only say where another of them lies."""
    unique = tuple(dict.fromkeys(places))
    around = {parent for place in unique for parent in place.parents}
    narrow = {place.country for place in unique if place.feature not in _WIDE}
    return tuple(
        p for p in unique if p.id not in around and not (p.feature in _WIDE and narrow & {p.country, ""})
    )  # fmt: skip


_PARTICLES = frozenset("de da do dos das di del della der den van von la le el al bin ibn ben ould abu y e af av zu ter ten".split())
"""Small words inside names of persons."""


def _kind_by_looks(text: str, *, source: bool) -> str:
    """Kind of a name that the reader gave none: two to four capitalised words are a person, small words a group."""
    words = text.split()
    if any(w.casefold() in _BODY_WORDS for w in words):
        return "body"
    capitals = sum(w[0].isupper() for w in words)
    named = all(w[0].isupper() or w.casefold() in _PARTICLES for w in words)
    if script_of(text) in ("latin", "cyrillic") and 2 <= len(words) <= 4 and capitals > 1 and named:
        return "person"
    return "body" if source or capitals else "group"
