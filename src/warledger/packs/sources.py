"""Reads and checks the source folder of a language pack: `pack.toml` and its TSV tables.

Takes a folder, gives the plain table that is compiled to JSON. Does not merge fallbacks; `compile` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from warledger.model.claims import STANCES
from warledger.model.errors import PackError
from warledger.packs.languages import TABLES, habits_of
from warledger.packs.ontology import Ontology
from warledger.packs.tables import Row, read_toml, read_tsv
from warledger.packs.words import Habits, key_of

COLUMNS = ("form", "lemma", "sense", "origin", "note")
"""Columns of every table; `form` and `sense` must be there. Several forms stand in one cell with | between."""

KEYS = (
    "code",
    "name",
    "native",
    "direction",
    "fallback",
    "foreign",
    "decimal",
    "date_order",
    "compounds",
    "units_first",
    "elisions",
    "attached",
    "suffixes",
    "endings",
    "softened",
    "boilerplate",
    "abbreviations",
    "version",
)
"""Keys of `pack.toml`."""

MODIFIERS = (
    "at_least",
    "more_than",
    "up_to",
    "less_than",
    "below",
    "about",
    "exact",
    "article",
    "another",
    "none",
    "half",
    "quarter",
    "and_half",
)
"""Senses of `quantities.tsv` beside vague ranges ("20..99") and joints ("range:to")."""

RANGES = ("between", "and", "to", "or", "of", "reach", "from")
UNITS = ("after", "before", "share", "percent")
POSITIONS = ("verb", "noun", "adj")
CUES = ("verb", "prep", "post", "noun", "phrase", "passive", "pronoun")
NUMBERS = ("s", "p", "d", "sp", "c")
"""Numbers of nouns in `groups.tsv`: singular, plural, dual, either, and that of one for several people ("family")."""
WORDS = (
    "title",
    "role",
    "anonymous",
    "pronoun",
    "reference",
    "band",
    "source",
    "clock",
    "negation",
    "if",
    "own",
    "including",
    "paper",
    "and",
    "that",
    "same",
    "selfsame",
    "air_defence",
    "idiom",
    "lives",
    "tally",
    "helper",
    "attitude",
    "above",
    "indirect",
    "private",
    "recall",
    "further",
    "lead",
    "land",
    "particle",
    "of",
    "from",
    "in",
    "member",
    "among",
    "with",
    "together",
    "done",
    "modal",
    "infinitive",
    "clause",
    "turn",
    "rank",
    "away",
    "relative",
    "preposition",
    "topic",
    "passive",
    "by",
    "participle",
    "ambiguous",
    "addressed",
    "audience",
    "quoted",
    "determiner",
    "adverb",
    "presumes",
    "owns",
    "picture",
    "asked",
    "admits",
    "desk",
    "post",
    "medium",
    "records",
    "cites",
    "recalled",
    "body",
    "one",
    "at",
    "rises",
    "times",
    "nature",
    "launch",
    "orders",
    "charge",
    "ahead",
    "plain",
    "fiction",
    "tale",
    "sport",
    "base",
    "figure",
    "attempt",
    "only",
    "to",
)
TIMES = (
    "weekday", "month", "day", "night", "part", "unit", "past", "last", "next", "this", "ago", "since", "open", "until", "from",
    "to", "early", "mid", "late", "night_to", "nights", "weekend", "into", "same", "war", "within", "hijri", "season", "several",
    "year", "recent", "ordinal", "glue",
)  # fmt: skip
"""First parts of the senses of `times.tsv`."""


def read_language(folder: Path, ontology: Ontology) -> dict[str, Any]:
    """The checked content of a language folder.

    Raises:
        PackError: with file, line and key of what breaks the contract.
    """
    head = read_toml(folder / "pack.toml", KEYS)
    table = {**_defaults(), **head}
    for key, default in _defaults().items():
        if type(table[key]) is not type(default):
            raise PackError(f"must be {type(default).__name__}", str(folder / "pack.toml"), None, key)
    if table["code"] != folder.name:
        raise PackError(f"code {table['code']!r} in folder {folder.name!r}", str(folder / "pack.toml"), None, "code")
    habits = habits_of(table)
    checks = _checks(ontology)
    table["tables"] = {
        name: list(_entries(folder / f"{name}.tsv", checks[name], habits)) if (folder / f"{name}.tsv").exists() else [] for name in TABLES
    }
    return table


def _defaults() -> dict[str, Any]:
    """What `pack.toml` may leave out, with the type that each key must have."""
    return {
        "code": "", "name": "", "native": "", "direction": "ltr", "fallback": "", "foreign": [], "decimal": ",", "date_order": "dmy",
        "compounds": False, "units_first": False, "elisions": [], "attached": [], "suffixes": [], "endings": [], "softened": [],
        "boilerplate": [], "abbreviations": [], "version": 1,
    }  # fmt: skip


def _entries(file: Path, check: Callable[[str], bool], habits: Habits) -> Iterator[list[str]]:
    """Rows of one table as [key, lemma, sense]; the same key and sense twice is an error."""
    seen: dict[tuple[str, str], int] = {}
    for row in read_tsv(file, COLUMNS, ("form", "sense")):
        if not check(row["sense"]):
            raise row.error(f"unknown sense {row['sense']!r}", "sense")
        forms = [f.strip() for f in row["form"].split("|")]
        for form in forms:
            key = key_of(form, habits)
            _check_form(row, form, key, seen)
            yield [key, row["lemma"] or form, row["sense"]]


def _check_form(row: Row, form: str, key: str, seen: dict[tuple[str, str], int]) -> None:
    """Raises for a form without words, or one that the table already has with the same sense."""
    if not any(c.isalnum() for c in key):
        raise row.error(f"no word in {form!r}", "form")
    before = seen.setdefault((key, row["sense"]), row.line)
    if before != row.line:
        raise row.error(f"{form!r} stands already in line {before} with the same sense", "form")


def _checks(ontology: Ontology) -> dict[str, Callable[[str], bool]]:
    """For each table, whether a sense is one that it may have."""
    return {
        "reporting": lambda s: _parts_in(s, STANCES, CUES),
        "numbers": lambda s: s.removeprefix("x").isdecimal(),
        "quantities": _quantity,
        "units": lambda s: s in UNITS,
        "groups": lambda s: _parts_in(s, tuple(ontology.groups), NUMBERS),
        "events": lambda s: _parts_in(s, tuple(ontology.events), POSITIONS, ("", "place", "people", "party", "thing")),
        "times": lambda s: s.partition(":")[0] in TIMES,
        "words": lambda s: s.partition(":")[0] in WORDS,
        "demonyms": lambda s: len(s) == 2 and s.isascii() and s.isupper(),
    }


def _quantity(sense: str) -> bool:
    """Whether a sense is a modifier, a joint of ranges or a vague range."""
    low, dots, high = sense.partition("..")
    if dots:
        return low.isdecimal() and (high.isdecimal() or not high)
    name, _, joint = sense.partition(":")
    return joint in RANGES if name == "range" else name in MODIFIERS and joint in ("", "post")


def _parts_in(sense: str, *allowed: tuple[str, ...]) -> bool:
    """Whether the parts of a sense, split at colons, are each in the set that belongs there."""
    parts = sense.split(":")
    return len(parts) <= len(allowed) and all(p in known for p, known in zip(parts, allowed, strict=False))
