"""Reasons in words: why a matter stands as it does, why reports are taken for one another, in the languages of the interface.

Takes codes with what fills them, gives English lines, and English lines in other languages. Records keep the English line:
its template is the code, so a line that was stored long ago can be said in any language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

TEMPLATES: Mapping[str, str] = {
    "hurts-own": "said by the side that it hurts: {names}",
    "opposing-sides": "said by opposing sides: {names}",
    "both-parties": "said by who did it and by whom it was done to: {names}",
    "independent": "said by {number} independent origins: {names}",
    "only": "only {name}",
    "no-two-firm": "no two firm origins: {names}",
    "outlets": "outlets say so in their own voice, with no source",
    "nobody": "nobody says that it happened",
    "denied": "denied by {names}",
    "blame": "{name} and {other} put it on different parties",
    "put-together": "put together by a reviewer",
    "taken-apart": "taken apart by a reviewer",
    "place-before": "no claim names the place: it is where the reports' account of what came before is set",
    "revised": "revised from {before} to {after}",
    "corrected": "corrected from {before} to {after}",
    "one-denies": "one denies what the other says",
    "both-say": "both say that it happened",
    "both-deny": "both deny it",
    "part": "one figure is part of the other",
    "meet": "the ranges meet",
    "apart": "the ranges share no number",
    "period": "different periods",
    "place": "different places",
    "group": "different groups",
    "event": "different happenings",
    "perpetrator": "different perpetrators",
    "wording": "{share} of the shorter one's wording is shared",
    "run": "{number} words on end are shared",
    "aligned": "{share} of the claims are the same, in the same order",
    "first-on": "published first, on {day}",
    "undated": "the other is undated",
    "first-that-day": "published first that day",
    "credits": "the other credits {name}",
    "longer": "longer",
    "by-id": "by id, nothing else tells",
    "day-of-story": "{number} of {total} dated reports of its story were published on {day}",
    "no-day": "neither the report nor its story has a date",
    "told-alike": "{number} reports told alike",
    "follows-story": "goes on from the story of {day}",
}
"""Code to the English line. `names` is a list of names, the others are single words or figures."""

REASON_LANGUAGES = ("en", "fr", "ar", "nb")
NAMED = 5
"""Names written out; of more the first four, and how many others."""
_OTHERS = re.compile(r"^(?P<names>.*) and (?P<number>\d+) others$")


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason taken apart: its code and what fills the template, by name; `names` is one string in English."""

    code: str
    values: Mapping[str, str]


def say(code: str, names: Iterable[str] = (), **values: object) -> str:
    """The English line of a reason; `names` fill {names}.

    >>> say("independent", ["B", "A"], number=2)
    'said by 2 independent origins: A and B'
    """
    return TEMPLATES[code].format(names=list_names(sorted(set(names))), **values)


def list_names(names: Sequence[str]) -> str:
    """Names in words, in their order, shortened when many."""
    head = names[: NAMED - 1] if len(names) > NAMED else names
    if len(names) > NAMED:
        return f"{', '.join(head)} and {len(names) - len(head)} others"
    return ", ".join(head) if len(head) < 2 else f"{', '.join(head[:-1])} and {head[-1]}"


def parse_reason(line: str) -> Reason | None:
    """The code of an English line and what fills it; None for a line of no template.

    >>> parse_reason("only SANA").code
    'only'
    """
    for code, pattern in _patterns():
        found = pattern.fullmatch(line)
        if found:
            return Reason(code, found.groupdict())
    return None


def reason_text(line: str, language: str = "en", called: Callable[[str], str] = str) -> str:
    """An English line in another language of the interface; as it is where the language or the line is not known.

    `called` gives what a name is called there.

    >>> reason_text("denied by Russia", "fr")
    'démenti par Russia'
    """
    phrases = _phrases(language.split("-")[0])
    reason = parse_reason(line) if phrases else None
    if reason is None or reason.code not in phrases:
        return line
    values = {key: called(value) if key in ("name", "other") else value for key, value in reason.values.items()}
    if "names" in values:
        values["names"] = _listed(values["names"], phrases, called)
    return phrases[reason.code].format(**values)


def _listed(names: str, phrases: Mapping[str, str], called: Callable[[str], str]) -> str:
    """A list of names with the joining words of a language."""

    def listed(head: str) -> str:
        return phrases["comma"].join(map(called, head.split(", ")))

    more = _OTHERS.match(names)
    if more:
        return phrases["and-others"].format(names=listed(more["names"]), number=more["number"])
    head, joint, last = names.rpartition(" and ")
    return phrases["and"].format(names=listed(head), last=called(last)) if joint and called(names) == names else called(names)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns of all templates, those with the most fixed words first: "only A" must not eat other lines."""
    found = []
    for code, template in TEMPLATES.items():
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(re.escape(p) if i % 2 == 0 else f"(?P<{p}>.+)" for i, p in enumerate(parts))
        found.append((len("".join(parts[::2])), code, re.compile(pattern, re.DOTALL)))
    return tuple((code, pattern) for _, code, pattern in sorted(found, key=lambda entry: (-entry[0], entry[1])))


@lru_cache(maxsize=8)
def _phrases(language: str) -> Mapping[str, str]:
    """Templates of a language by code, empty for English and for languages that have none."""
    if language == "en" or language not in REASON_LANGUAGES:
        return {}
    text = (files("warledger.data") / "reasons" / f"{language}.toml").read_text(encoding="utf-8")
    phrases: dict[str, str] = tomllib.loads(text)
    return phrases
