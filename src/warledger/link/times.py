"""Times: wording to `Period` against the day of publication, and the time spans of running text.

Takes text, a language pack and a day, gives the days that the wording covers. Does not know stories: "the same
period" is for the caller to copy, and "since the start of the battle" has no start here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from warledger.link.timerules import Resolver
from warledger.link.timewords import Item, figure_parts, has, items_of
from warledger.model.spans import Span
from warledger.model.values import Period
from warledger.packs.languages import LanguagePack
from warledger.packs.words import Token

MAX_TEXT = 300
"""Longer wordings are cut before they are read."""

YEAR_DIGITS = 4
DATE_ITEMS = 3
"""Items of a date with a month's name: it, a day and what joins them ("6 de agosto")."""
MODIFIERS = frozenset({"at_least", "more_than", "up_to", "less_than", "about"})
MAX_RUN = 20
"""Time words side by side that are read as one span: trimming tries each, so that long runs would cost the square."""

FUTURE = "future"
BEHIND = "post"
"""Sense of a "since" that stands behind what it counts from (Turkish "bu yana"): what follows it is no part of the time."""

_STRONG = ("weekday", "month", "day", "night", "weekend", "hijri", "same", "night_to", "open", "season", "year", "recent")
_FRAME = ("past", "last", "next", "this", "ago", "since", "within", "several", "into")
_TELLING = (*_STRONG, "unit", "since")
_IDLE_FIRST = frozenset({"to", "into", "until", "ago", "war"})
_IDLE_LAST = frozenset({"glue", "to", "from", "into", "until", "since", "within", "early", "several", "war", "this", "past", "part"})
_SOME_DAY = date(2016, 12, 14)
"""A day against which a found span is tried: words that change nothing at its end are no part of it."""


def is_same_period(text: str, pack: LanguagePack) -> bool:
    """Whether the wording points back to the period that was named before ("over the same period").

    >>> from warledger.packs import load_language
    >>> is_same_period("in the same period", load_language("en"))
    True
    """
    return any("same" in item.senses for item in items_of(pack.tokens(text[:MAX_TEXT]), pack))


def resolve_time(text: str, pack: LanguagePack, published_on: date, tense_hint: str = "") -> Period | None:
    """The days that the wording covers; None when it says none, or points back ("the same period").

    `tense_hint` is "future" for plans and threats, "past" or "" else: it turns "on Sunday" to the Sunday to come. A
    weekday is the last such day up to that of publication, which itself counts. A night belongs to both of its days.
    "Since ..." goes to the day of publication; a start that is not a date is open.

    >>> from warledger.packs import load_language
    >>> resolve_time("on Sunday", load_language("en"), date(2016, 12, 12)).start
    datetime.date(2016, 12, 11)
    """
    items = items_of(pack.tokens(text[:MAX_TEXT]), pack)
    if any("same" in item.senses for item in items):
        return None
    try:
        return Resolver(published_on, pack, tense_hint == FUTURE).resolve(items)
    except (ValueError, OverflowError):
        return None


def find_times(text: str, pack: LanguagePack) -> list[Span]:
    """Time spans of running text, in its order: runs of time words that hold a day, month, night or span of time."""
    tokens = pack.tokens(text)
    spans: list[Span] = []
    for run in _runs(items_of(tokens, pack), tokens, pack):
        if not _may_tell(run) or _is_modified(run, tokens, pack):
            continue
        kept = _trimmed(run, Resolver(_SOME_DAY, pack, future=False))
        if kept and _tells(kept, tokens):
            spans.append(Span(tokens[kept[0].start].start, tokens[kept[-1].end - 1].end))
    return spans


def _runs(items: Sequence[Item], tokens: Sequence[Token], pack: LanguagePack) -> list[list[Item]]:
    """Items that stand side by side in the text."""
    runs: list[list[Item]] = []
    for number, item in enumerate(items):
        goes_on = number + 1 < len(items) and items[number + 1].start == item.end
        if (
            runs
            and len(runs[-1]) < MAX_RUN
            and runs[-1][-1].end == item.start
            and runs[-1][-1].senses.get("since") != BEHIND
            and not (item.text == "." and tokens[item.start - 1].kind == "word")
            and not (not goes_on and _counts(runs[-1], item, tokens, pack))
        ):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _counts(run: Sequence[Item], item: Item, tokens: Sequence[Token], pack: LanguagePack) -> bool:
    """Whether a number right behind a date is none of it but counts what follows: "5 мая | 12 человек", "On May 5 | 25 civilians".

    Behind a month alone it is a day where the language writes days so, else only what a noun behind it says it is.
    """
    if item.senses or item.number is None or len(item.text) == YEAR_DIGITS or item.end >= len(tokens) or tokens[item.end].kind != "word":
        return False
    months = [n for n, i in enumerate(run) if "month" in i.senses]
    if not months or len(run) - months[-1] > DATE_ITEMS:
        return False
    dated = any(i.number is not None for n, i in enumerate(run) if n != months[-1] and abs(n - months[-1]) <= DATE_ITEMS - 1)
    return dated or (pack.code != "en" and pack.groups.at(tokens, item.end) is not None)


def _is_modified(run: Sequence[Item], tokens: Sequence[Token], pack: LanguagePack) -> bool:
    """Whether a run is but a number behind a word that makes it a count: "more than 2000"."""
    if any(set(i.senses) - {"glue"} for i in run):
        return False
    found = pack.quantities.at(tokens, run[0].start)
    return found is not None and any(e.sense in MODIFIERS for e in found[0])


def _trimmed(run: list[Item], resolver: Resolver) -> list[Item]:
    """A run without joints, glue and whatever else at its ends does not change the days that it tells."""
    kept = list(run)
    while kept and _idle(kept[-1], _IDLE_LAST) and _same(kept, kept[:-1], resolver):
        kept.pop()
    while kept and _idle(kept[0], _IDLE_FIRST) and _same(kept, kept[1:], resolver):
        kept.pop(0)
    return kept


def _same(kept: list[Item], fewer: list[Item], resolver: Resolver) -> bool:
    """Whether fewer items tell the same days."""
    try:
        return bool(fewer) and resolver.resolve(kept) == resolver.resolve(fewer)
    except (ValueError, OverflowError):
        return True


def _idle(item: Item, names: frozenset[str]) -> bool:
    """Whether an item at an end of a run may add nothing: a joint, a number, glue, a preposition."""
    return set(item.senses) <= names


def _may_tell(run: Sequence[Item]) -> bool:
    """Whether a run has what `_tells` asks for: most are but a preposition or a comma."""
    return has(run, *_TELLING) or any(i.number is not None or i.text[:1].isdecimal() for i in run)


def _tells(run: Sequence[Item], tokens: Sequence[Token]) -> bool:
    """Whether a run of time words tells a time."""
    if any("month" in i.senses for i in run) and not has(run, *(n for n in _STRONG if n != "month")):
        return len(run) > 1 and tokens[next(i for i in run if "month" in i.senses).start].text != "may"
    if has(run, "season") and not has(run, *(n for n in _STRONG if n != "season")):
        return has(run, "this", "last", "glue", "since", "early", "late") and len(run) > 1
    if has(run, *_STRONG):
        return True
    if has(run, "unit"):
        return has(run, *_FRAME)
    if any(figure_parts(run, n) for n in range(len(run))):
        return True
    years = any(i.number is not None and 1900 <= i.number <= 2100 and len(i.text) == 4 for i in run)
    return (years and has(run, "glue", "since", "from", "early", "late", "mid")) or (has(run, "since") and has(run, "war", "early"))
