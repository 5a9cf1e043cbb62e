"""What a report is about: its wars, its countries and its day, as far as linking needs them.

Takes a report and the packs, gives a `Context`. Does not resolve names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from warledger.link.fold import name_key
from warledger.link.inflect import stem_key
from warledger.link.parties import Lexicon, PartyIndex
from warledger.link.terms import without_elision
from warledger.model import Report

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
POWERS = frozenset(("US", "GB", "FR", "DE", "RU", "CN", "JP", "NO"))
FAR = 0.4
"""Weight of powers that act and speak in other countries' wars when the country of a report is sought."""
FAINT = 0.34
"""A pack with fewer hits than this share of the strongest one does not apply: its war is only mentioned."""


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of a name. `packs` are the indexes of the wars that the report is about, strongest first.

    `countries` are counted by how often the text means them; `country` is the one that the report is about, "" when
    none stands out. `guessed` says that the text names no country, and the bodies that speak say which it may be.
    `lands` are the countries of the known places of its claims, by the wordings that it has for them.
    """

    report_id: str
    language: str
    day: date | None
    packs: tuple[PartyIndex, ...]
    countries: tuple[tuple[str, int], ...]
    country: str
    text: str = ""
    guessed: bool = False
    lands: Mapping[str, str] = field(default_factory=dict)


def words_of(text: str) -> list[str]:
    """Lookup tokens of a text, in order.

    >>> words_of("Syria's army")
    ['syrias', 'army']
    """
    return [t for w in _WORD.findall(without_elision(text)) for t in name_key(w).split()]


def read_context(report: Report, packs: Sequence[PartyIndex], lexicon: Lexicon) -> Context:
    """The context of a report; the day is that of publication, None for undated reports."""
    text = f"{report.title}\n{report.dateline}\n{report.text}"
    tokens = words_of(text)
    counted: Counter[str] = Counter()
    for _, _, country, word in lexicon.states_in(tokens, report.language):
        counted[country] += not lexicon.is_seat(country, word)
    chosen = _choose(packs, tokens, counted, report.published_on)
    counted = +counted
    ranked = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    about = min(counted, key=lambda c: (-counted[c] * (FAR if c in POWERS else 1.0), c), default="")
    country = chosen[0].pack.countries[0] if chosen and chosen[0].pack.countries else about
    return Context(report.id, report.language, report.published_on, chosen, ranked, country, report.text)


def _choose(packs: Sequence[PartyIndex], tokens: Sequence[str], countries: Counter[str], day: date | None) -> tuple[PartyIndex, ...]:
    """Packs whose war the report is about: their keywords, countries, places and bodies are named, and the day lies in the war.

    A pack that the caller gave alone was chosen by him: one hit is enough, or that no other country than powers is named.
    """
    counted = Counter(tokens)
    runs = _runs(tokens)
    scores = {}
    for index in packs:
        if index.pack.covers(day):
            words = index.keywords
            hits = sum(
                n for token, n in counted.items() if token.startswith(words) or (token[0] >= "\u0600" and token[2:].startswith(words))
            )
            scores[index.pack.slug] = hits + sum(countries[c] for c in index.pack.countries) + len(runs & index.markers)
    most = max(scores.values(), default=0)
    if len(packs) == 1 and scores and (most or not any(n for c, n in countries.items() if c not in POWERS)):
        return (packs[0],)
    kept = [i for i in packs if scores.get(i.pack.slug, 0) >= max(2, FAINT * most)]
    return tuple(sorted(kept, key=lambda i: (-scores[i.pack.slug], i.pack.slug)))


def _runs(tokens: Sequence[str]) -> set[str]:
    """Runs of one to three tokens, stemmed, as names of packs are filed."""
    stems = [stem_key(t) for t in tokens]
    return {" ".join(stems[i : i + n]) for n in (1, 2, 3) for i in range(len(stems) - n + 1)}
