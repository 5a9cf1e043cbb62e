"""Hand-made linking, so that the ledger is tested without the linker."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from warledger.ledger import Basis, reconcile
from warledger.model import (
    Claim,
    Count,
    DayOf,
    Entity,
    Included,
    Linked,
    Named,
    OffsetMap,
    Origin,
    Period,
    Place,
    Report,
    Span,
    Story,
    Subject,
    content_id,
)  # fmt: skip
from warledger.packs.ontology import load_ontology

ALIASES = {
    "regime forces": "Syrian army", "Assad regime forces": "Syrian army", "Syrian government forces": "Syrian army",
    "regjeringsstyrker": "Syrian army", "armée syrienne": "Syrian army", "Aleppo security committee": "Syrian army",
    "Syrian military source": "Syrian army", "the general": "Syrian army", "Al-Assad": "Syrian government",
    "régime de Bachar al-Assad": "Syrian government", "government": "Syrian government", "Damascus": "Syrian government",
    "rebels": "Syrian opposition forces", "rebelles": "Syrian opposition forces", "opposition": "Syrian opposition forces",
    "Russian authorities": "Russian government", "Russians": "Russia", "De hvite hjelmene": "White Helmets",
    "beboer": "residents", "innbyggere": "residents", "Aleppo resident": "residents", "témoins": "witnesses",
}  # fmt: skip
STATE = ("Syrian state", "state", "government")
RUSSIA = ("Russia", "state", "government")
OPPOSITION = ("Syrian opposition", "armed_group", "opposition")
BODIES = {
    "Syrian government": STATE, "Syrian army": STATE, "SANA": STATE, "Syrian official": STATE,
    "pro-government forces": ("pro-government forces", "armed_group", "government"),
    "Russian Ministry of Defence": RUSSIA, "Russian government": RUSSIA, "Russian military": RUSSIA, "Russia": RUSSIA,
    "Syrian opposition official": OPPOSITION, "Syrian opposition forces": OPPOSITION, "Syrian opposition supporters": OPPOSITION,
    "Islamic State": ("Islamic State", "armed_group", "islamic-state"),
    "Syrian Observatory for Human Rights": ("SOHR", "monitor", ""),
    "United Nations": ("United Nations", "international", ""), "Reuters": ("Reuters", "agency", ""),
    "White Helmets": ("White Helmets", "medics", ""), "French Foreign Ministry": ("France", "state", ""),
    "US National Security Council": ("United States", "state", ""), "United States": ("United States", "state", ""),
}  # fmt: skip
GROUPS = {"districts": "places", "cities": "places", "rebels": "fighters", "displaced people": "displaced"}
PARENTS = {
    "East Aleppo": ("Aleppo", "Syria"), "West Aleppo": ("Aleppo", "Syria"), "Aleppo": ("Syria",), "Palmyra": ("Syria",),
    "north of Palmyra": ("Syria",), "Sukkari": ("East Aleppo", "Aleppo", "Syria"),
}  # fmt: skip


def _id(kind: str, name: str) -> str:
    return content_id(kind, name)


def _first(value: Any) -> str:
    name = value[0] if isinstance(value, list) else value
    return ALIASES.get(name or "", name or "")


def place(name: str) -> Place:
    """A place by name; "X, Y" lies in Y."""
    around = PARENTS.get(name, ())
    if not around and ", " in name:
        outer = name.split(", ", 1)[1]
        around = (*(("East Aleppo",) if outer == "Aleppo" else ()), outer, *PARENTS.get(outer, ()))
    feature = "country" if name == "Syria" else "city"
    return Place(_id("pl", name), name, feature, parents=tuple(_id("pl", p) for p in around))


def body(name: str) -> tuple[str, str, str]:
    """Entity id, origin id and side of a body by name."""
    known = BODIES.get(name)
    return (_id("en", name), _id("or", known[0]), known[2]) if known else (_id("en", name) if name else "", "", "")


def _count(value: Mapping[str, Any] | None) -> Count | None:
    return Count(value["low"], value["high"], value["text"]) if value else None


def _period(value: Sequence[str | None] | None) -> Period | None:
    if value is None:
        return None
    start, end = (date.fromisoformat(v) if v else None for v in value)
    return Period(start, end, "day" if start == end else "days" if start else "open")


def make_claim(row: Mapping[str, Any]) -> Claim:
    """A claim from a line of gold."""
    span = Span(row["start"], row["end"])

    def named(key: str) -> Named | None:
        return Named(_first(row[key]), span) if row.get(key) and row[key] != "outlet" else None

    group = GROUPS.get(row.get("subject") or "", row.get("subject") or "other")
    return Claim(
        id=row["id"], report_id=row["report"], span=span, evidence=row.get("evidence", ""), trigger=span, event=row["event"],
        stance=row["stance"], source=named("source"), actor=named("actor"), target=named("target"),
        subject=Subject(row["subject"], span, group) if row.get("subject") else None, count=_count(row.get("count")),
        included=tuple(
            Included(Subject(i["subject"], span, i["subject"]), Count(i["count"]["low"], i["count"]["high"]))
            for i in row.get("included", ())
        ),
        places=(Named(_first(row["place"]), span, "place"),) if row.get("place") else (),
    )  # fmt: skip


def make_linked(claim: Claim, when: Period | None, weak: set[str]) -> Linked:
    """What the linker would say of a claim."""
    source = claim.source.text if claim.source else ""
    source_id, origin_id, _ = body(source)
    if source and not origin_id:
        origin_id = _id("or", f"{source} in {claim.report_id}")
        weak.add(origin_id)
    actor_id, actor_origin, actor_side = body(claim.actor.text if claim.actor else "")
    target_id, target_origin, target_side = body(claim.target.text if claim.target else "")
    return Linked(
        claim.id, claim.report_id, source_id, origin_id, "", actor_id, actor_origin, actor_side, target_id, target_origin, target_side,
        "", tuple(_id("pl", p.text) for p in claim.places), claim.subject.group if claim.subject else "", when,
    )  # fmt: skip


def bare_report(name: str, text: str = "", **more: Any) -> Report:
    """A report of nothing but its text."""
    return Report(name, name, name, text, text, OffsetMap.identity(len(text)), **more)


@pytest.fixture
def ledger_of() -> Callable[..., Any]:
    """Reconciles gold rows by hand-made linking; keywords: stories, echoes, published (report to ISO day)."""

    def build(rows: Sequence[Mapping[str, Any]], **given: Any) -> Any:
        claims = [make_claim(row) for row in rows]
        weak: set[str] = set()
        linked = [
            replace(make_linked(c, _period(r.get("when")), weak), place_basis=r.get("place_basis", ""))
            for c, r in zip(claims, rows, strict=True)
        ]
        reports = sorted({c.report_id for c in claims})
        published = given.get("published", {})
        stories = given.get("stories") or (Story("st-1", "", None, tuple(reports)),)
        days = {r: DayOf(r, date.fromisoformat(published[r]) if r in published else None) for r in reports}
        names = {p.text for c in claims for p in c.places} | set(PARENTS) | {"Syria"}
        origins = [Origin(_id("or", name), name, kind, side) for name, kind, side in sorted(set(BODIES.values()))]
        origins += [Origin(i, "anonymous", "anonymous", weak=True) for i in sorted(weak)]
        entities = [Entity(_id("en", name), "body", name, origin_id=_id("or", known[0])) for name, known in BODIES.items()]
        basis = Basis(
            load_ontology(), stories, given.get("echoes", ()), days, [place(n) for n in sorted(names)], origins, entities,
            [bare_report(r) for r in reports],
        )  # fmt: skip
        return SimpleNamespace(
            ledger=reconcile(claims, linked, basis), claims=claims, linked=linked, basis=basis, origin=lambda n: _id("or", n)
        )

    return build


@pytest.fixture(scope="session")
def aleppo_rows() -> list[dict[str, Any]]:
    """Gold claims of the four reports; the test is left out where ../shared is not there."""
    file = Path(__file__).resolve().parents[4] / "shared" / "gold" / "aleppo.claims.jsonl"
    if not file.exists():
        pytest.skip("needs ../shared")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
