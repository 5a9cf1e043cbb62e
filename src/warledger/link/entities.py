"""Entities across reports: names that packs do not know are joined when they are spellings of one name.

Takes what was met in each report, gives one `Entity` a thing. Does not resolve names to packs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from warledger.link.fold import fold, name_key, script_of, skeleton
from warledger.link.kin import OF_STATES, Kin, Parser, bare_adjective, bare_sound
from warledger.link.names import compare, joins
from warledger.link.parties import Party
from warledger.model import Entity, Form, content_id

_ACRONYM = re.compile(r"\(([^\W\d_]{3,8})\)")
ACROSS = 0.8
"""Likeness across scripts that is enough for names beside words that mean the same."""
_BARE = re.compile(r"[A-ZÀ-ÞА-ЯЁІЇЄҐ]{3,8}")
_BRACKETED = re.compile(r"\(([^\W\d_]{2,8})\)$")


@dataclass(frozen=True, slots=True, order=True)
class Unknown:
    """A name that no pack knows, where it was met."""

    kind: str
    text: str
    language: str
    report_id: str


Name = tuple[str, str, str]
"""Kind, text and language of a name that no pack knows, in whatever report."""


@dataclass(slots=True)
class Met:
    """How a full form was met: the least report that has it, wordings that mean it by how often, whether it speaks itself, and
    the acronyms that stand in brackets behind it.
    """

    report_id: str
    forms: Counter[tuple[str, str]] = field(default_factory=Counter)
    spoken: bool = False
    acronyms: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Register:
    """Everything that was met, in any order.

    `unknown`, `acronyms`, `worded`, the wordings of names that were made fuller, and `spoken`, the words of speakers behind a source, are
    of the report at hand; `shortened` are keys of known parties by the acronyms in brackets behind them. When it is closed, names go to
    `names` by the fullest form that the report has for them, under the least of the reports that have that form.
    """

    parties: dict[str, Party] = field(default_factory=dict)
    forms: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    unknown: Counter[Unknown] = field(default_factory=Counter)
    spoken: set[str] = field(default_factory=set)
    acronyms: dict[Unknown, str] = field(default_factory=dict)
    worded: dict[Unknown, str] = field(default_factory=dict)
    names: dict[Name, Met] = field(default_factory=dict)
    shortened: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def close(self) -> dict[Unknown, Name]:
        """Ends a report: the fullest form of each of its names."""
        full = {name: (longer.kind, longer.text, longer.language) for name, longer in fullest_names(self.unknown).items()}
        for name, number in self.unknown.items():
            met = self.names.setdefault(full[name], Met(name.report_id))
            met.report_id = min(met.report_id, name.report_id)
            met.forms[self.worded.get(name, name.text), name.language] += number
            met.spoken |= name.text in self.spoken
            met.acronyms.update(filter(None, (self.acronyms.get(name),)))
        self.unknown.clear()
        self.acronyms.clear()
        self.worded.clear()
        self.spoken.clear()
        return full

    def heads(self, kin: Parser) -> dict[Name, Unknown]:
        """The name that each full form is a spelling of."""
        met = {name: Unknown(*name, self.names[name].report_id) for name in self.names}
        joined = join_spellings(met.values())
        same = join_acronyms((joined[met[name]], acronym) for name, known in self.names.items() for acronym in known.acronyms)
        heads = {name: same.get(joined[unknown], joined[unknown]) for name, unknown in met.items()}
        one = join_kin(heads.values(), kin)
        heads = {name: one.get(head, head) for name, head in heads.items()}
        short = join_bare_acronyms(heads)
        return {name: short.get(head, head) for name, head in heads.items()}

    def known_by_acronym(self, heads: Mapping[Name, Unknown]) -> dict[Unknown, Party]:
        """The known party that a head is another name of: one report gives the party the acronym that the other bears, or is.

        An acronym of two parties tells nothing.
        """
        found: dict[Unknown, set[str]] = defaultdict(set)
        for name, head in heads.items():
            short = {name[1]} if name[1] in self.shortened else self.names[name].acronyms
            if head.kind in ("body", "group"):
                found[head] |= {key for one in short for key in self.shortened.get(one, ())}
        return {head: self.parties[next(iter(keys))] for head, keys in found.items() if len(keys) == 1}

    def meet(self, party: Party, text: str, language: str) -> None:
        """Counts one mention of a known party."""
        known = self.parties.get(party.key)
        if known is None or _rank(party) < _rank(known):
            self.parties[party.key] = party
        self.forms[party.key][text, language] += 1


def _rank(party: Party) -> tuple[bool, str, str, str]:
    return (not party.known.startswith("conflicts"), party.side, party.origin, party.reason)


def entity_id(party: Party) -> str:
    """Id of the entity of a known party: equal for one canonical name and kind in every ledger."""
    return content_id("en", party.kind, party.key)


def join_unknown(met: Iterable[Unknown]) -> dict[Unknown, Unknown]:
    """The fullest name that each name is a spelling or short form of; itself when it stands alone.

    Short forms join only within their report ("Ahadi" to "Shausta Jan Ahadi"); spellings join across reports. The
    result does not depend on the order of `met`.
    """
    full = fullest_names(met)
    heads = join_spellings(full.values())
    return {name: heads[longer] for name, longer in full.items()}


def fullest_names(met: Iterable[Unknown]) -> dict[Unknown, Unknown]:
    """The fullest form that its own report has for each name."""
    by_report: dict[tuple[str, str], list[Unknown]] = defaultdict(list)
    for name in sorted(set(met)):
        by_report[name.report_id, name.kind].append(name)
    return {name: _fullest(name, names) for names in by_report.values() for name in names}


def join_spellings(met: Iterable[Unknown]) -> dict[Unknown, Unknown]:
    """The name that each name is a spelling of, across reports; itself when it stands alone."""
    groups: dict[tuple[str, str], list[Unknown]] = defaultdict(list)
    heads: dict[Unknown, Unknown] = {}
    spelt: dict[tuple[str, str], Unknown] = {}
    for name in sorted(set(met), key=lambda u: (-len(fold(u.text, u.language)), u)):
        letters = (name.kind, name_key(name.text))
        if letters in spelt:  # however their languages sound them
            heads[name] = heads[spelt[letters]]
            continue
        spelt[letters] = name
        block = (name.kind, _block(name))
        head = next((h for h in groups[block] if joins(h.text, name.text, name.kind, h.language, name.language)), None)
        if head is None:
            groups[block].append(name)
        heads[name] = head or name
    return heads


def join_acronyms(given: Iterable[tuple[Unknown, str]]) -> dict[Unknown, Unknown]:
    """Bodies that are one in two languages, by names with the acronym that reports give them in brackets.

    "Réseau Ponts pour la paix (BPN)" is "Bridges for Peace Network (BPN)": the acronym spells one name and is borrowed by the
    other, of another language. An acronym that spells two names tells nothing.
    """
    by_acronym: dict[str, set[Unknown]] = defaultdict(set)
    for name, acronym in given:
        if name.kind == "body":
            by_acronym[acronym].add(name)
    found: dict[Unknown, Unknown] = {}
    for acronym, names in sorted(by_acronym.items()):
        owners = [name for name in sorted(names) if acronym in _initials(name.text)]
        if len(owners) == 1:
            found |= {name: owners[0] for name in sorted(names) if name.language != owners[0].language}
    return {name: owner for name, owner in found.items() if owner not in found}


def join_bare_acronyms(heads: Mapping[Name, Unknown]) -> dict[Unknown, Unknown]:
    """Acronyms that stand alone in a report ("PDK"), to the one body that they spell in some language ("Partido Democrático del
    Kurdistán"). Those that spell several bodies, or none, are left out.
    """
    spelt: dict[str, set[Unknown]] = defaultdict(set)
    alone: set[Unknown] = set()
    for (kind, text, _), head in heads.items():
        if kind == "body" and _BARE.fullmatch(text):
            alone.add(head)
        elif kind == "body" and " " in text:
            for letters in _initials(text):
                spelt[letters].add(head)
    found = {head: spelt[head.text] - {head} for head in sorted(alone) if head.text in spelt}
    return {head: next(iter(owners)) for head, owners in found.items() if len(owners) == 1 and not owners & alone}


def join_kin(heads: Iterable[Unknown], kin: Parser) -> dict[Unknown, Unknown]:
    """Bodies that are one in two languages: of one kind and one name, "Orlikbrigaden" and "Brigada Orlik". Those that are left alone
    are left out.
    """
    parsed = {head: found for head in sorted(set(heads)) if head.kind == "body" and (found := kin(head.text, head.language)) is not None}
    groups: list[list[Unknown]] = []
    holder: dict[tuple[str, str], list[Unknown]] = {}
    for head, found in parsed.items():
        met = [group for key in found.keys if (group := holder.get(key)) is not None]
        group = met[0] if met else []
        if not met:
            groups.append(group)
        group.append(head)
        for key in found.keys:
            holder.setdefault(key, group)
    for group in _across_scripts(groups, parsed):
        group.sort()
    return {name: group[0] for group in groups if len({h.language for h in group}) > 1 for name in group[1:]}


def join_institutions(heads: Mapping[Name, Unknown], homes: Mapping[Name, tuple[str, str]]) -> dict[Unknown, Unknown]:
    """Institutions that are one by their kind and the town that they are of, "Banso hospital" and "l'hôpital de la ville"; only those
    of names that are in `homes`. Those that are left alone are left out.
    """
    groups: dict[tuple[str, str], set[Unknown]] = defaultdict(set)
    for name, home in homes.items():
        groups[home].add(heads[name])
    return {head: min(group) for _, group in sorted(groups.items()) for head in group if head != min(group)}


def _across_scripts(groups: list[list[Unknown]], parsed: Mapping[Unknown, Kin]) -> list[list[Unknown]]:
    """Puts a body whose name is in Arabic or Cyrillic letters to the only one of its kind whose name in others is alike."""
    by_kind: dict[str, list[list[Unknown]]] = defaultdict(list)
    for group in groups:
        by_kind[parsed[group[0]].kind].append(group)
    for alike in by_kind.values():
        for script in ("arabic", "cyrillic"):
            others = [g for g in alike if any(script_of(h.text) not in (script, "arabic") for h in g)]
            for group in [g for g in alike if all(script_of(h.text) == script for h in g)]:
                homes = [g for g in others if any(_is_alike(group[0], h, parsed) for h in g if script_of(h.text) not in (script, "arabic"))]
                if len(homes) == 1:
                    homes[0] += group
                    groups.remove(group)
                    alike.remove(group)
    return groups


def _is_alike(one: Unknown, other: Unknown, parsed: Mapping[Unknown, Kin]) -> bool:
    """Whether the name of a body is that of one in other letters, in as many words; an Arabic adjective is that of its land."""
    name, theirs = parsed[one].proper, parsed[other].proper
    forms = [name, *([stem.removeprefix("ال")] if script_of(name) == "arabic" and (stem := bare_adjective(name)) != name else [])]
    scores = [compare(form, theirs, "place", one.language, other.language).score for form in forms if form]
    return bool(theirs) and any(score >= ACROSS for score in scores)


def owners(heads: Iterable[Unknown], kin: Parser) -> dict[Unknown, Kin]:
    """What speaks for one state that no table knows: its organs ("Sarvenia's army"), the bare name where an organ is met, and an army

    that does not say so itself ("Sarvenia ordusu").
    """
    known = sorted(set(heads))
    parsed = {head: found for head in known if (found := kin(head.text, head.language)) is not None}
    owned = {head: found for head, found in parsed.items() if found.owned}
    by_sound = _by_any_sound(owned.values())
    bare = {h: by_sound[s] for h in known if h.kind != "anonymous" and (s := bare_sound(h.text, h.language)) in by_sound}
    armies = {h: by_sound[found.sound] for h, found in parsed.items() if found.kind in OF_STATES and found.sound in by_sound}
    return armies | {head: by_sound[found.sound] for head, found in owned.items()} | bare


def _by_any_sound(kins: Iterable[Kin]) -> dict[str, Kin]:
    """One of the names that share a sound for each of their sounds: "sulmanisch" is of Sulma where that is met itself."""
    found: dict[str, Kin] = {}
    for one in sorted(kins, key=lambda k: (len(k.sound), k.sound, k.proper)):
        head = found.get(one.sound) or next((found[s] for s in sorted(one.sounds) if s in found), one)
        found.setdefault(one.sound, head)
    return found


def split_acronym(text: str, around: str = "") -> tuple[str, str]:
    """A name without the acronym in brackets behind it, and the acronym; `around` is a text in which it may stand behind the name.

    >>> split_acronym("Bridges for Peace Network (BPN)"), split_acronym("Lantern", "the Lantern (LN, founded 1990) said")
    (('Bridges for Peace Network', 'BPN'), ('Lantern', ''))
    """
    found = _BRACKETED.search(text)
    name = text[: found.start()].strip() if found and text[found.start() - 1 : found.start()].isspace() else ""
    if found and name and found[1].isupper():
        return name, found[1]
    at = around.find(f"{text} (")
    behind = _ACRONYM.match(around, at + len(text) + 1) if at >= 0 else None
    return text, behind[1] if behind and behind[1].isupper() else ""


def _initials(text: str) -> set[str]:
    """What the first letters of all words of a name spell, and those of its capitalised ones, in capitals."""
    words = text.replace("-", " ").split()
    return {"".join(w[0] for w in words).upper(), "".join(w[0] for w in words if w[0].isupper())}


def _block(name: Unknown) -> str:
    """Coarse key: the skeleton of the last token for persons, of the first for others."""
    tokens = fold(name.text, name.language)
    if not tokens:
        return name_key(name.text)
    return skeleton(tokens[-1] if name.kind == "person" else tokens[0])


def _fullest(name: Unknown, names: list[Unknown]) -> Unknown:
    """The longest name of the same report that this one abbreviates, when there is exactly one such family."""
    tokens = fold(name.text, name.language)
    if not tokens or name.kind not in ("person", "body"):
        return name
    longer = [o for o in names if o != name and _abbreviates(name, tokens, o)]
    if not longer:
        return name
    longest = max(longer, key=lambda o: (len(fold(o.text, o.language)), o))
    whole = set(fold(longest.text, longest.language))
    return longest if all(set(fold(o.text, o.language)) <= whole for o in longer) else name


def _abbreviates(name: Unknown, tokens: tuple[str, ...], other: Unknown) -> bool:
    theirs = fold(other.text, other.language)
    if name.kind == "person":
        return len(theirs) > len(tokens) and theirs[-len(tokens) :] == tokens
    letters = "".join(w[0] for w in name_key(other.text).split() if w not in ("of", "for", "the", "de", "des", "du", "and"))
    return name.text.isupper() and 2 < len(name.text) <= 8 and letters == name_key(name.text)


def known_entity(party: Party, forms: Counter[tuple[str, str]], origin_id: str) -> Entity:
    """The entity of a party that a pack, the table of states or its report defines."""
    return Entity(
        entity_id(party), party.kind, party.name, _forms(forms), origin_id, party.side, party.country, False, party.known,
        (party.reason,) if party.reason else (),
    )  # fmt: skip


def unknown_entity(head: Unknown, forms: Counter[tuple[str, str]], origin_id: str, *, private: bool) -> Entity:
    """The entity of a name that only reports know."""
    return Entity(unknown_id(head), head.kind, head.text, _forms(forms), origin_id, private=private, reasons=("only known from reports",))


def unknown_id(head: Unknown) -> str:
    """Id of a name that only reports know: from its sound, so that it is equal in every ledger that holds it."""
    return content_id("en", head.kind, " ".join(fold(head.text, head.language)) or name_key(head.text) or head.text)


def _forms(forms: Counter[tuple[str, str]]) -> tuple[Form, ...]:
    ordered = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Form(text, language, n) for (text, language), n in ordered)
