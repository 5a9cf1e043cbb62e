"""Synthetic reports and readings, the same for the same seed; used by the other benchmarks."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from warledger.model import Annotation, Claim, Count, Named, OffsetMap, RawPage, Report, Span, Subject, content_id
from warledger.store import Reading

PLACES = ("Aleppo", "Idlib", "Homs", "Douma", "Raqqa", "Palmyra", "Daraa", "Hama", "Kharkiv", "Mariupol", "Gaza City", "Rafah", "Omdurman")
SOURCES = (
    "the Syrian Observatory for Human Rights", "the army", "state media", "the Russian Ministry of Defence", "residents",
    "the health ministry", "the Red Cross", "a rebel commander",
)  # fmt: skip
SAID = (
    "At least {n} civilians were killed in {place} on {day}, {source} said.", "{source} said {n} fighters surrendered in {place}.",
    "Shelling wounded {n} people in {place}, according to {source}.", "Government forces captured {place} on {day}, {source} said.",
)  # fmt: skip
PLAIN = (
    "The weather has been cold for a week and the roads out of the city are crowded.",
    "Diplomats met again in the capital but no statement was expected before the end of the week.",
    "Schools have been closed since the beginning of the month and hospitals are short of supplies.",
    "The conflict, now in its sixth year, has drawn in many outside powers.",
)
FIRST = date(2016, 1, 1)


def report_text(rng: random.Random, words: int = 450) -> str:
    """A report of about so many words, one sentence in four with a claim."""
    day = FIRST + timedelta(rng.randrange(330))
    lines, count = [f"Published: {day.isoformat()}"], 0
    while count < words:
        form = rng.choice(SAID) if rng.random() < 0.25 else rng.choice(PLAIN)
        line = form.format(n=rng.randrange(2, 300), place=rng.choice(PLACES), source=rng.choice(SOURCES), day=f"{day:%A}")
        lines.append(line[0].upper() + line[1:])
        count += len(line.split())
    return "\n".join(lines)


def iter_readings(number: int, claims_each: int = 4, seed: int = 0) -> Iterator[Reading]:
    """Readings as the reader would give them, without a reader: short reports of one claim a line."""
    for at in range(number):
        rng = random.Random(f"{seed}/{at}")
        yield _reading(at, FIRST + timedelta(rng.randrange(3_000)), [_line(rng) for _ in range(claims_each)])


def _line(rng: random.Random) -> tuple[str, str, int, str, str]:
    source, place, n = rng.choice(SOURCES), f"{rng.choice(PLACES)} {rng.randrange(400)}", rng.randrange(1, 400)
    return f"{source} said {n} civilians were killed in {place}.", source, n, place, "killed"


def _reading(at: int, day: date, lines: list[tuple[str, str, int, str, str]]) -> Reading:
    text = "\n".join(line[0] for line in lines)
    page = RawPage(f"{at:07}.txt", f"{at}\n{text}".encode())
    report = Report(
        content_id("rp", page.id), page.id, page.name, text, text, OffsetMap.identity(len(text)), language="en", published_on=day,
        outlet=f"Outlet {at % 40}", sha256=page.sha256,
    )  # fmt: skip
    claims, start = [], 0
    for line, source, n, place, event in lines:
        claims.append(_claim(report, start, line, (source, n, place, event)))
        start += len(line) + 1
    return Reading(page, report, Annotation(report.id, "made", (Span(0, len(text)),)), tuple(claims))


def _claim(report: Report, start: int, line: str, said: tuple[str, int, str, str]) -> Claim:
    source, n, place, event = said

    def span(words: str) -> Span:
        at = start + line.index(words)
        return Span(at, at + len(words))

    return Claim(
        content_id("cl", report.id, start), report.id, Span(start, start + len(line)), line, span("killed"), event,
        source=Named(source, span(source), "organisation"), subject=Subject("civilians", span("civilians"), "civilians"),
        count=Count(n, n, str(n)), places=(Named(place, span(place), "place"),), prob=0.9, reader="made",
    )  # fmt: skip
