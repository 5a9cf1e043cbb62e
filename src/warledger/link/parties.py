"""Who is named: bodies, people and states behind words, with the origin that they speak for.

Takes the words of a claim and the report around them, gives a `Party`. Does not join unknown names across reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from warledger.link.fold import fold, name_key
from warledger.link.inflect import key_forms, stem_key
from warledger.packs.conflicts import Body, ConflictPack, KnownPerson, KnownPlace
from warledger.packs.world import Organ, State, World

MARKER = 5
"""Letters of the shortest name that marks a war."""
_NORTHERN_THE = re.compile(r"^[Dd]e[nt] (?=\w)")
"""The article of Northern languages before an adjective, which a wording may leave out ("den bosnisk-serbiske hæren")."""
NISBA = 5
"""Letters of the shortest Arabic name of a state that adjectives are made of."""
JOINED = 3
"""Letters of the shortest word that is written together with the one behind it."""
LONGEST = 9
"""Words of the longest name that is sought inside a phrase."""
TROOPS = "troops"
"""The organ of words for soldiers and weapons that are a state's only where its name stands beside them ("a Peruvian helicopter")."""


@dataclass(frozen=True, slots=True)
class Party:
    """What words name. `key` is equal for the same thing; `body` is the name of the body that a person speaks for.

    `kind` is that of `Entity`. An origin name of "" means that nothing independent stands behind the words.
    `weak` marks kinds of people, whose origin stands only within their report.
    """

    key: str
    kind: str
    name: str
    origin: str = ""
    origin_kind: str = "other"
    side: str = ""
    country: str = ""
    known: str = ""
    body: str = ""
    weak: bool = False
    agency: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A record of a pack under one of its names."""

    party: Party
    begins: date | None
    ends: date | None
    sense: str = ""
    short: bool = False

    def holds_on(self, day: date | None) -> bool:
        """Whether the record holds on a day; an unknown day counts as yes."""
        return day is None or ((self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends))


class PartyIndex:
    """The names of one pack, as lookup tables."""

    def __init__(self, pack: ConflictPack) -> None:
        self.pack = pack
        self.keywords = tuple(name_key(k) for k in pack.keywords)
        self.markers = _markers(pack)
        self._exact: dict[str, list[Known]] = {}
        self._stems: dict[str, list[Known]] = {}
        self._folds: dict[tuple[str, ...], list[Known]] = {}
        self._surnames: dict[tuple[str, ...], list[Known]] = {}
        sides = {s.id: s.name for s in pack.sides}
        known = f"conflicts/{pack.slug}"
        bodies = {b.id: b for b in pack.bodies}
        for body in pack.bodies:
            self._add_body(body, sides.get(body.side, ""), known)
        for person in pack.people:
            self._add_person(person, bodies.get(person.body), sides, known)
        for outlet in pack.outlets:
            party = Party(
                f"{known}:{outlet.name}", "body", outlet.name, outlet.origin or outlet.name, "outlet", sides.get(outlet.side, ""),
                outlet.country, known, agency=True, reason="outlet of the conflict pack",
            )  # fmt: skip
            self._add(Known(party, None, None), [outlet.name, *(n.text for n in outlet.names)])

    def _add_body(self, body: Body, side: str, known: str) -> None:
        party = Party(
            f"body:{body.name}", "group" if body.kind == "people" else "body", body.name, body.origin, body.origin_kind, side,
            body.country, known, agency=body.kind in ("agency", "state_agency", "outlet"), reason=f"{known}: {body.id}",
        )  # fmt: skip
        self._add(Known(party, body.begins, body.ends, body.sense), [body.name, *(n.text for n in body.names)])

    def _add_person(self, person: KnownPerson, body: Body | None, sides: Mapping[str, str], known: str) -> None:
        party = Party(
            f"person:{person.name}", "person", person.name, body.origin if body else person.name,
            body.origin_kind if body else "person", sides.get(body.side, "") if body else "", person.country, known,
            body.name if body else "", reason=f"{known}: {person.role or person.id}",
        )  # fmt: skip
        entry = Known(party, person.begins, person.ends)
        for text, language in [(person.name, "en"), *((n.text, n.language) for n in person.names)]:
            tokens = fold(text, language)
            self._folds.setdefault(tokens, []).append(entry)
            if len(tokens) > 1:
                self._surnames.setdefault(tokens[1:], []).append(entry)
        self._add(entry, [person.name, *(n.text for n in person.names)])

    def _add(self, entry: Known, names: Iterable[str]) -> None:
        for text in dict.fromkeys(form for name in names for form in (name, _NORTHERN_THE.sub("", name))):
            named = replace(entry, short=len(text) <= 3 and text.isupper())
            for key in key_forms(text):
                self._exact.setdefault(key, []).append(named)
            self._stems.setdefault(stem_key(name_key(text)), []).append(named)

    def find(self, text: str, day: date | None, *, stems: bool = True, near: Collection[str] = ()) -> Known | None:
        """The record that bears exactly this name, in some inflected form when `stems`; of several one of a country that is `near`, then

        one that held on the day.
        """
        for key in key_forms(text):
            if key in self._exact:
                return _best(self._exact[key], day, near)
        key = stem_key(name_key(text))
        return _best(self._stems[key], day, near) if stems and key in self._stems else None

    def find_person(self, text: str, language: str, day: date | None) -> Known | None:
        """The person whose name sounds like this one, "Rami Abdel Rahmane" for "Rami Abdulrahman"."""
        tokens = fold(text, language)
        return _best(self._folds[tokens], day) if tokens in self._folds else None

    def find_surname(self, text: str, language: str, day: date | None) -> Known | None:
        """The one person of the war who bears this surname, "Abdel Rahmane" for "Rami Abdulrahman"; None when several do."""
        found = [e for e in self._surnames.get(fold(text, language), ()) if e.holds_on(day)]
        return found[0] if len({e.party.key for e in found}) == 1 else None


def _markers(pack: ConflictPack) -> frozenset[str]:
    """Stemmed names by which a text shows that it is about this war: its places and its proper bodies, not single short words."""
    things: tuple[KnownPlace | Body | KnownPerson, ...] = (*pack.places, *(b for b in pack.bodies if not b.sense), *pack.people)
    keys = {stem_key(key) for t in things for text in (t.name, *(n.text for n in t.names)) for key in key_forms(text)}
    return frozenset(k for k in keys if len(k) >= MARKER and k.count(" ") <= 2)


def _best(entries: Sequence[Known], day: date | None, near: Collection[str] = ()) -> Known:
    """Of entries that bear one name one of a country that is near, one that held on the day, a proper name, one of those days only,

    then the first.
    """
    return min(
        entries, key=lambda e: (e.party.country not in near and bool(near), not e.holds_on(day), e.sense != "", not (e.begins or e.ends))
    )


class Lexicon:
    """The words that mean states, organs and kinds of people, as lookup tables."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.states = {s.country: s for s in world.states}
        self._whole: dict[str, list[tuple[str, str]]] = {}
        self._prefix: dict[str, list[tuple[str, str]]] = {}
        self._seats: dict[str, set[str]] = {}
        for state in world.states:
            self._add_state(state)
        self._firsts = {word.partition(" ")[0] for word in (*self._whole, *self._prefix) if " " in word}
        self._longest = max((word.count(" ") + 1 for word in (*self._whole, *self._prefix)), default=1)
        self._cached = lru_cache(maxsize=65536)(self._state_of)
        self.sense = lru_cache(maxsize=16384)(self._sense)
        """Value of a small word under a sense, None when it has not that sense."""
        self._patterns = [(organ, _pattern(words)) for organ in world.organs for words in organ.words]
        self._parts: dict[str, list[int]] = {}
        for number, (_, parts) in enumerate(self._patterns):
            for part in set(parts):
                self._parts.setdefault(part, []).append(number)
        self._inner = tuple(sorted(part.strip("*") for part in self._parts if part.startswith("*") and part.endswith("*")))

    def _add_state(self, state: State) -> None:
        for group, seat in ((state.words, False), (state.seats, True)):
            for word in group:
                language, colon, rest = word.rpartition(":")
                table = self._prefix if rest.endswith("*") else self._whole
                for key in _with_nisbas(name_key(rest.rstrip("*"))):
                    table.setdefault(key, []).append((state.country, language if colon else ""))
                if seat:
                    self._seats.setdefault(state.country, set()).add(name_key(rest.rstrip("*")))

    def state_of(self, token: str, language: str = "") -> tuple[str, str] | None:
        """Country that a lookup token (or two joined by a space) means, with the word that was found; None when none."""
        return self._cached(token, language[:2])

    def _state_of(self, token: str, language: str) -> tuple[str, str] | None:
        for form in _arabic_forms(token):
            for country, only in self._whole.get(form, ()):
                if not only or only == language[:2]:
                    return country, form
            for length in range(len(form), 2, -1):
                for country, only in self._prefix.get(form[:length], ()):
                    if not only or only == language[:2]:
                        return country, form[:length]
        return self._state_of(token[:-1], language) if token.endswith("s") and token[:-1] in self._whole else None

    def is_seat(self, country: str, word: str) -> bool:
        """Whether a found word is a seat of government rather than a name of the state."""
        return word in self._seats.get(country, ())

    def states_in(self, tokens: Sequence[str], language: str = "") -> Iterator[tuple[int, int, str, str]]:
        """States named in a run of lookup tokens: first token, number of tokens, country, word."""
        at = 0
        while at < len(tokens):
            long = next((found for found in self._long(tokens, at, language) if found), None) if tokens[at] in self._firsts else None
            one = long or (1, self.state_of(tokens[at], language))
            if one[1]:
                yield at, one[0], *one[1]
            at += one[0]

    def _long(self, tokens: Sequence[str], at: int, language: str) -> Iterator[tuple[int, tuple[str, str]] | None]:
        """The states that several words together mean, the longest name first: "sudao do sul", "south sudan"."""
        for length in range(self._longest, 1, -1):
            words = " ".join(tokens[at : at + length])
            found = self.state_of(words, language) if at + length <= len(tokens) else None
            yield (length, found) if found and found[1].count(" ") == length - 1 else None

    def organ_in(self, tokens: Sequence[str]) -> Organ | None:
        """The first organ, in the order of the table, whose words all stand among the tokens."""
        met = {part for token in tokens for form in _arabic_forms(token) for part in _parts_of(form, self._inner) if part in self._parts}
        seen: Counter[int] = Counter(number for part in met for number in self._parts[part])
        whole = [number for number, n in seen.items() if n == len(set(self._patterns[number][1]))]
        return self._patterns[min(whole)][0] if whole else None

    def is_organ_word(self, token: str) -> bool:
        """Whether a token may stand in the name of an organ; one that by itself is a word for soldiers does not."""
        parts = [part for form in _arabic_forms(token) for part in _parts_of(form, self._inner)]
        met = {number for part in parts for number in self._parts.get(part, ())}
        alone = {number for number in met if len(set(self._patterns[number][1])) == 1}
        return any(self._patterns[number][0].id != TROOPS for number in alone or met)

    def _sense(self, kind: str, token: str) -> str | None:
        table = self.world.words[kind]
        for form in (token, *_arabic_forms(token)):
            if form in table:
                return table[form]
        return None

    def begins(self, kind: str, token: str) -> str | None:
        """Value of the longest word under a sense that a token begins with, None when there is none."""
        table = self.world.words[kind]
        for form in _arabic_forms(token):
            for length in range(len(form), 2, -1):
                if form[:length] in table:
                    return table[form[:length]]
        return None


def _with_nisbas(key: str) -> tuple[str, ...]:
    """A name of a state and, in Arabic, the adjectives made of it: اوغندا, اوغندي, اوغنديه. Short names make other words (مالي)."""
    if not key or " " in key or not "\u0600" <= key[0] <= "\u06ff":
        return (key,)
    bare = key.removeprefix("ال")
    stem = bare[:-1] if bare[-1] in "اه" else bare
    stem = stem.removesuffix("ي")
    if len(bare) < NISBA:
        return (key,)
    return tuple(dict.fromkeys((key, *(stem + ending for ending in ("ي", "يه", "يون", "يين")))))


def _pattern(words: str) -> tuple[str, ...]:
    return tuple(("*" if w.startswith("*") else "") + name_key(w.strip("*")) + ("*" if w.endswith("*") else "") for w in words.split())


def _parts_of(form: str, inner: Iterable[str] = ()) -> Iterator[str]:
    """The words of patterns that a token may fill: itself, and each of its beginnings with any ending, each of its ends behind another
    word ("Justizministerium"), and those of `inner` that stand in it behind one.
    """
    yield form
    for length in range(2, len(form) + 1):
        yield form[:length] + "*"
    for at in range(JOINED, len(form) - 1):
        yield "*" + form[at:]
    yield from (f"*{word}*" for word in inner if form.find(word, JOINED) > 0)


def _arabic_forms(token: str) -> tuple[str, ...]:
    """A token with the prefixes that Arabic writes together with it taken off: والقوات, القوات, قوات."""
    if not token or not "\u0600" <= token[0] <= "\u06ff":
        return (token,)
    forms = [token]
    for prefix in ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف"):
        if token.startswith(prefix) and len(token) - len(prefix) >= 3:
            forms.append(token[len(prefix) :])
    return tuple(forms)
