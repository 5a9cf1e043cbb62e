"""Numbers in figures and words, of any script, as values.

Takes tokens and a pack, gives exact fractions. Knows nothing of what is counted, of modifiers or of dates.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from warledger.model.spans import Span
from warledger.packs.languages import LanguagePack
from warledger.packs.words import CACHED_PACKS, Lexicon, Token

_GROUPS = " \u00a0\u202f\u2009'’٬"
_MAX_COMPOUND = 48
_LEADS = {"article": Fraction(1), "half": Fraction(1, 2), "quarter": Fraction(1, 4)}
CACHED_WORDS = 4096
"""Words of which it is kept whether they are numbers written as one."""


_ARTICLE = "ال"


def stands_behind(text: str, count: Span, pack: LanguagePack) -> bool:
    """Whether a count has the article of a noun that it stands behind ("أطفاله الستة"), the other way round than else."""
    return _ARTICLE in pack.habits.attached and count.of(text).startswith(_ARTICLE) and not pack.groups.find(count.of(text))


@dataclass(frozen=True, slots=True)
class Number:
    """A number that begins at a token: its value, the index after it, whether figures write it, and its multiplier.

    `multiplier` is the last word that multiplied ("million"), 1 when none did.
    """

    value: Fraction
    end: int
    figures: bool = False
    multiplier: int = 1

    @property
    def whole(self) -> bool:
        """Whether the value is an integer."""
        return self.value.denominator == 1


def figure_value(text: str, decimal: str, multiplied: bool = False) -> Fraction:
    """Value of a number in figures: groups of three belong together, a shorter last part is a decimal part.

    A last group of three after the language's decimal point is a decimal part only when a word multiplies it
    ("1.234 million"), for reports give counts, not measures.

    >>> figure_value("13,346", "."), figure_value("٣٫٥", "٫")
    (Fraction(13346, 1), Fraction(7, 2))
    """
    digits = [str(int(c)) if c.isdecimal() else c for c in text]
    plain = "".join(digits).replace("٫", ".").replace("،", ",")
    points = [i for i, c in enumerate(plain) if c in ".,"]
    bare = "".join(c for c in plain if c.isdecimal())
    if not points:
        return Fraction(int(bare))
    tail = len(plain) - points[-1] - 1
    mark = plain[points[-1]]
    lone = len(points) == 1
    is_decimal = tail != 3 or (lone and (plain.startswith("0") or (multiplied and mark == decimal.replace("٫", "."))))
    return Fraction(int(bare), 10**tail if is_decimal else 1)


def number_starts(tokens: Sequence[Token], pack: LanguagePack) -> Collection[int]:
    """Where a number may begin: at figures, number words and what leads them ("a hundred", "half a million")."""
    starts = {n for n, token in enumerate(tokens) if token.kind == "number"}
    starts.update(pack.numbers.hits(tokens))
    starts.update(n for n, (entries, _) in pack.quantities.hits(tokens).items() if entries[0].sense in _LEADS)
    if pack.compounds or pack.habits.suffixes:
        reader = _Reader(tokens, pack)
        starts.update(n for n in range(len(tokens)) if reader.says_number(n))
    return starts


def read_number(tokens: Sequence[Token], at: int, pack: LanguagePack) -> Number | None:
    """The number that begins at a token, as long as it goes; None when none does.

    "a hundred", "half a million", "two and a half thousand" are numbers; "dozens" is not (see `quantities`).
    """
    reader = _Reader(tokens, pack)
    return reader.read(at)


@dataclass(slots=True)
class _Sum:
    """A number while it is read: what is summed, the group being read, the smallest multiplier so far."""

    total: Fraction = Fraction(0)
    group: Fraction | None = None
    multiplier: int = 1
    least: int = 10**15
    figures: bool = False

    def value(self) -> Fraction:
        """What the words so far amount to."""
        return self.total + (self.group or 0)

    @property
    def empty(self) -> bool:
        """Whether nothing was read yet."""
        return self.group is None and self.multiplier == 1

    def add(self, value: int, units_first: bool) -> bool:
        """Takes a number word in; False when it does not go on from what stands before."""
        if self.group is None:
            if self.total and value >= self.least:
                return False
            self.group = Fraction(value)
            return True
        if self.figures or not _fits(self.group, value, units_first):
            return False
        self.group += value
        return True

    def multiply(self, by: int) -> bool:
        """Takes a multiplier in; False when it does not go on from what stands before."""
        if by < 1000 and by != 100:
            if self.group is None:
                return False
            self.group, self.multiplier = self.group * by, by
            return True
        if by == 100:
            if self.group is not None and not 1 <= self.group < 100:
                return False
            self.group = (self.group or Fraction(1)) * 100
            return True
        if by >= self.least or (self.group is None and not self.empty):
            return False
        self.total += (1 if self.group is None else self.group) * by
        self.group, self.multiplier, self.least, self.figures = None, by, by, False
        return True


def _fits(group: Fraction, value: int, units_first: bool) -> bool:
    """Whether a word can be added: "twenty" + "three", "hundred" + "fifteen", French "soixante" + "dix"."""
    if value <= 0:
        return False
    if value < 10:
        return group % 10 == 0 and group >= 10
    if value < 20:
        return group % 100 == 0 or (group % 100 in (60, 80))
    if value < 100:
        return group % 100 == 0 or (units_first and 0 < group % 100 < 10 and value % 10 == 0)
    return False


class _Reader:
    """Reads one number from tokens with the tables of a pack."""

    def __init__(self, tokens: Sequence[Token], pack: LanguagePack) -> None:
        self._tokens, self._pack = tokens, pack

    def read(self, at: int) -> Number | None:
        """The number that begins at a token."""
        state = _Sum()
        index = self._lead(state, at)
        while (after := self._step(state, index)) is not None:
            index = after
        if state.empty or index == at:
            return None
        return Number(state.value(), index, self._tokens[at].kind == "number", state.multiplier)

    def says_number(self, at: int) -> bool:
        """Whether a number word begins at a token, be it one that its table does not have as it stands."""
        return self._tokens[at].kind == "word" and bool(self._word(at)[0])

    def _quantity(self, at: int) -> tuple[str, int]:
        """Sense and end of the quantity phrase at a token, ("", at) when there is none."""
        found = self._pack.quantities.at(self._tokens, at)
        return (found[0][0].sense, found[1]) if found else ("", at)

    def _word(self, at: int) -> tuple[str, int]:
        """Sense ("23", "x1000") and end of the number words at a token, ("", at) when there are none."""
        if at >= len(self._tokens) or self._tokens[at].kind != "word":
            return "", at
        if found := self._pack.numbers.at(self._tokens, at):
            return found[0][0].sense, found[1]
        value = self._compound(self._tokens[at].key) if self._pack.compounds else None
        if value is None:
            value = self._suffixed(self._tokens[at].key)
        return ("", at) if value is None else (str(value), at + 1)

    def _lead(self, state: _Sum, at: int) -> int:
        """Takes "a", "half a" before a multiplier; gives where the number goes on."""
        sense, end = self._quantity(at)
        if sense in _LEADS:
            multiplier, _ = self._word(end)
            if multiplier.startswith("x"):
                state.group = _LEADS[sense]
                return end
        return at

    def _step(self, state: _Sum, at: int) -> int | None:
        """Takes the next word or figure in; None when the number ends here."""
        if at >= len(self._tokens):
            return None
        if self._tokens[at].kind == "number":
            return self._figure(state, at)
        if self._tokens[at].kind == "mark":
            return None
        if not state.empty:
            if (after := self._half(state, at)) is not None:
                return after
            if (joined := self._joined(at)) != at:
                return self._after_joint(state, joined)
        sense, end = self._word(at)
        if not sense:
            return None
        if sense.startswith("x"):
            return end if state.multiply(int(sense[1:])) else None
        return end if state.add(int(sense), self._pack.units_first and self._attached(at)) else None

    def _after_joint(self, state: _Sum, at: int) -> int | None:
        """Takes what follows an "and" in; None when it is no part of the number."""
        if at < len(self._tokens) and self._tokens[at].kind == "number":
            return self._figure(state, at)
        sense, end = self._word(at)
        grown = bool(sense) and not sense.startswith("x") and state.add(int(sense), self._pack.units_first)
        return end if grown and (state.group != int(sense) or state.total) else None

    def _figure(self, state: _Sum, at: int) -> int | None:
        """Takes figures in, which only begin a group."""
        if state.group is not None:
            return None
        sense, _ = self._word(at + 1)
        multiplied = sense.startswith("x")
        follows = multiplied and int(sense[1:]) < state.least
        if not state.empty and not follows and not self._remainder(state, at):
            return None
        state.group = figure_value(self._tokens[at].text, self._pack.decimal, multiplied)
        state.figures = True
        return at + 1

    def _remainder(self, state: _Sum, at: int) -> bool:
        """Whether figures go on from a multiplier right before ("9 bin 770")."""
        text = self._tokens[at].text
        return state.multiplier >= 1000 and text.isdecimal() and int(text) < state.least and self._tokens[at - 1].kind == "word"

    def _half(self, state: _Sum, at: int) -> int | None:
        """Takes "and a half" in: half of the last multiplier, or of one."""
        sense, end = self._quantity(at)
        if sense != "and_half":
            return None
        if state.group is not None:
            state.group += Fraction(1, 2)
        else:
            state.total += Fraction(state.multiplier, 2)
        return end

    def _joined(self, at: int) -> int:
        """Index after the "and" at a token, the same index when there is none."""
        sense, end = self._quantity(at)
        return end if sense == "range:and" else at

    def _attached(self, at: int) -> bool:
        """Whether the word at a token has an attached "and" (Arabic wa-)."""
        return self._tokens[at].key.startswith("و")

    def _suffixed(self, key: str) -> int | None:
        """Value of a number word with a case ending ("yirmiden")."""
        for suffix in self._pack.habits.suffixes:
            if key.endswith(suffix) and len(key) > len(suffix) + 1:
                found = self._pack.numbers.get(key.removesuffix(suffix))
                if found and not found[0].sense.startswith("x"):
                    return int(found[0].sense)
        return None

    def _compound(self, key: str) -> int | None:
        """Value of a number written as one word ("dreiundzwanzig", "tohundreogfem"), None when it is not one."""
        return _compound_value(key, self._pack.numbers, self._pack.quantities) if 5 <= len(key) <= _MAX_COMPOUND else None


@lru_cache(maxsize=CACHED_WORDS)
def _compound_value(key: str, numbers: Lexicon, quantities: Lexicon) -> int | None:
    return _split_compound(key, *_compound_parts(numbers, quantities))


@lru_cache(maxsize=CACHED_PACKS)
def _compound_parts(numbers: Lexicon, quantities: Lexicon) -> tuple[dict[str, str], Sequence[str]]:
    """Number words and their senses, and the words that join them."""
    senses = {e.form: e.sense for e in numbers.entries if " " not in e.form}
    return senses, [e.form for e in quantities.entries if e.sense == "range:and"]


def _split_compound(key: str, senses: dict[str, str], joints: Sequence[str]) -> int | None:
    """Value of a word cut into number words from the left, the longest word that leads to an end first."""
    ends: list[tuple[int, _Sum]] = [(0, _Sum())]
    while ends:
        at, state = ends.pop()
        if at == len(key):
            return int(state.value()) if state.value() else None
        for length in range(1, len(key) - at + 1):
            part = key[at : at + length]
            if part not in senses and part not in joints:
                continue
            grown = _grow(state, part, senses, joints, at > 0)
            if grown is not None:
                ends.append((at + length, grown))
    return None


def _grow(state: _Sum, part: str, senses: dict[str, str], joints: Sequence[str], inside: bool) -> _Sum | None:
    """The sum with one part of a compound taken in, None when the part does not go on from it."""
    copy = _Sum(state.total, state.group, state.multiplier, state.least)
    if part in joints:
        return copy if inside else None
    sense = senses.get(part, "")
    if not sense:
        return None
    done = copy.multiply(int(sense[1:])) if sense.startswith("x") else copy.add(int(sense), True)
    return copy if done else None
