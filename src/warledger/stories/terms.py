"""What a report is recognised by: names, words, figures, days and places.

Takes report texts and, where there are any, linked claims; gives traits by report. Does not compare reports.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from sys import intern
from zlib import crc32

import numpy as np
from anyascii import anyascii

from warledger.keep import HELD, Drawer, Grouped, Pile
from warledger.model import Claim, Linked, Period, Place, Report
from warledger.stories.daywords import days_named
from warledger.stories.happenings import BATTLE, LASTING, Happening, happenings
from warledger.stories.lands import land_of

Terms = dict[str, float]
"""Weights by term; the first character is the kind: n name, b pair of names, w word, # figure, r name in Latin letters cut
short, p place, e party, c event with figure, v event, x day on which prisoners came free."""

WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE = re.compile(r"(?<=[.!?…؟。])\s+|\n+")
FREE = frozenset("r#pecv")
"""Kinds that mean the same in every language."""
SPREAD = timedelta(30)
"""A sentence that stands in reports this far apart is furniture of a page, not news."""
SMOOTH = 50
"""Reports that every term is taken to be looked for in, so that rarity means something in a handful of reports."""
COMMON = 0.3
"""Weight of words that news of war uses everywhere, of one for a word that it does not."""
SHINGLE = 4
_POSSESSIVE = re.compile(r"[’']s$")
LEAD = 500
"""Code points of the text that, with the title, tell what is new."""
_AGE = re.compile(r"\b(\d{1,2})-\w+-\w+|, (\d{1,2}),")
_MASK = re.compile(r"\b[A-Z]\w*|\d+")


@dataclass(frozen=True, slots=True)
class Traits:
    """What one report is recognised by.

    `terms`, `lead` (title and first lines) and `free` have unit length; `named` is the share of names in the length of
    `terms`. `rarity` is one mapping shared by all traits, `rarest` the most that a term can have. `ages` are small figures
    that describe persons, `days` the days that claims tell of, `named_days` those that the text names, `main_places` those
    that most claims name, `figures` pairs of event and figure, `freed` as in `Told`, `shingles` hashes of runs of words, `vector` of the
    encoder
    when one is given.
    """

    report_id: str
    language: str
    on: date | None
    terms: Terms
    lead: Terms
    free: Terms
    rarity: Mapping[str, float]
    rarest: float
    named: float
    ages: frozenset[int]
    days: frozenset[date]
    named_days: frozenset[date]
    places: frozenset[str]
    main_places: frozenset[str]
    figures: frozenset[tuple[str, int]]
    shingles: frozenset[int]
    freed: frozenset[tuple[date, str]] = frozenset()
    happenings: tuple[Happening, ...] = ()
    summed_to: date | None = None
    vector: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare terms are over all reports, and the most that a term can be."""

    of: Mapping[str, float]
    most: float


@dataclass(frozen=True, slots=True)
class Told:
    """What the linked claims of one report say, summed up; `lead` are the places that it speaks of first.

    `days` are all that its claims may be of, `happened` the last one of each as it is dated, `freed` the days on which prisoners came
    free with the side that says so.
    """

    places: Counter[str]
    around: frozenset[str]
    parties: Counter[str]
    figures: frozenset[tuple[str, int]]
    days: frozenset[date]
    lead: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    happened: frozenset[date] = frozenset()
    freed: frozenset[tuple[date, str]] = frozenset()
    happenings: tuple[Happening, ...] = ()
    summed_to: date | None = None


STATES = LASTING | {"control", "talks", "declaration", "accusation", "rejection", "proposal"}
"""Events that last, or are words: their day is that of the report and tells no happening from another."""
MOVING = frozenset({"capture", "withdrawal", "advance", "surrender"})
ASSUMED = "day of report"
"""How linking begins the basis of a day that no wording gives."""
DAYS_BEFORE = 2
"""A report that gives no day tells of its own or one of the two before."""
BRIEF = 3
"""Days of the longest period that tells one happening from another."""
TOLD = 12
"""Happenings of a report that are held against those of another."""
FREED = "released"
NOTHING = Told(Counter(), frozenset(), Counter(), frozenset(), frozenset())


def build_traits(reports: Sequence[Report], told: Mapping[str, Told]) -> Iterator[Traits]:
    """Traits of each report, in their order; rarity is measured over all reports given.

    Goes through the reports three times, for furniture, rarity and traits, so that no text is held.
    """
    furniture = find_furniture(reports)
    found_in: Counter[str] = Counter()
    for report in reports:
        found_in.update(_raw(report, told.get(report.id, NOTHING), furniture)[0].keys())
    rarity = {term: math.log((len(reports) + SMOOTH) / (n + 1)) * _common(term) for term, n in found_in.items()}
    known = Rarity(rarity, math.log(len(reports) + SMOOTH))
    for report in reports:
        own = told.get(report.id, NOTHING)
        yield _traits(report, *_raw(report, own, furniture), known, own)


def sum_up(
    claims: Grouped[Claim], linked: Grouped[Linked], places: Sequence[Place], sides: Mapping[str, str], held: int = HELD
) -> Mapping[str, Told]:
    """What linked claims say, by report; reports that claim nothing are left out. `sides` are those of origins."""
    parents = {place.id: place.parents for place in places}
    guessed = frozenset(place.id for place in places if place.provisional)
    known = {place.id: place for place in places}
    ids: list[str] = []
    pile: Pile[Told] = Pile(held)
    for report_id in linked.shelf.ids:
        entries = sorted(linked.of(report_id), key=lambda e: e.claim_id)
        if entries:
            ids.append(report_id)
            own = {claim.id: claim for claim in claims.of(report_id)}
            told = tuple(dict.fromkeys(happenings(entries, own, known)))[:TOLD]
            pile.append(replace(_sum_up(entries, own, parents, guessed), freed=frozenset(_freed(entries, own, sides)), happenings=told))
    return Drawer(ids, pile)


def _sum_up(
    entries: Sequence[Linked], claims: Mapping[str, Claim], parents: Mapping[str, tuple[str, ...]], guessed: frozenset[str]
) -> Told:
    named = Counter(p for e in entries if not e.place_basis for p in e.place_ids)
    parties = Counter(i for e in entries for i in (e.actor_id, e.target_id, e.source_id) if i)
    counted = [(claims[e.claim_id].event, claims[e.claim_id].count) for e in entries if e.claim_id in claims]
    figures = frozenset((event, count.point) for event, count in counted if count is not None and count.point > 1)
    happened = [e for e in entries if e.claim_id in claims and claims[e.claim_id].event not in STATES]
    said = [e for e in happened if claims[e.claim_id].stance not in ("denies", "expects") or not e.when_basis.startswith(ASSUMED)]
    told = frozenset(day for e in said for day in _days_told(e, claims[e.claim_id].event))
    placed = [e for e in entries if e.place_ids and not e.place_basis and e.claim_id in claims]
    first = min(placed, key=lambda e: (e.place_ids[0] in guessed, claims[e.claim_id].span.start, e.claim_id), default=None)
    return Told(
        named, frozenset(q for p in named for q in parents.get(p, ())), parties, figures, told,
        frozenset(first.place_ids if first else ()), frozenset(claims[e.claim_id].event for e in happened),
        frozenset(e.when.end for e in said if e.when is not None and e.when.end is not None and _is_brief(e.when)),
        summed_to=_summed_to(happened),
    )  # fmt: skip


def _summed_to(happened: Sequence[Linked]) -> date | None:
    """The last day of the long stretches, with both ends, that a report adds up, where it tells of nothing else."""
    if not happened or any(e.when is None or e.when.days is None or _is_brief(e.when) for e in happened):
        return None
    return max((e.when.end for e in happened if e.when is not None and e.when.end is not None), default=None)


def _freed(entries: Sequence[Linked], claims: Mapping[str, Claim], sides: Mapping[str, str]) -> Iterator[tuple[date, str]]:
    """The days on which prisoners came free, as a side of the war says."""
    for entry in entries:
        side = sides.get(entry.origin_id, "")
        claim = claims.get(entry.claim_id)
        if (
            side
            and claim is not None
            and claim.event == FREED
            and claim.stance == "asserts"
            and entry.when is not None
            and entry.when.days == 1
        ):
            yield entry.when.end or date.min, side


def _days_told(entry: Linked, event: str) -> Iterator[date]:
    """The days that a claim may be of: of a short period, with days of battle around it, or days before it where none is given."""
    when = entry.when
    if when is None or when.start is None or when.days is None or not _is_brief(when):
        return
    moving = BATTLE if event in MOVING else 0
    before = max(moving, DAYS_BEFORE if entry.when_basis.startswith(ASSUMED) else 0)
    yield from (when.start + timedelta(i) for i in range(-before, when.days + moving))


def _is_brief(when: Period) -> bool:
    return when.days is not None and when.days <= BRIEF


def find_furniture(reports: Iterable[Report]) -> frozenset[int]:
    """Hashes of sentences, names and figures masked, that stand in reports far apart in time."""
    keys, days = array("Q"), array("I")
    for report in reports:
        if report.published_on is not None:
            own = {_sentence_key(sentence) for sentence in SENTENCE.split(report.text)}
            keys.extend(own)
            days.extend([report.published_on.toordinal()] * len(own))
    if not keys:
        return frozenset()
    order = np.lexsort((np.array(days), np.array(keys)))
    ordered, when = np.array(keys)[order], np.array(days, dtype="i8")[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True])))
    apart = when[starts[1:] - 1] - when[starts[:-1]] > SPREAD.days
    return frozenset(ordered[starts[:-1][apart]].tolist())


def _sentence_key(sentence: str) -> int:
    masked = _MASK.sub("", sentence)
    return _stable_hash(masked if len(masked) > 30 else sentence)


def _stable_hash(text: str) -> int:
    """A hash that is equal in every process, unlike `hash`."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _raw(report: Report, told: Told, furniture: frozenset[int]) -> tuple[Counter[str], str]:
    """Terms of a report by how often they are met, and its text without furniture."""
    body = "\n".join(s for s in SENTENCE.split(report.text) if _sentence_key(s) not in furniture)
    counted = count_terms(f"{report.title}\n{body}")
    counted.update({f"p{p}": n for p, n in told.places.items()})
    counted.update({f"p{p}": 1 for p in told.around})
    counted.update({f"e{e}": n for e, n in told.parties.items()})
    counted.update({f"c{event} {n}": 2 for event, n in told.figures})
    counted.update({f"v{event}": 1 for event in told.events})
    counted.update({f"x{day}": 1 for day, _ in told.freed})
    return Counter({intern(term): n for term, n in counted.items()}), body  # one string a term, however many reports hold it


def count_terms(text: str) -> Counter[str]:
    """Terms of a text by how often they are met.

    >>> sorted(count_terms("Reuters: 19 killed"))
    ['#19', 'nreuters', 'rreute', 'wkilled']
    """
    counted: Counter[str] = Counter()
    before = ""
    for match in WORD.finditer(text):
        word = match.group()
        low = _POSSESSIVE.sub("", word.casefold())
        if word[0].isdigit():
            counted[f"#{word}"] += 1
        elif word[0].isupper():
            counted[f"n{low}"] += 1
            counted[f"r{_latin(low)}"] += 1
            if before:
                counted[f"b{before} {low}"] += 1
            before = low
            continue
        elif len(low) > 3:
            counted[f"w{low}"] += 1
        before = ""
    return counted


@lru_cache(maxsize=200_000)
def _latin(word: str) -> str:
    """A name in Latin letters, cut short so that most case endings fall off; a state in any words is one."""
    land = land_of(word)
    return f"={land}" if land else anyascii(word).lower()[:5]


def _common(term: str) -> float:
    return COMMON if term[0] in "nw" and term[1:] in common_words() else 1.0


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words of more than three letters that stand in one in forty passages of the project's own corpus, any language."""
    return frozenset((resources.files("warledger.stories") / "common_words.txt").read_text(encoding="utf-8").split())


def _traits(report: Report, counted: Counter[str], body: str, known: Rarity, told: Told) -> Traits:
    rarity = known.of
    weights = {t: (1 + math.log(n)) * rarity[t] for t, n in counted.items()}
    own = {t: w for t, w in weights.items() if t[0] not in "rv"}
    free = {t: w for t, w in weights.items() if t[0] in FREE}
    first = count_terms(f"{report.title}\n{body[:LEAD]}")
    lead = {intern(t): (1 + math.log(n)) * rarity.get(t, 0.0) for t, n in first.items() if t[0] != "r"}
    terms = _unit(own)
    top = max(told.places.values(), default=1)
    return Traits(
        report_id=report.id,
        language=report.language.split("-")[0],
        on=report.published_on,
        terms=terms,
        lead=_unit(lead),
        free=_unit(free),
        rarity=rarity,
        rarest=known.most,
        named=_length(w for t, w in terms.items() if t[0] in "nb"),
        ages=frozenset(int(a or b) for a, b in _AGE.findall(f"{report.title}\n{body}")),
        days=told.days,
        named_days=days_named(WORD.findall(f"{report.title}\n{body}"), report.language, report.published_on),
        places=frozenset(told.places),
        main_places=frozenset(p for p, n in told.places.items() if n >= top / 2),
        figures=told.figures,
        shingles=frozenset(shingles(body)),
        freed=told.freed,
        summed_to=told.summed_to,
        happenings=told.happenings,
    )


def shingles(text: str) -> list[int]:
    """Hashes of all runs of four words, in the order of the text."""
    words = [crc32(w.casefold().encode("utf-8", "surrogatepass")) for w in WORD.findall(text)]
    return [hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)]


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(sum(w * w for w in weights)) or 1.0


def _unit(weights: Mapping[str, float]) -> Terms:
    length = _length(weights.values())
    return {t: w / length for t, w in weights.items() if w > 0}
