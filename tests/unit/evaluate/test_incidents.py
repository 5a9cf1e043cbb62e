"""Which of a report's figures is measured against an incident."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from warledger.evaluate.incidents import ReadItem, evaluate_casualties, evaluate_incidents
from warledger.model import Claim, Count, Named, Period, Place, Span, Subject

ORVIK = Place("pl-1", "Orvik", lat=36.0, lon=40.0)
FAR = Place("pl-2", "Tavo", lat=33.0, lon=36.0)


def told(at: int, killed: int, place: str = "", event: str = "killed", stance: str = "asserts", subject: int = 0) -> Claim:
    """A claim at a position of a report, with a figure."""
    span = Span(at, at + 10)
    places = (Named(place, span),) if place else ()
    return Claim(
        f"cl-{at}-{event}", "rp", span, "x" * 10, span, event, stance, count=Count(killed, killed, str(killed)), places=places,
        subject=Subject("people", Span(subject or at + 1, (subject or at + 1) + 2), "people"),
    )  # fmt: skip


def measured(
    tmp_path: Path, claims: list[Claim], places: dict[str, Place], when: dict[str, Period] | None = None, **incident: object
) -> dict[str, object]:
    """The measures of one report on one incident in Orvik that killed two to four."""
    row = {"incident": {"civ_killed_min": 2, "civ_killed_max": 4, "lat": None, "lon": None, **incident},
           "report": {"source_id": "a", "text": "x", "title": "", "lang": "en"}}  # fmt: skip
    file = tmp_path / "incidents.jsonl"
    file.write_text(json.dumps(row))
    read = ReadItem(tuple(claims), {c.id: (places[p.text],) for c in claims for p in c.places if p.text in places}, when or {})
    return evaluate_incidents(file, lambda items: [read for _ in items])


@pytest.mark.parametrize(
    ("incident", "inside"),
    [
        ({}, 0.0),  # nothing says where it was: the first figure
        ({"lat": 36.01, "lon": 40.01}, 1.0),
        ({"place_en": "market of Orvik, east"}, 1.0),
        ({"place_en": "Tavo"}, 0.0),
        ({"place_en": "Or"}, 0.0),
        ({"place_en": "Elsewhere", "lat": 10.0, "lon": 10.0}, 0.0),
    ],
)
def test_the_figure_of_the_incidents_place_is_measured(tmp_path, incident, inside):
    claims = [told(0, 60, "Tavo"), told(20, 3, "Orvik")]
    got = measured(tmp_path, claims, {"Orvik": ORVIK, "Tavo": FAR}, **incident)
    assert (got["killed_in_range"], got["with_figure"]) == (inside, 1)


def test_a_village_is_named_with_the_word_for_it(tmp_path):
    claims = [told(0, 60, "Tavo"), told(20, 3, "village of Orvik")]
    assert measured(tmp_path, claims, {}, place_en="Orvik")["killed_in_range"] == 1.0
    assert measured(tmp_path, claims, {}, place_en="Tavo Hill")["killed_in_range"] == 0.0


def test_groups_of_one_wording_are_one_figure(tmp_path):
    wide = {"civ_killed_min": 5, "civ_killed_max": 5}
    one = told(0, 4, subject=2)
    other = replace(told(0, 1), id="cl-other", subject=Subject("man", Span(8, 10), "men"))
    assert measured(tmp_path, [one, other], {}, **wide)["killed_in_range"] == 1.0
    assert measured(tmp_path, [one, replace(told(30, 1), subject=other.subject)], {}, **wide)["killed_in_range"] == 0.0
    again = replace(told(0, 1), id="cl-again", span=Span(5, 30))
    assert measured(tmp_path, [one, again], {}, **wide)["killed_in_range"] == 0.0


def over(first: tuple[int, int, int] | None, last: tuple[int, int, int]) -> Period:
    """Days from one to another, None where the first is open."""
    return Period(date(*first) if first else None, date(*last))


def test_a_figure_of_a_long_time_is_measured_only_where_there_is_no_other(tmp_path):
    claims = [told(0, 60), told(20, 3)]
    day = over((2023, 7, 19), (2023, 7, 19))
    year = {claims[0].id: over((2023, 1, 1), (2023, 7, 19)), claims[1].id: day}
    assert measured(tmp_path, claims, {}, year)["killed_in_range"] == 1.0
    assert measured(tmp_path, claims[:1], {}, year)["with_figure"] == 1
    since = {claims[0].id: over(None, (2023, 7, 19)), claims[1].id: day}  # "since the war began"
    assert measured(tmp_path, claims, {}, since)["killed_in_range"] == 1.0


@pytest.mark.parametrize(("day", "inside"), [("2023-07-19", 1.0), ("2023-07-20", 1.0), ("2023-07-25", 0.0), (None, 0.0)])
def test_a_figure_of_the_incidents_day_goes_before_others(tmp_path, day, inside):
    claims = [told(0, 60), told(20, 3)]
    when = {claims[0].id: over((2023, 7, 25), (2023, 7, 25)), claims[1].id: over((2023, 7, 19), (2023, 7, 19))}
    assert measured(tmp_path, claims, {}, when, date=day)["killed_in_range"] == inside


def test_a_figure_of_fighters_is_measured_only_where_there_is_no_other(tmp_path):
    fighters = replace(told(0, 60), subject=Subject("rebels", Span(1, 3), "fighters"))
    assert measured(tmp_path, [fighters, told(20, 3)], {})["killed_in_range"] == 1.0
    assert measured(tmp_path, [fighters], {})["with_figure"] == 1


def test_a_figure_of_somewhere_else_is_measured_only_where_there_is_no_other(tmp_path):
    claims = [told(0, 60, "Tavo"), told(20, 3)]
    assert measured(tmp_path, claims, {"Tavo": FAR}, lat=36.0, lon=40.0)["killed_in_range"] == 1.0
    assert measured(tmp_path, claims, {"Tavo": replace(FAR, radius_km=900.0)}, lat=36.0, lon=40.0)["killed_in_range"] == 0.0


@pytest.mark.parametrize(
    ("place", "named", "inside"),
    [
        ("Orvik, Tavo district", "Orvik", 1.0),  # the place goes before what holds it
        ("bridge, Orvik", "Orvik", 1.0),
        ("قرية أورفيك", "أورفيك بريف تافو", 1.0),
        ("الأورفيك", "أورفيك", 1.0),
        ("village", "Orvik village", 0.0),
    ],
)
def test_a_place_is_named_without_words_for_its_kind(tmp_path, place, named, inside):
    claims = [told(0, 60, "Tavo"), told(20, 3, named)]
    assert measured(tmp_path, claims, {}, place_en=place)["killed_in_range"] == inside


def test_a_number_goes_before_a_vague_word(tmp_path):
    vague = replace(told(0, 60, "Orvik"), count=Count(24, 99, "dozens"))
    assert measured(tmp_path, [vague, told(20, 3, "Orvik")], {}, place_en="Orvik")["killed_in_range"] == 1.0


def test_denials_and_figures_of_dead_and_injured_together_are_none(tmp_path):
    shared = [told(0, 3, event="killed", subject=5), told(0, 3, event="injured", subject=5)]
    got = measured(tmp_path, [*shared, told(40, 3, stance="denies")], {})
    assert got["with_figure"] == 0


def test_places_are_measured_where_an_incident_has_coordinates(tmp_path):
    claims = [told(0, 3, "Orvik")]
    assert measured(tmp_path, claims, {"Orvik": ORVIK}, lat=36.0, lon=40.05)["place_within_10_km"] == 1.0
    assert measured(tmp_path, claims, {"Orvik": FAR}, lat=36.0, lon=40.05)["place_within_10_km"] == 0.0
    assert measured(tmp_path, claims, {})["with_coordinates"] == 0


def test_casualties_count_a_report_without_a_figure_as_none_killed(tmp_path):
    rows = [{"incident": {"num_killed": n, "num_injured": 0}, "report": {"doc_id": str(n), "content": "x", "title": ""}} for n in (0, 2)]
    file = tmp_path / "c.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    got = evaluate_casualties(file, lambda items: [ReadItem(()), ReadItem((told(0, 2),))])
    assert (got["killed_right"], got["injured_right"], got["killed_with_figure"]) == (1.0, 1.0, 1)
