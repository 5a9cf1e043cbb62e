"""Echoes: which report follows which, by shared wording, by wire credit, or as a translation.

Takes reports with their traits and claims, gives at most one edge a report, to the report that it is nearest to among those
that came before. Wording that many share (page furniture, stock phrases) does not count.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain

import numpy as np
import numpy.typing as npt

from warledger.keep import Buckets, Pile
from warledger.model import Claim, Echo, Linked, Report
from warledger.model.reasons import say
from warledger.stories.terms import SENTENCE, Traits, shingles

SHARE = 0.3
"""Share of the runs of four words of the shorter report that two reports must have in common to be one wording."""
TELLING, MOSTLY = 6, 0.5
"""Runs of words that must be in common where they are not most of a report: "had been killed in X on Wednesday" is anybody's."""
RUN = 24
"""Or so many words on end: longer than a quotation that two reporters both heard."""
FEWEST = 4
"""Runs of four words that two reports must share to be looked at."""
STOCK = 50
"""A run of words that more reports hold is a stock phrase, or a wire that everybody copied: it is only held against the first."""
FIRST = 8
"""So many of the first reports that hold it."""
ALIGNED = 0.7
"""Share of the claims of two reports in different languages that must match for one to be a translation."""
LEAST_CLAIMS = 2
LEAST_DETAILS = 2
"""Claims with a figure or a denial that the two must share: five outlets that give one figure of one source tell alike too."""
CHAIN = 2
"""Those who pass on a word, in a chain of three."""
MISCOPIED = 0.5
COPIED = 0.8
"""Share of wording from which even a report that says the contrary in part is a copy."""
TITLE = 120
"""Characters of a title that are kept."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of a report once its text was looked at.

    `length` is that of the text, `title` its own or, not `titled`, the first sentence; `at` is where the report stands.
    """

    id: str
    language: str
    published_on: date | None
    published_at: datetime | None
    credit: str
    length: int
    title: str
    titled: bool
    at: int
    name: str = ""
    outlet: str = ""


def card_of(report: Report, at: int) -> Card:
    """The card of a report that stands at a place among others."""
    title = (report.title or SENTENCE.split(report.text.strip())[0])[:TITLE]
    return Card(
        report.id, report.language, report.published_on, report.published_at, report.credit, len(report.text), title,
        bool(report.title), at, report.name, report.outlet,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports that share wording or claims; `share` in 0..1."""

    one: str
    other: str
    share: float
    kind: str
    reason: str


def find_echoes(
    by_id: Mapping[str, Card],
    text_of: Callable[[str], str],
    traits: Mapping[str, Traits],
    told: Mapping[str, Sequence[tuple[Claim, Linked]]],
    stories: Iterable[Sequence[str]],
) -> Sequence[Echo]:
    """Echo edges by follower; a report follows one report at most, and never one that came after it. `by_id` is in the order of ids."""
    ids = list(by_id)
    ordered = by_precedence(by_id)
    nearest = _Nearest(ids, ordered)
    named = [ids[place] for place in ordered.tolist()]
    for tie in chain(_wordings(text_of, traits, named), _translations(by_id, told, stories)):
        if not tie.kind and tie.share < COPIED and gainsay(line_of(told.get(tie.one, ())).words, line_of(told.get(tie.other, ())).words):
            continue
        nearest.offer(*echo_of(by_id[tie.one], by_id[tie.other], tie))
    return nearest.echoes()


class _Nearest:
    """The best edge of each follower so far; edges wait on disk."""

    def __init__(self, ids: Sequence[str], ordered: npt.NDArray[np.int64]) -> None:
        """`ordered` are the places of the ids, those that came first before others."""
        self._ids = ids
        self._came = np.empty(len(ids), dtype="u4")
        self._came[ordered] = np.arange(len(ids), dtype="u4")
        self._edges: Pile[Echo] = Pile()
        self._kept, self._shares, self._leaders = np.full(len(ids), -1, dtype="i8"), np.zeros(len(ids)), np.zeros(len(ids), dtype="u4")

    def offer(self, rank: Rank, echo: Echo) -> None:
        """Keeps an edge when it is better than the one that its follower has."""
        at = bisect_left(self._ids, echo.report_id)
        leader = int(self._came[bisect_left(self._ids, echo.of_id)])
        if self._kept[at] < 0 or (rank[0], leader) < (self._shares[at], self._leaders[at]):
            self._kept[at], self._shares[at], self._leaders[at] = self._edges.append(echo), rank[0], leader

    def echoes(self) -> Sequence[Echo]:
        """The edges in the order of their followers."""
        return self._edges.ordered(array("Q", self._kept[self._kept >= 0].tolist()))


Rank = tuple[float, tuple[object, ...]]


def echo_of(one: Card, other: Card, tie: Tie) -> tuple[Rank, Echo]:
    """The edge between two reports, from the one that came later, and its rank among those of that report: the least is the best."""
    leader, follower = sorted((one, other), key=precedence)
    kind = tie.kind or ("wire" if follower.credit else "copy")
    reasons = (tie.reason, _why_first(leader, follower))
    rank = (-round(tie.share, 2) - (kind != "translation"), precedence(leader))
    return rank, Echo(follower.id, leader.id, kind, round(tie.share, 4), reasons)


def precedence(report: Card) -> tuple[date, datetime, bool, int, str, str]:
    """Sorts reports of one wording: earlier first, then those that credit nobody, then the longer, then by name and id.

    Times of day only rank reports that both have one; a report without one counts as out at the end of its day.
    """
    day = report.published_on or date.max
    at = report.published_at.replace(tzinfo=None) if report.published_at else datetime.max
    return (day, at, bool(report.credit), -report.length, report.name, report.id)


def by_precedence(cards: Mapping[str, Card]) -> npt.NDArray[np.int64]:
    """The places of reports by `precedence`, those that came first before others; the cards are in the order of ids."""
    days, times, credits, lengths = array("q"), array("q"), array("b"), array("q")
    for report_id in cards:
        day, at, credit, length, *_ = precedence(cards[report_id])
        days.append(day.toordinal())
        times.append((at - datetime.min) // timedelta(microseconds=1))
        credits.append(credit)
        lengths.append(length)
    columns = [np.array(column) for column in (lengths, credits, times, days)]
    order = np.lexsort(columns)
    if len(order):
        ids = list(cards)
        changes = np.any([column[order][1:] != column[order][:-1] for column in columns], axis=0)
        for alike in np.split(order, np.flatnonzero(changes) + 1):  # views: what is sorted here is sorted there
            if len(alike) > 1:
                alike[:] = sorted(alike.tolist(), key=lambda place: (cards[ids[place]].name, ids[place]))
    return order


def _why_first(leader: Card, follower: Card) -> str:
    """Why one of the two is held to have come first."""
    if leader.published_on != follower.published_on and leader.published_on is not None:
        return say("first-on", day=leader.published_on) if follower.published_on else say("undated")
    if leader.published_at != follower.published_at and leader.published_at is not None:
        return say("first-that-day")
    if bool(leader.credit) != bool(follower.credit):
        return say("credits", name=follower.credit)
    return say("longer" if leader.length != follower.length else "by-id")


def _wordings(text_of: Callable[[str], str], traits: Mapping[str, Traits], ordered: Sequence[str]) -> Iterator[Tie]:
    """Pairs of one language that share wording; `ordered` are the reports, those that came first before others."""
    for one, other, common in _common_runs(traits, ordered):
        a, b = traits[one], traits[other]
        if a.language == b.language:
            shorter = min(len(a.shingles), len(b.shingles))
            yield from wording_tie(one, other, (common, shorter), partial(_run_between, text_of, one, b.shingles))


def wording_tie(one: str, other: str, common: tuple[int, int], longest: Callable[[], int]) -> Iterator[Tie]:
    """The tie of two reports that have runs of words in `common`, of so many of the shorter one; none when these are too few."""
    share = min(1.0, common[0] / max(1, common[1]))
    if share >= SHARE and (common[0] >= TELLING or share >= MOSTLY):
        yield Tie(one, other, share, "", say("wording", share=f"{share:.0%}"))
    elif common[0] >= RUN and (run := longest()) >= RUN:
        yield Tie(one, other, share, "", say("run", number=run))


def _common_runs(traits: Mapping[str, Traits], ordered: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Pairs of reports and how many runs of words they share, at least `FEWEST`; of stock phrases only those with the first."""
    runs = Buckets()
    for number, report_id in enumerate(ordered):
        held = np.fromiter(traits[report_id].shingles, dtype="i8").view("u8")
        runs.add(held, np.full(len(held), number, dtype="u4"))
    pairs = Buckets()
    for _, reports, starts in runs.groups():
        shared = list(_paired(reports, starts))
        if shared:
            packed = np.concatenate(shared)
            pairs.add(packed, np.zeros(len(packed), dtype="u4"))
    found, numbers = array("Q"), array("I")
    for keys, _, starts in pairs.groups():
        often = np.diff(starts) >= FEWEST
        found.extend(keys[starts[:-1][often]].tolist())
        numbers.extend(np.diff(starts)[often].tolist())
    for at in np.argsort(np.array(found, dtype="u8")):
        yield ordered[found[at] >> 32], ordered[found[at] & 0xFFFFFFFF], numbers[at]


def _paired(reports: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.uint64]]:
    """Pairs of the reports of each run, packed into one number; each run's reports stand from its start to the next."""
    sizes = np.diff(starts)
    for first, size in zip(starts[:-1][sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        one, other = np.triu_indices(size, 1) if size <= STOCK else _with_first(size)
        listed = reports[first : first + size].astype("u8")
        yield listed[one] << np.uint64(32) | listed[other]


def _with_first(size: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Places of pairs of the first few of a list with all that stand behind them."""
    firsts = np.arange(FIRST)
    return np.repeat(firsts, size - 1 - firsts), np.concatenate([np.arange(first + 1, size) for first in firsts])


def _run_between(text_of: Callable[[str], str], one: str, known: Collection[int]) -> int:
    return longest_run(shingles(text_of(one)), known)


def longest_run(runs: Iterable[int], known: Collection[int]) -> int:
    """Words of the longest passage whose runs, given in the order of the text, are all known."""
    best = run = 0
    for shingle in runs:
        run = run + 1 if shingle in known else 0
        best = max(best, run)
    return best + 3 if best else 0


def _translations(
    reports: Mapping[str, Card], told: Mapping[str, Sequence[tuple[Claim, Linked]]], stories: Iterable[Sequence[str]]
) -> Iterator[Tie]:
    """Pairs of one story and different languages whose claims are the same."""
    for story in stories:
        if len({reports[i].language.split("-")[0] for i in story}) < 2:
            continue
        lines = {i: line_of(told.get(i, ())) for i in sorted(story)[:STOCK]}
        ids = list(lines)
        for at, one in enumerate(ids):
            for other in ids[at + 1 :]:
                if reports[one].language.split("-")[0] != reports[other].language.split("-")[0]:
                    yield from translation_tie(reports[one], reports[other], lines[one], lines[other])


def translation_tie(one: Card, other: Card, ours: Line, theirs: Line) -> Iterator[Tie]:
    """The tie of two reports in different languages whose claims are the same; none when they are not.

    Of one that credits the other, or tells one figure through the same chain of three, one claim with a figure is enough, and what it
    leaves out does not count against it; what it credits it may miscopy within a day, and where each claim of each source is in both, none
    need have a figure.
    """
    sizes = [len(ours.words), len(theirs.words)]
    credited = [sizes[0]] * _credits(one, ours, other) + [sizes[1]] * _credits(other, theirs, one)
    told = credited or [min(sizes)] * bool(ours.chains & theirs.chains)
    miscopied = bool(credited) and _within_a_day(one, other)
    details = _details(ours.words, theirs.words, alike=not miscopied)
    leader, follower = (ours, theirs) if precedence(one) < precedence(other) else (theirs, ours)
    missed = Counter(map(_exactly, leader.words)) - Counter(map(_exactly, follower.words))
    if not told and details >= LEAST_DETAILS and not missed and _sources(leader) <= _sources(follower):
        told = [len(leader.words)]  # who follows may add a paragraph of his own
    word_for_word = bool(credited) and _within_a_day(one, other) and ours.words == theirs.words and all(w[3] for w in ours.words)
    if min(sizes) < (1 if told else LEAST_CLAIMS) or (details < (1 if told else LEAST_DETAILS) and not word_for_word):
        return
    if not told and len(_sources(ours)) != len(_sources(theirs)):
        return
    named = miscopied and (_names(one, ours, other) or _names(other, theirs, one))
    share = _matched(ours.words, theirs.words, 1.0 if named else MISCOPIED) / (min(told) if told else max(sizes))
    if share >= ALIGNED:
        yield Tie(one.id, other.id, min(1.0, share), "translation", say("aligned", share=f"{min(1.0, share):.0%}"))


Word = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What a report claims, claim by claim: event, stance, figure, and source.

    `named` are the names that sources, and those who pass on their words, have in its text; `chains` are events, figures and lengths of
    chains of three or more ("the ministry, citing the governor, citing medics").
    """

    words: tuple[Word, ...] = ()
    named: frozenset[str] = frozenset()
    chains: frozenset[tuple[str, int, int]] = frozenset()


def line_of(told: Sequence[tuple[Claim, Linked]]) -> Line:
    """What a report claims."""
    words = [
        (claim.event, claim.stance, claim.count.point if claim.count else 0, entry.origin_id and (entry.source_id or entry.origin_id))
        for claim, entry in told
    ]
    named = frozenset(name.text.casefold() for claim, _ in told for name in (claim.source, *claim.via) if name)
    chains = frozenset((c.event, c.count.point, len(c.via)) for c, _ in told if c.count and c.count.point > 1 and len(c.via) >= CHAIN)
    return Line(tuple(sorted(words)), named, chains)


def _credits(one: Card, line: Line, other: Card) -> bool:
    """Whether a report credits the outlet of another for itself or for a claim, or the wire that the other credits too."""
    return bool(one.credit and one.credit.casefold() == other.credit.casefold()) or _names(one, line, other)


def _names(one: Card, line: Line, other: Card) -> bool:
    """Whether a report credits the outlet of another for itself or for a claim."""
    outlet = other.outlet.casefold()
    return bool(outlet) and (outlet == one.credit.casefold() or outlet in line.named)


def _within_a_day(one: Card, other: Card) -> bool:
    """Whether two reports came out on one day or the next: later another figure is an update."""
    days = (one.published_on, other.published_on)
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= 1


def gainsay(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether a source denies in one report what it says in the other: who takes his word back uses the same words, and copies nobody."""
    denied, said = ([{(w[0], w[3]) for w in line if w[3] and (w[1] == "denies") == no} for line in (one, other)] for no in (True, False))
    return bool((denied[0] & said[1]) - said[0] or (denied[1] & said[0]) - said[1])


def _sources(line: Line) -> set[str]:
    """The sources of the claims: who translates names as many."""
    return {source for *_, source in line.words if source}


def _details(one: Sequence[Word], other: Sequence[Word], *, alike: bool) -> int:
    """How many claims with a figure or a denial two reports share, a miscopied figure among them; none without a figure `alike`."""
    if alike and not {w[2] for w in one if w[2] > 1} & {w[2] for w in other if w[2] > 1}:
        return 0
    told = [Counter((event, stance) for event, stance, figure, _ in line if figure > 1 or stance != "asserts") for line in (one, other)]
    return (told[0] & told[1]).total()


def _matched(one: Sequence[Word], other: Sequence[Word], miscopied: float) -> float:
    """How many claims two reports share, in any order, since languages order words each in its way.

    Kinds of people are worded anew in each language, so that sources only have to be there in both; a claim with another figure
    counts in part, for it may be `miscopied`.
    """
    exact, loose = (
        sum((Counter(key(word) for word in one) & Counter(key(word) for word in other)).values()) for key in (_exactly, _loosely)
    )
    return exact + miscopied * (loose - exact)


def _exactly(word: Word) -> tuple[object, ...]:
    return word[0], word[1], bool(word[3]), word[2]


def _loosely(word: Word) -> tuple[object, ...]:
    return word[0], word[1], bool(word[3])
