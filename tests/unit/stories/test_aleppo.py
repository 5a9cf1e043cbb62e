"""The four reports are one story, and the undated ones take its day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from warledger.model import Claim, Count, Linked, OffsetMap, Place, Report, Span
from warledger.stories import find_stories

pytestmark = pytest.mark.shared
SHARED = Path(__file__).resolve().parents[4] / "shared" / "reports"
PUBLISHED = {"aleppo-en-memo": date(2016, 12, 12), "aleppo-fr": date(2016, 12, 12)}


@pytest.fixture(scope="module")
def reports():
    files = sorted(SHARED.glob("aleppo-*.txt"))
    if not files:
        pytest.skip("needs ../shared")
    texts = {f.stem: f.read_text(encoding="utf-8") for f in files}
    language = {"aleppo-fr": "fr", "aleppo-no": "nb"}
    return [
        Report(
            n,
            n,
            n,
            t,
            t,
            OffsetMap.identity(len(t)),
            title=t.strip().splitlines()[0],
            language=language.get(n, "en"),
            published_on=PUBLISHED.get(n),
        )
        for n, t in texts.items()
    ]


@pytest.fixture(scope="module")
def gold():
    rows = [json.loads(line) for line in (SHARED.parent / "gold" / "aleppo.claims.jsonl").read_text(encoding="utf-8").splitlines()]
    claims, linked, names = [], [], set()
    for row in rows:
        place = row["place"][0] if isinstance(row["place"], list) else row["place"]
        span, report_id = Span(row["start"], row["end"]), row["report"].removesuffix(".txt")
        count = Count(row["count"]["low"], row["count"]["high"]) if row["count"] else None
        claims.append(Claim(row["id"], report_id, span, row["evidence"], span, row["event"], count=count))
        linked.append(Linked(row["id"], report_id, place_ids=(place,) if place else ()))
        names |= {place} - {None}
    places = [
        Place(n, n, "country" if n == "Syria" else "city", parents=("Aleppo", "Syria") if "Aleppo" in n else ("Syria",)) for n in names
    ]
    return claims, linked, places


def test_text_alone_joins_most(reports):
    found = find_stories(reports)
    assert max(len(s.report_ids) for s in found.stories) >= 3


def test_with_places_they_are_one_story(reports, gold):
    found = find_stories(reports, *gold)
    assert [sorted(s.report_ids) for s in found.stories] == [["aleppo-en-memo", "aleppo-en-wire", "aleppo-fr", "aleppo-no"]]


def test_no_report_is_an_echo(reports, gold):
    assert find_stories(reports, *gold).echoes == ()


def test_undated_reports_take_the_day_of_the_story(reports):
    days = find_stories(reports).days
    assert {n: (str(d.on), d.inferred) for n, d in days.items()} == {
        "aleppo-en-memo": ("2016-12-12", False),
        "aleppo-en-wire": ("2016-12-12", True),
        "aleppo-fr": ("2016-12-12", False),
        "aleppo-no": ("2016-12-12", True),
    }
    assert "published on 2016-12-12" in days["aleppo-no"].reason
