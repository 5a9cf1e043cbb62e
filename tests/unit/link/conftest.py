import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from warledger.link.gazetteer import Gazetteer, open_gazetteer
from warledger.link.linker import Linker
from warledger.model import Claim, Report
from warledger.packs.conflicts import available_conflicts, load_conflict

sys.path.insert(0, str(Path(__file__).parent))
from linking import SHARED, claim, report


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    found = open_gazetteer()
    yield found
    found.close()


@pytest.fixture(scope="session")
def linker(gazetteer: Gazetteer) -> Linker:
    return Linker({}, [load_conflict(s) for s in available_conflicts()], gazetteer)


@pytest.fixture(scope="session")
def aleppo() -> tuple[list[Report], list[Claim], list[tuple[str, str, str]]]:
    """The four reports, their gold claims as if read, and the mentions that the names file groups."""
    if not (SHARED / "gold/aleppo.names.json").is_file():
        pytest.skip("needs ../shared")
    reports = []
    for name, language, day in (
        ("aleppo-en-memo", "en", date(2016, 12, 12)),
        ("aleppo-en-wire", "en", None),
        ("aleppo-fr", "fr", date(2016, 12, 12)),
        ("aleppo-no", "nb", None),
    ):
        reports.append(report(name, (SHARED / f"reports/{name}.txt").read_text("utf-8"), language, day))
    claims = [_gold(json.loads(line)) for line in (SHARED / "gold/aleppo.claims.jsonl").read_text("utf-8").splitlines()]
    groups = json.loads((SHARED / "gold/aleppo.names.json").read_text("utf-8"))
    mentions = [
        (r.id, kind, form)
        for kind in ("place", "organisation", "person")
        for group in groups[kind]
        for form in group
        for r in reports
        if form in r.text
    ]
    return reports, claims, mentions


def _gold(row: dict[str, object]) -> Claim:
    names = {}
    for key in ("source", "actor", "target", "subject"):
        value = row[key][0] if isinstance(row[key], list) else row[key]  # type: ignore[index]
        if value and value != "outlet":
            names[key] = f"{value}:{value}" if key == "subject" else str(value)
    place = row["place"][0] if isinstance(row["place"], list) else row["place"]
    return claim(str(row["id"]), str(row["report"])[:-4], str(row["event"]), (str(place),) if place else (), **names)
