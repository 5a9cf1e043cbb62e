"""Cuts text into words and numbers, and finds the phrases of a pack in them.

Takes text of any script, gives tokens with code-point offsets and folded keys. Does not know what a phrase means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from warledger.model.spans import Span

CACHED_PACKS = 16
"""Packs whose tables in another shape are kept."""
CACHED_TEXTS = 2048
"""Texts, sentences mostly, whose tokens are kept: some MB."""
CACHED_WORDS = 8192
"""Words whose keys are kept: a few in a hundred words of a text are new to it."""
CACHED_FINDINGS = 1024
"""What one table found in one text: those of about the last two reports."""
CACHED_SENSES = 1024
"""Senses of entries whose parts are kept: all that a few packs have."""
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u0655\u0670"
_APOSTROPHES = "'’ʼ‘`´"
_TOKEN = re.compile(
    rf"(?P<plain>[^\W\d_]+(?![^\W\d_]|[{_MARKS}{_APOSTROPHES}]))|(?P<word>[^\W\d_](?:[^\W\d_]|[{_MARKS}{_APOSTROPHES}])*)"
    r"|(?P<digits>\d+)|(?P<mark>[^\s\w]|_)"
)
"""A plain word has letters alone; others may have apostrophes in them, where they may be cut."""
_FOLD = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘`´", "'"),
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ة": "ه",
        "ـ": None,
        "ё": "е",
        "ı": "i",
        "ß": "ss",
        "\u0307": None,
        **{chr(c): None for c in (*range(0x0610, 0x061B), *range(0x064B, 0x0656), 0x0670)},
    }
)
_HYPHENS = "-‐‑"
_GROUPING = " \u00a0\u202f\u2009'’٬"
_POINTS = ".,٫،"
_VOWELS = re.compile(r"[aeıioöuü]")
LEAST_STEM = 3
"""Letters that a word keeps when an ending is taken off."""
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def fold(word: str) -> str:
    """The key of a word: case, apostrophes, Arabic vowel signs and letter variants do not tell words apart.

    >>> fold("İstanbul’un"), fold("إصابةً") == fold("اصابه")
    ("istanbul'un", True)
    """
    return unicodedata.normalize("NFC", word.casefold()).translate(_FOLD)


class Token(NamedTuple):
    """A word, number or mark. `keys`: folded variants, the word as written first (attached particles stripped after)."""

    kind: str
    text: str
    start: int
    end: int
    keys: tuple[str, ...]
    after_hyphen: bool = False

    @property
    def key(self) -> str:
        """The folded word as written."""
        return self.keys[0]


class Tokens(tuple[Token, ...]):
    """The tokens of one text, where each key stands, and what the tables that were asked found in them."""

    def __init__(self, _: Iterable[Token]) -> None:
        self.found: dict[Lexicon, Mapping[int, Hit]] = {}
        self.by_key: dict[str, list[int]] = {}
        for n, token in enumerate(self):
            for key in token.keys:
                self.by_key.setdefault(key, []).append(n)


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """How a language writes words: what the tokenizer must know of it. A pack has its own; they are compared as objects.

    `elisions` are the words written before an apostrophe as their own ("l", "jusqu"), `attached` are the leading
    particles that may stand joined to any word, longest first; `suffixes` may stand joined to number words. `endings`
    are those of nouns, by the order in which they are taken off (case, possessive, plural); `softened` are pairs of
    letters of which the first stands before an ending for the second ("ğk": "uçağı" is of "uçak").
    """

    elisions: frozenset[str] = frozenset()
    attached: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    endings: tuple[tuple[str, ...], ...] = ()
    softened: tuple[str, ...] = ()


@lru_cache(maxsize=CACHED_TEXTS)
def tokens_of(text: str, habits: Habits | None = None) -> Tokens:
    """Tokens in the order of the text; hyphens beside letters join words and are left out.

    Every table asks for the tokens of the same sentences, so those of the last texts are kept.

    >>> [t.text for t in tokens_of("Vingt-trois morts, 1 500 blessés")]
    ['Vingt', 'trois', 'morts', ',', '1 500', 'blessés']
    """
    return Tokens(_tokens(text, habits or _PLAIN))


def _tokens(text: str, habits: Habits) -> Iterator[Token]:
    """Tokens of text, one scan."""
    at, hyphen = 0, False
    while found := _TOKEN.search(text, at):
        start, at = found.start(), found.end()
        if found.lastgroup == "plain":
            word = text[start:at]
            yield Token("word", word, start, at, _keys(word, habits), hyphen)
        elif found.lastgroup == "digits":
            at = _number_end(text, start, at)
            yield Token("number", text[start:at], start, at, (text[start:at],), hyphen)
        elif found.lastgroup == "word":
            at = start + len(found["word"].rstrip(_APOSTROPHES))
            at = _elided(text, start, at, habits)
            yield Token("word", text[start:at], start, at, _keys(text[start:at], habits), hyphen)
        else:
            mark = found["mark"]
            hyphen = mark in _HYPHENS and _beside_letter(text, start, at)
            if not hyphen and mark not in _APOSTROPHES:
                yield Token("mark", mark, start, at, (mark,))
            continue
        hyphen = False


def _beside_letter(text: str, start: int, end: int) -> bool:
    """Whether a hyphen has a letter right beside it and no space on either side."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before.strip() and after.strip()) and (before.isalpha() or after.isalpha())


def _number_end(text: str, start: int, end: int) -> int:
    """Where a number ends that begins with the digits start..end: takes in digit groups and one decimal part."""
    lead = end - start
    while end < len(text) and text[end] in _GROUPING + _POINTS:
        run = _digits_at(text, end + 1)
        if run == 3 and lead <= 3:
            end += 4
        elif run and text[end] in _POINTS and run < 3:
            return end + 1 + run
        else:
            break
    return end


def _digits_at(text: str, at: int) -> int:
    """How many digits stand at a position, counted up to 4."""
    count = 0
    while count < 4 and at + count < len(text) and text[at + count].isdecimal():
        count += 1
    return count


def _elided(text: str, start: int, end: int, habits: Habits) -> int:
    """Where a word ends when it begins with an elision: after "l" in "l'hôpital"."""
    word = text[start:end]
    for index, character in enumerate(word):
        if character in _APOSTROPHES:
            return start + index if fold(word[:index]) in habits.elisions else end
    return end


@lru_cache(maxsize=CACHED_WORDS)
def _keys(word: str, habits: Habits) -> tuple[str, ...]:
    """Folded variants of a word, without doubles."""
    key = fold(word)
    keys = [key]
    if "'" in key:
        keys.append(key.partition("'")[0])
    if habits.attached and _ARABIC.match(word):
        keys += _stripped(key, habits.attached)
    return tuple(dict.fromkeys(k for k in keys if k)) or (word,)


def _stripped(key: str, attached: Sequence[str]) -> list[str]:
    """A word without its attached particles: and-, with-, the-, one after the other; two letters are left by the first only."""
    found: list[str] = []
    seeds = [key]
    for step in range(3):
        cut = [s[len(p) :] for s in seeds for p in attached if s.startswith(p)]
        seeds = [rest for rest in cut if len(rest) > 2 or (len(rest) == 2 and step == 0)]
        found += seeds
    return found


@lru_cache(maxsize=CACHED_TEXTS)
def stems_of(key: str, habits: Habits) -> tuple[str, ...]:
    """What is left of a word without the endings of nouns, the longest first; empty in a language that joins none.

    >>> stems_of("tanklarin", Habits(endings=(("in",), ("lar",))))
    ('tanklar', 'tank')
    """
    found = [key]
    for group in habits.endings:
        found += [s[: -len(e)] for s in found for e in group if s.endswith(e) and len(s) - len(e) >= LEAST_STEM]
    found += [s[:-1] + pair[1] for s in found[1:] for pair in habits.softened if s.endswith(pair[0]) and len(_VOWELS.findall(s)) > 1]
    return tuple(sorted(set(found) - {key}, key=lambda s: (-len(s), s)))


class Entry(NamedTuple):
    """One phrase of a pack: what it means (`sense`, split at its colons) and its lemma."""

    form: str
    lemma: str
    sense: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The sense split at colons: "killed:verb" is ("killed", "verb")."""
        return _parts_of(self.sense)


@lru_cache(maxsize=CACHED_SENSES)
def _parts_of(sense: str) -> tuple[str, ...]:
    return tuple(sense.split(":"))


Hit = tuple[tuple[Entry, ...], int]
"""Meanings of the longest phrase that begins at a token, and the index after it."""


class Lexicon:
    """Phrases of one table of a pack, found longest first. What it finds never changes after it is made.

    The words of an `inflected` table, nouns, are also found with the endings that their language joins to them.

    >>> Lexicon([Entry("at least", "at least", "at_least")], Habits()).find("At least 23")[0][0]
    Span(start=0, end=8)
    """

    __slots__ = ("_habits", "_inflected", "_root", "entries")

    def __init__(self, entries: Iterable[Entry], habits: Habits, *, inflected: bool = False) -> None:
        self.entries = tuple(entries)
        self._habits = habits
        self._inflected = inflected and bool(habits.endings)
        self._root: dict[str, Any] | None = None

    def _tree(self) -> dict[str, Any]:
        """The phrases as a tree of words, built on first use: most tables of a loaded pack are never asked."""
        if self._root is None:
            root: dict[str, Any] = {}
            for entry in self.entries:
                node = root
                for word in entry.form.split(" "):
                    node = node.setdefault(word, {})
                node[""] = (*node.get("", ()), entry)
            self._root = root
        return self._root

    def at(self, tokens: Sequence[Token], index: int) -> Hit | None:
        """Meanings of the longest phrase that begins at a token, and the index after it."""
        return self.hits(tokens).get(index) if isinstance(tokens, Tokens) else self._longest(tokens, index)

    def hits(self, tokens: Sequence[Token]) -> Mapping[int, Hit]:
        """What `at` says of each token at which a phrase begins, in their order; looked for once in the tokens of a text."""
        tokens = tokens if isinstance(tokens, Tokens) else Tokens(tokens)
        found = tokens.found.get(self)
        if found is None:
            beginnings = tokens.by_key.keys() & self._tree().keys()
            known = sorted({n for key in beginnings for n in tokens.by_key[key]})
            numbers = range(len(tokens)) if self._inflected else known
            found = tokens.found[self] = {n: hit for n in numbers if (hit := self._longest(tokens, n)) is not None}
        return found

    def _longest(self, tokens: Sequence[Token], index: int) -> Hit | None:
        best: Hit | None = None
        nodes: list[Mapping[str, Any]] = [self._tree()]
        while index < len(tokens) and nodes:
            nodes = [n[k] for n in nodes for k in tokens[index].keys if k in n] or self._of_stems(nodes, tokens[index])
            index += 1
            for node in nodes:
                if "" in node:
                    best = (node[""], index)
                    break
        return best

    def _of_stems(self, nodes: Sequence[Mapping[str, Any]], token: Token) -> list[Mapping[str, Any]]:
        """Where a word leads that the table has but without its endings."""
        if not self._inflected or token.kind != "word":
            return []
        return [n[k] for n in nodes for k in stems_of(token.key, self._habits) if k in n]

    def get(self, phrase: str) -> tuple[Entry, ...]:
        """Meanings of a phrase taken as a whole; empty when the table does not have it."""
        tokens = tokens_of(phrase, self._habits)
        found = self.at(tokens, 0) if tokens else None
        return found[0] if found and found[1] == len(tokens) else ()

    def find(self, text: str) -> tuple[Found, ...]:
        """Every phrase in running text, longest first, without overlaps, in the order of the text.

        Many rules ask one table for the same text, so what was found in the last texts is kept.
        """
        return _scan(self, text)

    def scan(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """As `find`, for text already cut into tokens."""
        index = 0
        for start, (entries, end) in self.hits(tokens).items():
            if start >= index:
                yield Span(tokens[start].start, tokens[end - 1].end), entries
                index = end

    @property
    def habits(self) -> Habits:
        """How the words of the table's language are cut."""
        return self._habits


Found = tuple[Span, tuple[Entry, ...]]


@lru_cache(maxsize=CACHED_FINDINGS)
def _scan(lexicon: Lexicon, text: str) -> tuple[Found, ...]:
    return tuple(lexicon.scan(tokens_of(text, lexicon.habits)))


_PLAIN = Habits()


def key_of(form: str, habits: Habits) -> str:
    """The key under which a phrase is kept: its tokens' folded words, one space between."""
    return " ".join(t.key for t in tokens_of(form, habits))
