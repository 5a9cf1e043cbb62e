"""Language packs: what is known of a language, as frozen tables.

Takes the compiled packs of `data/languages`, gives LanguagePack. Does not read text; `claims` and `link` do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from warledger.model.errors import PackError
from warledger.model.spans import Span
from warledger.packs.words import CACHED_PACKS, Entry, Habits, Lexicon, Tokens, tokens_of

TABLES = ("reporting", "numbers", "quantities", "units", "groups", "events", "times", "words", "demonyms")
"""The TSV files of a language folder; each gives one table of the pack."""

INFLECTED = frozenset({"groups", "events"})
"""Tables whose words are found with any ending."""

LEVELS = ("incomplete", "required", "usable", "complete")


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """What is known of one language. Tables find their phrases in text; see `docs/reference/language-packs.md`.

    `decimal` is the decimal point of the language. `date_order` is "dmy", "mdy" or "ymd", for dates in figures.
    `compounds` says that number words are written as one ("dreiundzwanzig"), `units_first` that units stand before
    tens. `level` is computed from the tables and tests.
    """

    code: str
    name: str
    native: str
    direction: str
    fallback: str
    decimal: str
    date_order: str
    compounds: bool
    units_first: bool
    level: str
    version: int
    habits: Habits
    reporting: Lexicon = field(repr=False)
    numbers: Lexicon = field(repr=False)
    quantities: Lexicon = field(repr=False)
    units: Lexicon = field(repr=False)
    groups: Lexicon = field(repr=False)
    events: Lexicon = field(repr=False)
    times: Lexicon = field(repr=False)
    words: Lexicon = field(repr=False)
    demonyms: Lexicon = field(repr=False)
    boilerplate: tuple[str, ...] = field(repr=False)
    abbreviations: frozenset[str] = field(repr=False)

    def tokens(self, text: str) -> Tokens:
        """Text cut the way that the tables of this pack are."""
        return tokens_of(text, self.habits)

    def word_spans(self, text: str, *senses: str) -> list[Span]:
        """Where words of one of some senses of `words.tsv` stand."""
        return [at for at, entries in self.words.find(text) if any(e.parts[0] in senses for e in entries)]

    def number_values(self) -> Mapping[str, str]:
        """Number words and their senses: "23", or "x1000" for a word that multiplies what stands before it."""
        return _senses_by_form(self.numbers)


@lru_cache(maxsize=CACHED_PACKS)
def _senses_by_form(table: Lexicon) -> Mapping[str, str]:
    return {e.form: e.sense for e in table.entries}


def available_languages() -> tuple[str, ...]:
    """Codes of the packs that come with warledger, sorted."""
    return tuple(sorted(f.name[:-5] for f in _compiled().iterdir() if f.name.endswith(".json")))


def load_language(code: str) -> LanguagePack:
    """The pack of a BCP-47 code; region and script fall away ("pt-BR" is pt), aliases are followed ("no" is nb).

    Raises:
        PackError: there is no pack for the language.
    """
    for name in _candidates(code):
        file = _compiled() / f"{name}.json"
        if file.is_file():
            return pack_of(json.loads(file.read_bytes()))
    raise PackError(f"no language pack {code!r}; there are {', '.join(available_languages())}", "data/languages")


ALIASES = {"no": "nb", "nob": "nb", "nno": "nn", "ara": "ar", "eng": "en", "fra": "fr", "rus": "ru", "ukr": "uk", "tur": "tr"}
"""Codes that name a pack of another code."""


def _candidates(code: str) -> list[str]:
    """Pack codes to try for a language tag, the most specific first. Only letters, digits and hyphens name files."""
    parts = code.replace("_", "-").split("-")
    whole = ["-".join([parts[0].lower(), *parts[1:n]]) for n in range(len(parts), 0, -1)]
    return [ALIASES.get(c, c) for c in whole if c.replace("-", "").isalnum()]


def _compiled() -> Traversable:
    """The folder of the compiled packs."""
    return resources.files("warledger") / "data" / "languages" / "compiled"


def habits_of(table: Mapping[str, Any]) -> Habits:
    """How a language writes words, from its `pack.toml` or compiled table."""
    endings = tuple(tuple(group) for group in table["endings"])
    return Habits(frozenset(table["elisions"]), tuple(table["attached"]), tuple(table["suffixes"]), endings, tuple(table["softened"]))


def pack_of(table: Mapping[str, Any]) -> LanguagePack:
    """The pack of one compiled table, as `packs.compile` writes it."""
    habits = habits_of(table)
    lexicons = {name: Lexicon(map(Entry._make, table["tables"][name]), habits, inflected=name in INFLECTED) for name in TABLES}
    return LanguagePack(
        code=table["code"],
        name=table["name"],
        native=table["native"],
        direction=table["direction"],
        fallback=table["fallback"],
        decimal=table["decimal"],
        date_order=table["date_order"],
        compounds=table["compounds"],
        units_first=table["units_first"],
        level=table["level"],
        version=table["version"],
        habits=habits,
        boilerplate=tuple(table["boilerplate"]),
        abbreviations=frozenset(table["abbreviations"]),
        **lexicons,
    )
