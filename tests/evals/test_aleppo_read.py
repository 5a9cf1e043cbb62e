"""What the ledger over the four Aleppo reports must conclude, from the text up: `../shared/gold/aleppo.matters.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "aleppo.matters.json"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared")
TRUTH = json.loads(GOLD.read_text(encoding="utf-8")) if GOLD.exists() else {"matters": [], "must_not_conflict": []}
FIGURES = [("surrender", 728, 2201), ("displacement", 13346, 100000), ("killed", 415, 130), ("killed", 415, 364)]
"""The pairs of `must_not_conflict`, by event and best figure."""


@pytest.fixture(scope="module")
def concluded(tmp_path_factory):
    import warledger

    book = tmp_path_factory.mktemp("aleppo") / "aleppo.db"
    warledger.run_reports(sorted((SHARED / "reports").glob("aleppo-*.txt")), ledger=book)
    return {"matters": warledger.list_matters(book), "stories": warledger.list_stories(book)}


def of(matters, truth):
    """The matters that answer one of the truth: its event, its figure, its town."""
    town = (truth.get("place") or "").removeprefix("north of ").split(",")[0]
    for matter in matters:
        figure = matter["estimate"]["best"] if matter["estimate"] else None
        placed = not town or matter["place"] in (town, town.removeprefix("East "))
        if matter["event"] == truth["event"] and placed and ("count" not in truth or figure == truth["count"]):
            yield matter


@pytest.mark.parametrize("truth", TRUTH["matters"], ids=lambda t: t["what"][:40])
def test_a_matter_stands_as_it_must(concluded, truth):
    told = {"standing": truth["verdict"], "reports": truth.get("reports"), "independent_origins": truth.get("independent_sources")}
    wanted = {name: value for name, value in told.items() if value is not None}
    found = [{**m, "reports": len(m["reports"])} for m in of(concluded["matters"], truth)]
    fitting = [m for m in found if wanted.items() <= m.items()]
    assert fitting, found
    denied = {name for m in fitting for name in m["denied_by"]}
    assert len(denied) >= len(truth.get("denied_by", ()))
    assert any(len(m["accused"]) >= len(truth.get("accused", ())) for m in fitting)


@pytest.mark.parametrize(("event", "one", "other"), FIGURES)
def test_figures_that_must_not_conflict_stand_in_matters_of_their_own(concluded, event, one, other):
    def holding(figure):
        return {m["id"] for m in concluded["matters"] if m["event"] == event and m["estimate"] and m["estimate"]["best"] == figure}

    assert holding(one)
    assert holding(other)
    assert not holding(one) & holding(other)


def test_the_four_are_one_story(concluded):
    assert len(concluded["stories"]) == TRUTH["story_count"]
