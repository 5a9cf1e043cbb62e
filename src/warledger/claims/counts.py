"""Counts: wording to `Count`, and the count spans of running text.

Takes text and a language pack, gives bounds by the rules of the annotation guidelines ("more than 2,200" is 2201 to
none, "dozens" 20 to 99). Does not decide what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from warledger.model.spans import Span
from warledger.model.values import Count
from warledger.packs.languages import LanguagePack
from warledger.packs.numerals import Number, number_starts, read_number
from warledger.packs.ontology import CASUALTIES
from warledger.packs.words import Token

MAX_TEXT = 400
"""Longer wordings are cut before they are parsed: the longest count span in the corpus has 60 characters."""

MAX_COUNT = 10**11
"""Larger figures are no counts of people or things."""

_HYPHENS = "-–—‑−"
_MONEY_MARKS = "$€£₽₴₪₺¥%‰°"
_BEFORE_MARKS = "$€£₽₴₪₺¥#№"
_SHARE_MARKS = "%‰٪"
_SHARE_WORDS = 2
"""Words from the first of those for per cent to a number that they hold or stand before ("por ciento", "yüzde 70")."""
_CONTEXT = 40
"""Code points on either side of a marked count that are read with it."""
_FEW = 9
"""Vague words of at most this many ("several", "some") count nothing by themselves."""
_SHARE_REACH = 6
"""Words from the first of those for a share to the number that it is a share of ("half of the country's 30 million")."""
_LONGEST_LIST = 6
"""Numbers of one list that may stand before their unit ("8, 10 and 12 years old")."""
_NAME_WORDS = 3
"""Words of a quoted name that a number ends ("Tavo 24")."""
_QUOTES = '"“”„«»″‟'
_COMMAS = ",،"
_ADJECTIVES = 2
"""Words that may stand between an article and a vague noun ("a still unknown number")."""
_NOUN_REACH = 3
_DAY_REACH = 2
"""Words from a day to the name of its month ("6 de agosto")."""
_RISE_REACH = 4
"""Words from one for a rise to the count that was reached ("увеличилось по меньшей мере с 200 до 240")."""
_NOT_LONE = ("places", "other")
_DUAL = re.compile("(?:\u064e\u0651?|\u0651\u064e)ي\u0652?ن\u0650?$")
"""The ending of an Arabic dual where its vowel is written; without it the plural has the same letters."""

Bounds = tuple[int | None, int | None]


def parse_count(text: str, pack: LanguagePack) -> Count | None:
    """The count that a marked span words, None when it words none.

    A span without a number is the number of its noun: one for a singular ("a child", "طفل"), two for a dual ("شخصان").
    Numbers that are no counts in it (an age, a date) are passed over.

    >>> from warledger.packs import load_language
    >>> parse_count("more than 2,200", load_language("en"))
    Count(low=2201, high=None, text='more than 2,200')
    >>> parse_count("٢٣", load_language("ar")).low
    23
    """
    clipped = text[:MAX_TEXT]
    reader = _Reader(pack.tokens(clipped), pack)
    bounds = reader.whole() or _of_noun(reader.tokens, pack)
    return None if bounds is None else Count(*bounds, text)


def count_at(text: str, span: Span, pack: LanguagePack) -> Count | None:
    """The count that a marked span of a text words, read with what stands beside it.

    None where the figures are a part of a word or date ("70-летнего", "15 May") and where the wording goes on to
    something vague ("a number of people").
    """
    start = max(0, span.start - _CONTEXT)
    reader = _Reader(pack.tokens(text[start : span.end + _CONTEXT]), pack)
    inside = [i for i, t in enumerate(reader.tokens) if span.start <= t.start + start < span.end]
    hit = next((hit for i in inside if (hit := reader.read(i, whole=False)) is not None), None)
    words = [i for i in inside if reader.tokens[i].kind != "mark"]
    if hit is not None and words and hit.end > words[-1]:
        if hit.kind == "few" or (hit.kind == "number" and (reader.no_amount(hit) or reader.of_share(hit))):
            return None
    if hit is not None and words and hit.start == words[0] and reader.rises(hit.start):
        return Count(*hit.bounds, span.of(text))
    told = parse_count(span.of(text), pack)
    if told is None and hit is not None and hit.kind == "number" and reader.counts(hit):
        return Count(*hit.bounds, span.of(text))  # "2000 | people": the figures alone may be a year
    return told


def is_measure(text: str, span: Span, pack: LanguagePack) -> bool:
    """Whether a unit stands right behind a marked count, or before the list that it ends: so many kilometres, years or dollars.

    >>> from warledger.packs import load_language
    >>> is_measure("They advanced five kilometres", Span(14, 18), load_language("en"))
    True
    >>> is_measure("aged 56 and 61", Span(12, 14), load_language("en"))
    True
    """
    start = max(0, span.start - _CONTEXT)
    return _Reader(pack.tokens(text[start : span.end + _CONTEXT]), pack).measures(span.shift(-start))


def find_counts(text: str, pack: LanguagePack) -> list[tuple[Span, Count]]:
    """Count spans of running text, in its order and without overlaps.

    Leaves out years, dates, clock times, ages, money, shares, distances, calibres, ordinals and spans of time. "Several"
    and the like give no bound that could be compared, and are no counts. Words that count only beside a noun ("a", "no")
    are taken when a group noun follows within three words.
    """
    reader = _Reader(pack.tokens(text), pack)
    found: list[tuple[Span, Count]] = []
    done = 0
    for index in reader.starts():
        hit = reader.read(index, whole=False) if index >= done else None
        if hit is None:
            continue
        done = hit.end
        if reader.counts(hit):
            span = Span(reader.tokens[hit.start].start, reader.tokens[hit.end - 1].end)
            found.append((span, Count(*hit.bounds, span.of(text))))
    return found


@dataclass(frozen=True, slots=True)
class _Hit:
    """A count read from tokens start..end. `core` is the index of its number or vague word, `kind` what that is."""

    start: int
    end: int
    core: int
    bounds: Bounds
    kind: str
    number: Number | None = None
    modified: bool = False
    ranged: bool = False


class _Reader:
    """Reads counts from tokens with the tables of a pack."""

    def __init__(self, tokens: Sequence[Token], pack: LanguagePack) -> None:
        self.tokens, self._pack = tokens, pack
        self._starts = number_starts(tokens, pack)
        self._numbers: dict[int, Number | None] = {}

    def starts(self) -> list[int]:
        """Where a count may begin: a number, or what modifies or stands for one."""
        return sorted({*self._starts, *self._pack.quantities.hits(self.tokens)})

    def _number(self, at: int) -> Number | None:
        """The number that begins at a token, read once: a count is looked for from each token on, and behind each modifier."""
        if at not in self._starts:
            return None
        if at not in self._numbers:
            self._numbers[at] = read_number(self.tokens, at, self._pack)
        return self._numbers[at]

    def whole(self) -> Bounds | None:
        """Bounds of a marked span: its first number that is a count, else its first number."""
        spare: Bounds | None = None
        index = 0
        while index < len(self.tokens):
            hit = self.read(index, whole=True)
            if hit is None:
                index += 1
                continue
            if hit.kind == "few":
                index = hit.end
                continue
            if hit.kind != "number" or not self._is_other(hit):
                return hit.bounds
            if not self.no_amount(hit):
                spare = spare or hit.bounds
            index = hit.end
        if spare is not None and _of_noun(self.tokens, self._pack) is not None:
            return None
        return spare

    def read(self, at: int, *, whole: bool) -> _Hit | None:
        """The count that begins at a token: modifiers, a number or vague word or range, modifiers."""
        if self._number(at) is None and not self._sense(at)[0]:
            return None
        operations, core, between = self._modifiers(at)
        hit = self._core(at, core, between, bool(operations))
        if hit is None or (between and not hit.ranged):
            return None
        if "up_to" in operations and (self.rises(at) or not _LOWER.isdisjoint(operations)):
            operations.remove("up_to")  # "rose up to more than 240"
        reached = self._reached(at, hit, whole=whole)
        if reached is not None:
            return reached
        end = self._after(hit.end, operations, whole=whole)
        bounds = hit.bounds
        for name in reversed(operations):
            bounds = _OPERATIONS[name](bounds)
        if not _sound(bounds):
            return None
        return _Hit(at, end, hit.core, bounds, hit.kind, hit.number, bool(operations))

    def _reached(self, at: int, hit: _Hit, *, whole: bool) -> _Hit | None:
        """The count that another came to, of which it tells from where: "rose from 31 to at least 38", "von 31 auf 38", "to 38 from 31"."""
        found = self._pack.quantities.at(self.tokens, hit.end) if hit.kind == "number" and hit.end < len(self.tokens) else None
        joints = {e.sense for e in found[0]} if found is not None else set()
        if found is None or not (joints & {"range:reach", "range:from"} or ("range:to" in joints and self.rises(at))):
            return None
        other = self.read(found[1], whole=whole)
        if other is None or other.kind != "number" or other.number is None:
            return None
        told = hit if "range:from" in joints else other
        return _Hit(at, other.end, told.core, told.bounds, "number", told.number, True)

    def _after(self, end: int, operations: list[str], *, whole: bool) -> int:
        """Takes modifiers behind a count in, also behind its noun ("27 people at least"); gives where they end.

        Those right before another number are its own ("in two villages at least 55").
        """
        noun = self._pack.groups.at(self.tokens, end) if end < len(self.tokens) else None
        for start in (end, noun[1] if noun else end):
            at = start
            behind: list[str] = []
            while at < len(self.tokens):
                name, after = self._sense_behind(at, whole=whole)
                if name not in _OPERATIONS:
                    break
                behind.append(name)
                at = after
            if at > start and self._number(at) is None:
                operations += behind
                return at
        return end

    def counts(self, hit: _Hit) -> bool:
        """Whether a hit in running text counts something."""
        if hit.kind == "few" or (hit.kind == "article" and hit.modified):
            return False
        if hit.kind in ("article", "none", "both"):
            return self._noun_after(hit.end, singular=hit.kind == "article")
        if hit.number is None:
            return True
        return not self._is_other(hit)

    def _sense(self, at: int) -> tuple[str, int]:
        """Sense and end of the quantity phrase at a token, ("", at) when there is none."""
        found = self._pack.quantities.at(self.tokens, at) if at < len(self.tokens) else None
        return (found[0][0].sense, found[1]) if found and not self._ends_verb(at, found[1]) else ("", at)

    def _ends_verb(self, at: int, end: int) -> bool:
        """Whether a word that may bound a number is the particle of a verb: "took over | three villages"."""
        verb = self._pack.events.at(self.tokens, at - 1) if at else None
        return verb is not None and verb[1] == end

    def _sense_behind(self, at: int, *, whole: bool) -> tuple[str, int]:
        """What the quantity phrase at a token says of the count before it, and its end; ("", at) when nothing."""
        found = self._pack.quantities.at(self.tokens, at)
        for name, _, post in (entry.sense.partition(":") for entry in found[0]) if found else ():
            if found and (post == "post" or (whole and name != "exact")) and not self._bounds_next(at, found[1]):
                return name, found[1]
        return "", at

    def _bounds_next(self, at: int, end: int) -> bool:
        """Whether the last words of a phrase begin another that bounds the next number: "17 Tote und mehr | als 40 Verletzte"."""
        longer = (self._pack.quantities.at(self.tokens, n) for n in range(at + 1, end))
        return any(found is not None and found[1] > end and found[0][0].sense in _OPERATIONS for found in longer)

    def _modifiers(self, at: int) -> tuple[list[str], int, bool]:
        """Modifiers that stand before a count, where it goes on, and whether "between" was among them."""
        operations: list[str] = []
        between = False
        while True:
            sense, end = self._sense(at)
            number = self._number(at)
            if number is not None and number.end >= end:
                return operations, at, between
            if sense in _OPERATIONS:
                operations.append(sense)
            elif sense == "another" and (self._number(end) is not None or ".." in self._sense(end)[0]):
                operations.append("exact")  # "another five"
            elif sense == "range:between":
                between = True
            else:
                return operations, at, between
            at = end

    def _core(self, start: int, at: int, between: bool, modified: bool) -> _Hit | None:
        """The number, range or vague word at a token."""
        number = self._number(at)
        sense, end = self._sense(at)
        low, dots, high = sense.partition("..")
        if sense == "article" and (some := self._some(at, end)):
            return self._vague(start, at, some, (2, _FEW))
        if sense == "article" and (rounded := self._rounded(end)):
            return self._range(start, end, rounded, between)
        if number is not None and number.end >= end + (bool(dots) and not modified):
            return self._range(start, at, number, between)
        if dots:
            return self._vague(start, at, end, (int(low), int(high) if high else None))
        if sense in ("article", "another"):
            return _Hit(start, end, at, (1, 1), "article")
        if sense == "none":
            return _Hit(start, end, at, (0, 0), "none")
        return None

    def _rounded(self, at: int) -> Number | None:
        """The figures at a token with which a word is written that rounds them ("ett 50-tal"): it is them that an article counts."""
        number = self._number(at)
        if number is None or number.end >= len(self.tokens) or not self.tokens[number.end].after_hyphen:
            return None
        return number if self._sense_behind(number.end, whole=False)[0] == "about" else None

    def _some(self, at: int, end: int) -> int:
        """Where an article ends with the vague noun that it stands before, adjectives between ("a large number of"); 0 without one."""
        article = self.tokens[at].key
        for noun in range(end + 1, min(end + 1 + _ADJECTIVES, len(self.tokens))):
            if any(t.kind != "word" for t in self.tokens[end : noun + 1]) or self._pack.groups.at(self.tokens, noun - 1):
                return 0
            for after in (noun + 2, noun + 1):
                phrase = " ".join([article, *(t.key for t in self.tokens[noun:after])])
                if after <= len(self.tokens) and any(e.sense == f"2..{_FEW}" for e in self._pack.quantities.get(phrase)):
                    return after
        return 0

    def _vague(self, start: int, at: int, end: int, bounds: Bounds) -> _Hit:
        """A vague word, multiplied by the number word that follows it ("several thousand")."""
        kind = "vague" if (bounds[1] or _FEW + 1) > _FEW else "both" if bounds[0] == bounds[1] else "few"
        after = self._multiplier(end)
        if after is not None and kind != "vague":
            unit = 10 if after[0] in (12, 20) else after[0]
            low, high = bounds[0] or 0, bounds[1] or 9
            return _Hit(start, after[1], at, (low * unit, (high + 1) * unit - 1 if high == _FEW else high * unit), "vague")
        return _Hit(start, end, at, bounds, kind)

    def _multiplier(self, at: int) -> tuple[int, int] | None:
        """Value and end of the multiplying word at a token."""
        found = self._pack.numbers.at(self.tokens, at) if at < len(self.tokens) else None
        if found is None or not found[0][0].sense.startswith("x"):
            return None
        return int(found[0][0].sense[1:]), found[1]

    def _range(self, start: int, at: int, number: Number, between: bool) -> _Hit | None:
        """A number, or the range that it begins ("10-15", "between 10 and 15", "two or three")."""
        other = self._upper(number.end, between)
        low = number.value
        if other is not None and self.tokens[number.end].kind == "word" and self.rises(start):
            return _Hit(start, other.end, at, _exact(other.value), "number", other)
        if other is not None:
            if number.multiplier == 1 and other.multiplier >= 1000 and low * other.multiplier <= other.value:
                low = low * other.multiplier
            if between and low > other.value:
                return _Hit(start, other.end, at, (floor(other.value), ceil(low)), "number", other, ranged=True)
            if low < other.value:
                return _Hit(start, other.end, at, (floor(low), ceil(other.value)), "number", other, ranged=True)
        if low > MAX_COUNT:
            return None
        return _Hit(start, self._whole_of(number), at, _exact(low), "number", number)

    def rises(self, at: int) -> bool:
        """Whether a word before a token says that what follows is where a count came to: "rose to", "выросло до"."""
        for index in range(at - 1, max(-1, at - 1 - _RISE_REACH), -1):
            if self.tokens[index].kind == "mark":
                return False
            found = self._pack.words.at(self.tokens, index)
            if found is not None and any(e.sense == "rises" for e in found[0]):
                return True
        return False

    def _whole_of(self, part: Number) -> int:
        """Where a number ends, with the whole that it is a part of ("27 of the 31"): the whole counts something else.

        Not so where a word for what happened to these counts them itself: "five of the 10 wounded are children".
        """
        found = self._pack.quantities.at(self.tokens, part.end) if part.end < len(self.tokens) else None
        if found is None or not any(e.sense == "range:of" for e in found[0]):
            return part.end
        whole = self._number(found[1])
        harm = self._pack.events.at(self.tokens, whole.end) if whole is not None and whole.end < len(self.tokens) else None
        if harm is not None and any(e.parts[0] in CASUALTIES for e in harm[0]):
            return part.end
        return whole.end if whole is not None and whole.value > part.value and not _is_year(self.tokens[found[1]].text) else part.end

    def _upper(self, at: int, between: bool) -> Number | None:
        """The number after the joint of a range at a token."""
        if at >= len(self.tokens):
            return None
        if self.tokens[at].kind == "mark":
            return self._number(at + 1) if self.tokens[at].text in _HYPHENS else None
        found = self._pack.quantities.at(self.tokens, at)
        senses, end = ({e.sense for e in found[0]}, found[1]) if found else (set(), at)
        if senses & {"range:to", "range:or"} or (between and "range:and" in senses):
            return self._number(end)
        if between and self._pack.units_first and self.tokens[at].key.startswith("و"):
            return self._number(at)
        return None

    def _noun_after(self, at: int, *, singular: bool) -> bool:
        """Whether a group noun stands within reach; with `singular` one that may be singular."""
        for index in range(at, min(at + _NOUN_REACH, len(self.tokens))):
            if self.tokens[index].kind == "mark":
                return False
            found = self._pack.groups.at(self.tokens, index)
            if found is not None:
                return not singular or any("s" in e.parts[-1] and e.parts[0] not in _NOT_LONE for e in found[0])
        return False

    def _is_other(self, hit: _Hit) -> bool:
        """Whether a number is a date, an age, money, a share, a measure, an ordinal or part of a name."""
        last, first = self.tokens[hit.end - 1], self.tokens[hit.core]
        before = self.tokens[hit.core - 1] if hit.core else None
        after = self.tokens[hit.end] if hit.end < len(self.tokens) else None
        if self._unit(hit.end, "after") or self._listed_before_unit(hit) or self._one_body(hit) or self._ends_name(hit):
            return True
        if hit.core and (self._unit(self._start_of_unit(hit.core), "before", hit.core) or self._listed_behind_unit(hit.core)):
            return True
        if self._beside_marks(before, after, first, last):
            return True
        return self.no_amount(hit) or self.of_share(hit)

    def measures(self, span: Span) -> bool:
        """Whether a unit stands right behind a span, or before the list whose last number it is."""
        behind = next((n for n, t in enumerate(self.tokens) if t.start >= span.end), len(self.tokens))
        first = next((n for n, t in enumerate(self.tokens) if t.start >= span.start), len(self.tokens))
        return self._unit(behind, "after") or self._listed_behind_unit(first)

    def _listed_behind_unit(self, at: int) -> bool:
        """Whether a number ends a list whose first has a unit before it ("aged 56 and 61")."""
        for _ in range(_LONGEST_LIST):
            if at < 2 or not (self.tokens[at - 1].text in _COMMAS or self._is_and(at - 1) or self._is_or(at - 1)):
                return False
            at -= 2
            if at not in self._starts:
                return False
            if self._unit(self._start_of_unit(at), "before", at):
                return True
        return False

    def _is_and(self, at: int) -> bool:
        return any(e.sense == "and" for e in self._pack.words.get(self.tokens[at].key))

    def _listed_before_unit(self, hit: _Hit) -> bool:
        """Whether a number stands in a list whose last has a unit behind it ("8, 10 and 12 years old").

        Two that but a comma parts are no list: "killed five, 12 years after".
        """
        at, commas, joined = hit.end, 0, False
        for _ in range(_LONGEST_LIST):
            if at >= len(self.tokens):
                return False
            if self.tokens[at].text in _COMMAS:
                commas, after = commas + 1, at + 1
            elif self._is_and(at) or self._is_or(at):
                joined, after = True, at + 1
            else:
                return False
            number = self._number(after)
            if number is None:
                return False
            at = number.end
            if self._unit(at, "after"):
                return joined or commas > 1 or self._follows_comma(hit)
        return False

    def _is_or(self, at: int) -> bool:
        found = self._pack.quantities.at(self.tokens, at)
        return found is not None and any(e.sense == "range:or" for e in found[0])

    def _follows_comma(self, hit: _Hit) -> bool:
        """Whether another number stands before, a comma between."""
        return hit.core > 1 and self.tokens[hit.core - 1].text in _COMMAS and (hit.core - 2) in self._starts

    def _one_body(self, hit: _Hit) -> bool:
        """Whether a number is but the "one" of a body of several people: "four children of one family"."""
        if hit.number is None or hit.number.value != 1:
            return False
        beside = (self._pack.groups.at(self.tokens, hit.end), self._pack.groups.at(self.tokens, hit.core - 1) if hit.core else None)
        return any(found is not None and all(e.parts[-1] == "c" for e in found[0]) for found in beside)

    def _ends_name(self, hit: _Hit) -> bool:
        """Whether a number in figures ends a quoted name: the channel "Tavo 24"."""
        end = self.tokens[hit.end] if hit.end < len(self.tokens) else None
        if hit.modified or self.tokens[hit.core].kind != "number" or end is None or end.text not in _QUOTES:
            return False
        for at in range(hit.core - 1, max(-1, hit.core - 2 - _NAME_WORDS), -1):
            if self.tokens[at].text in _QUOTES:
                return at < hit.core - 1
            if self.tokens[at].kind != "word" or self._pack.events.at(self.tokens, at) or self._pack.quantities.at(self.tokens, at):
                return False
        return False

    def of_share(self, hit: _Hit) -> bool:
        """Whether a number is the whole of which but a share is told ("half of the 30 million inhabitants").

        "Half of the 1,200 wounded are children" tells of the whole too.
        """
        if hit.end < len(self.tokens) and self._pack.events.at(self.tokens, hit.end):
            return False
        for at in range(max(0, hit.start - _SHARE_REACH), hit.start):
            found = self._pack.units.at(self.tokens, at)
            if found is not None and any(e.sense == "share" for e in found[0]):
                return found[1] <= hit.start and all(t.kind == "word" for t in self.tokens[found[1] : hit.start])
        return False

    def no_amount(self, hit: _Hit) -> bool:
        """Whether figures are part of a word, a name or a date: no amount of anything."""
        if self._one_body(hit) or self._ends_name(hit) or self._of_hundred(hit):
            return True
        return self.tokens[hit.core].kind == "number" and (self._glued(hit) or self._dated(hit))

    def _of_hundred(self, hit: _Hit) -> bool:
        """Whether a number is so many in a hundred: "60%", "60 por ciento", of which "ciento" is none either, "yüzde 70"."""
        if hit.end < len(self.tokens) and self.tokens[hit.end].text in _SHARE_MARKS:
            return True
        for at in range(max(0, hit.core - _SHARE_WORDS), min(hit.end + 1, len(self.tokens))):
            found = self._pack.units.at(self.tokens, at)
            if found is not None and found[1] >= hit.core and any(e.sense == "percent" for e in found[0]):
                return True
        return False

    def _unit(self, at: int, side: str, end: int | None = None) -> bool:
        """Whether a unit phrase for one side stands at a token (and ends at `end` when given)."""
        found = self._pack.units.at(self.tokens, at) if at < len(self.tokens) else None
        return found is not None and any(e.sense == side for e in found[0]) and (end is None or found[1] == end)

    def _start_of_unit(self, end: int) -> int:
        """Index where a unit phrase that ends before `end` would begin: two words back when such a phrase is there."""
        two = end - 2
        return two if two >= 0 and self._unit(two, "before", end) else end - 1

    def _beside_marks(self, before: Token | None, after: Token | None, first: Token, last: Token) -> bool:
        """Whether money, per cent or a clock's colon stands right beside."""
        if after is not None and after.kind == "mark":
            if after.text in _MONEY_MARKS:
                return True
            if after.text in ":/" and after.start == last.end and last.kind == "number":
                return True
        if before is not None and before.kind == "mark":
            return before.text in _BEFORE_MARKS or (before.text in ":/." and before.end == first.start and first.kind == "number")
        return False

    def _glued(self, hit: _Hit) -> bool:
        """Whether letters are written together with the figures: "4th", "F-16", "M4", "20-летний".

        An attached "and" is none, nor is the word for whom they count, its space lost ("11wounded").
        """
        last, first = self.tokens[hit.end - 1], self.tokens[hit.core]
        before = self.tokens[hit.core - 1] if hit.core else None
        after = self.tokens[hit.end] if hit.end < len(self.tokens) else None
        if before is not None and before.kind == "word" and (before.end == first.start or first.after_hyphen):
            if not _is_attached(before.key, self._pack.habits.attached):
                return True
        if after is None or after.kind != "word" or last.kind != "number":
            return False
        told = self._pack.events.at(self.tokens, hit.end) or self._pack.groups.at(self.tokens, hit.end)
        return after.after_hyphen or (after.start == last.end and told is None)

    def _dated(self, hit: _Hit) -> bool:
        """Whether figures are a year, a day beside a month's name, or a decimal that no word multiplies."""
        number = hit.number
        if number is None or number.multiplier != 1:
            return False
        if not number.whole:
            return True
        if number.value <= 31 and (self._month(hit.end) or self._is_day_behind(hit)):
            return True
        return _is_year(self.tokens[hit.core].text) and not hit.modified and not self._counts_behind(hit)

    def _counts_behind(self, hit: _Hit) -> bool:
        """Whether what stands behind figures that may be a year is what they count: "2000 people", "recorded 1940 attacks".

        Not so "2015 wurden Zivilisten getötet", "in 2022 attacks", "2015 saldırıları", "1991'de annesiyle".
        """
        if hit.end >= len(self.tokens) or self.tokens[hit.end].text in self._pack.habits.suffixes:
            return False
        verb = self._pack.words.at(self.tokens, hit.end)
        if verb is not None and any(e.sense in ("helper", "passive") for e in verb[0]):
            return False
        dated = hit.core > 0 and self._pack.times.at(self.tokens, hit.core - 1) is not None
        deed = self._pack.events.at(self.tokens, hit.end)
        if deed is not None and any(e.parts[1] == "noun" for e in deed[0]):
            return not dated and not self._pack.habits.suffixes
        return self._pack.groups.at(self.tokens, hit.end) is not None or (not dated and self._noun_after(hit.end, singular=False))

    def _is_day_behind(self, hit: _Hit) -> bool:
        """Whether figures are the day behind a month's name: not where one stands before it, nor, but in English, before a noun."""
        if not self._month(hit.core - 1):
            return False
        before = range(max(0, hit.core - 1 - _DAY_REACH), hit.core - 1)
        dated = any(self.tokens[n].kind == "number" for n in before)
        return not dated and (self._pack.code == "en" or not self._noun_after(hit.end, singular=False))

    def _month(self, at: int) -> bool:
        """Whether a month's name stands at a token, a full stop passed over."""
        if 0 <= at < len(self.tokens) and self.tokens[at].text == ".":
            at += 1
        found = self._pack.times.at(self.tokens, at) if 0 <= at < len(self.tokens) else None
        return found is not None and any(e.sense.startswith("month:") for e in found[0])


def _is_year(figures: str) -> bool:
    """Whether figures may be a year of our time."""
    return len(figures) == 4 and figures.isdecimal() and 1900 <= int(figures) <= 2099


def _exact(value: Fraction) -> Bounds:
    """Bounds of one number; a part of a whole is rounded outwards."""
    return floor(value), ceil(value)


def _sound(bounds: Bounds) -> bool:
    """Whether bounds make a count."""
    low, high = bounds
    return (low is not None or high is not None) and (low or 0) <= MAX_COUNT and (high is None or high >= (low or 0))


def _at_least(bounds: Bounds) -> Bounds:
    return bounds[0], None


def _more_than(bounds: Bounds) -> Bounds:
    low, high = bounds
    return (low + 1 if low is not None and low == high else low), None


def _up_to(bounds: Bounds) -> Bounds:
    return None, bounds[1] if bounds[1] is not None else bounds[0]


def _less_than(bounds: Bounds) -> Bounds:
    low, high = bounds
    return None, max(high - 1, 0) if high is not None and low == high else high


def _below(bounds: Bounds) -> Bounds:
    """What "under" says of a number: nothing of a small one, before which it is "during" ("under to angreb")."""
    return _less_than(bounds) if (bounds[1] or bounds[0] or 0) > _FEW else bounds


def _same(bounds: Bounds) -> Bounds:
    return bounds


_LOWER = frozenset({"at_least", "more_than"})
_OPERATIONS = {
    "at_least": _at_least,
    "more_than": _more_than,
    "up_to": _up_to,
    "less_than": _less_than,
    "below": _below,
    "about": _same,
    "exact": _same,
}


def _is_attached(key: str, particles: Sequence[str]) -> bool:
    """Whether a word is but particles that its language writes joined to the next word ("و", "ول")."""
    return any(key == p or (key.startswith(p) and _is_attached(key[len(p) :], particles)) for p in particles)


def _of_noun(tokens: Sequence[Token], pack: LanguagePack) -> Bounds | None:
    """One for a singular group noun, two for a dual; None for anything else."""
    for index in range(len(tokens)):
        found = pack.groups.at(tokens, index)
        numbers = {e.parts[-1] for e in found[0] if e.parts[0] not in _NOT_LONE} if found else set()
        if "d" in numbers or (numbers and _DUAL.search(tokens[index].text)):
            return 2, 2
        if "s" in numbers:
            return 1, 1
        if found:
            return None
    return None
