"""Time words: the phrases, numbers and joints of a wording, and the dates that they name.

Takes tokens and a language pack, gives items and worded days. Does not know the day of publication's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from warledger.packs.languages import LanguagePack
from warledger.packs.numerals import number_starts, read_number
from warledger.packs.words import Token

JOINTS = ".,-–/"
MARKS = JOINTS + ":"


@dataclass(frozen=True, slots=True)
class Item:
    """One time phrase, number or mark: its senses by name (value 0 when it has none) and the tokens that it covers."""

    senses: dict[str, str]
    start: int
    end: int
    number: int | None = None
    text: str = ""

    def value(self, name: str) -> int:
        """The number that a sense carries ("weekday:3" is 3)."""
        return int(self.senses[name] or 0)


@dataclass(frozen=True, slots=True)
class WordedDay:
    """A date as worded: a year, month or day that is not said is None."""

    year: int | None
    month: int
    day: int | None
    part: str = ""


def items_of(tokens: Sequence[Token], pack: LanguagePack) -> list[Item]:
    """Time phrases, numbers and joints of tokens, in order; everything else is left out."""
    marks = (n for n, token in enumerate(tokens) if token.kind == "mark")
    numbers = number_starts(tokens, pack)
    items: list[Item] = []
    done = 0
    for index in sorted({*pack.times.hits(tokens), *numbers, *marks}):
        item = _item(tokens, index, pack) if index >= done else None
        if item is not None:
            items.append(item)
            done = item.end
    return items


def _item(tokens: Sequence[Token], index: int, pack: LanguagePack) -> Item | None:
    """The time phrase, number or joint at a token; the longer of phrase and number."""
    token = tokens[index]
    if token.kind == "mark":
        return Item({}, index, index + 1, None, token.text) if token.text in MARKS else None
    found = pack.times.at(tokens, index)
    if token.kind == "number":
        if found is None:
            return Item({}, index, index + 1, _figure(token.text), token.text)
    number = read_number(tokens, index, pack) if token.kind == "word" else None
    if number is not None and number.whole and number.value < 10000 and (found is None or number.end > found[1]):
        return Item({}, index, number.end, int(number.value), token.text)
    if found is None:
        return None
    senses = {e.parts[0]: e.sense.partition(":")[2] for e in found[0]}
    ordinal = senses.pop("ordinal", None)
    end = found[1] + 1 if "month" in senses and _cut_short(tokens, found[1], pack) else found[1]
    return Item(senses, index, end, None if ordinal is None else int(ordinal), token.text)


def _cut_short(tokens: Sequence[Token], end: int, pack: LanguagePack) -> bool:
    """Whether the month that ends before a token is cut short with a full stop before its day or year ("Feb. 6")."""
    if end + 1 >= len(tokens) or tokens[end].text != "." or tokens[end].start != tokens[end - 1].end or tokens[end + 1].kind != "number":
        return False
    key = tokens[end - 1].key
    months = {e.sense for e in pack.times.get(key) if e.parts[0] == "month"}
    return any(e.sense in months and e.form.startswith(key) and e.form != key for e in pack.times.entries)


def _figure(text: str) -> int | None:
    """Value of plain figures up to four digits; None for decimals and groups."""
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def has(items: Iterable[Item], *names: str) -> bool:
    """Whether some item has one of the senses."""
    return any(not item.senses.keys().isdisjoint(names) for item in items)


def years_in(items: Iterable[Item]) -> list[int]:
    """Numbers that may be years, in order."""
    return [i.number for i in items if i.number is not None and 1900 <= i.number <= 2100]


def joined(items: Sequence[Item], first: str, second: str) -> bool:
    """Whether a "to" stands between the first item of one sense and the first of another."""
    one = next(n for n, i in enumerate(items) if first in i.senses)
    other = next(n for n, i in enumerate(items) if second in i.senses)
    return one < other and any("to" in i.senses for i in items[one + 1 : other])


def part_of(items: Iterable[Item]) -> str:
    """Which part of a month or year is meant: early, mid, late or ""."""
    names = [n for i in items for n in ("early", "mid", "late") if n in i.senses]
    return names[0] if names else ""


def figure_parts(items: Sequence[Item], at: int) -> tuple[int, int, int] | None:
    """Three numbers with like marks between, or "12.12" (one token), a mark and a year."""
    texts = [i.text for i in items[at : at + 5]]
    if items[at].number is None:
        day, point, month = texts[0].partition(".")
        whole = bool(point) and day.isdecimal() and month.isdecimal() and len(texts) > 2 and texts[1] == "."
        year = items[at + 2].number if whole else None
        return (int(day), int(month), year) if year is not None and year > 31 else None
    if len(texts) < 5 or texts[1] not in ("-", "/", ".", "–") or texts[1] != texts[3]:
        return None
    numbers = [items[at + n].number for n in (0, 2, 4)]
    one, two, three = numbers
    if one is None or two is None or three is None or (at and items[at - 1].text in ("-", "/")):
        return None
    return one, two, three


def named_days(items: Sequence[Item], today: date) -> list[WordedDay]:
    """Days and months by name as worded; numbers before a month that only joints part from it are days of it."""
    days: list[WordedDay] = []
    used = -1
    for index, item in enumerate(items):
        if "month" not in item.senses:
            continue
        month = item.value("month")
        before = _days_before(items, index, used)
        year, end = _year_after(items, index, today)
        if not before and year is None:
            before, end = _days_after(items, index)
            if before:
                year, end = _year_after(items, end, today)
        used = end
        before = before or _no_day(items, index)
        part = part_of(items[max(0, index - 2) : index + 2])
        days += [WordedDay(year, month, d) for d in before] or [WordedDay(year, month, None, part)]
    return days


def _no_day(items: Sequence[Item], at: int) -> list[int]:
    """The number right before a month's name that is no day of any ("45 November"): the wording must not become the whole month."""
    number = items[at - 1].number if at > 0 and "unit" not in items[at - 1].senses else None
    clock = at > 1 and items[at - 2].text in (":", ".")
    return [number] if number is not None and (number == 0 or 31 < number < 100) and not clock else []


def _days_before(items: Sequence[Item], at: int, used: int) -> list[int]:
    """Days of the month that stand before its name, in order; items up to `used` belong to another date."""
    found: list[int] = []
    for item in reversed(items[used + 1 : at]):
        if item.number is not None and 1 <= item.number <= 31 and "unit" not in item.senses:
            found.append(item.number)
        elif item.number is not None or not (item.text in JOINTS or has([item], "to", "glue", "from", "weekday", "nights", "this")):
            break
    return found[::-1]


def _days_after(items: Sequence[Item], at: int) -> tuple[list[int], int]:
    """Days that stand after a month's name ("November 15-17"), and the index of the last item that they take."""
    found: list[int] = []
    end = at
    for index in range(at + 1, len(items)):
        item = items[index]
        if item.number is not None and 1 <= item.number <= 31 and not has(items[index + 1 : index + 2], "unit", "month"):
            found.append(item.number)
            end = index
        elif not (item.text in "-–/" or has([item], "to") or item.text in ("th", "st", "nd", "rd")):
            break
    return found, end


def _year_after(items: Sequence[Item], at: int, today: date) -> tuple[int | None, int]:
    """The year that follows within two joints ("2016", "last year"), and the index of the last item that was used."""
    if has(items[at + 1 : at + 5], "last") and any(i.senses.get("unit") == "year" for i in items[at + 1 : at + 5]):
        return today.year - 1, at
    for index in range(at + 1, min(at + 4, len(items))):
        number = items[index].number
        if number is not None:
            return (number, index) if 1900 <= number <= 2100 else (None, at)
        if not (items[index].text in ",." or "glue" in items[index].senses):
            return None, at
    return None, at


def shared_year(days: Sequence[WordedDay]) -> list[WordedDay]:
    """Days with the year that a later one of them says."""
    year: int | None = None
    found: list[WordedDay] = []
    for day in reversed(days):
        year = day.year or year
        found.append(WordedDay(year, day.month, day.day, day.part))
    return found[::-1]
