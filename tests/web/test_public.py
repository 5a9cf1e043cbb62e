# ruff: noqa: E501
"""A public desk, and tokens that see no more than it: nobody private is named and no exact spot is told, at any address, in any form.

The ledger of this test has her name, her telephone and the spot of her house in every field that captured words can reach.
"""

import dataclasses
import html
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import desk_ledger as dl
import pytest
from fastapi.testclient import TestClient

from warledger.model import (
    Accusation,
    Annotation,
    Claim,
    Control,
    Count,
    DayOf,
    Entity,
    Estimate,
    Form,
    Issue,
    Judgement,
    Linked,
    Named,
    Origin,
    Place,
    Rejection,
    Relation,
    Span,
    Story,
    Subject,
    content_id,
)  # fmt: skip
from warledger.store import Reading, open_store
from warledger.store.accounts import Accounts, Token
from warledger.web import Settings, create_app
from warledger.web.app import routes_of
from warledger.web.passwords import TOKEN_PREFIX, hash_password, key_hash, new_key

NAME, ARABIC, RUSSIAN = "Samira Haddadin", "سميرة حدادين", "Самира Хаддадин"
LAT, LON = 36.17904, 37.14911
SPOT = f"{LAT}, {LON}"
WORDS = (
    f"{NAME} and Samira's son were killed at {SPOT}, said SAMIRA HADDADIN (samira.haddadin@mail.example, +963 944 123 456). "
    f"وسميرة حدادين قُتلت. Самиру Хаддадин убили. "
)
NEEDLES = ("samira", "haddadin", "سميرة", "سميره", "حدادين", "самир", "хаддадин", "36.179", "37.149", "944 123", "mail.example")
PERSON = Entity("en-x1", "person", NAME, (Form(NAME, "en", 2), Form(ARABIC, "ar", 1), Form(RUSSIAN, "ru", 1)), private=True)
VOICE = Origin("or-x1", f"{NAME} {ARABIC}", "person", "")
HOUSE = Place("pl-house", f"{NAME}'s house", "building", LAT, LON, 0.1, "SY", ("pl-sukkari",), (Form(f"house of {NAME}", "en", 1),), True)
PAGE, REPORT = dl._report(
    f"{NAME}.txt", WORDS, date(2016, 12, 12), title=f"The end of {NAME}", outlet="The Wire", url=f"https://wire.example/samira-haddadin?at={SPOT}",
    byline=f"By {NAME}", credit=NAME,
)  # fmt: skip
AT = Span(0, len(WORDS) - 1)
KILLED = Claim(
    content_id("cl", "samira"), REPORT.id, AT, WORDS[: len(WORDS) - 1], AT, "killed", "asserts", source=Named(NAME, Span(0, 15)),
    speaker=Named(NAME, Span(0, 15)), target=Named(NAME, Span(0, 15)), places=(Named(HOUSE.name, Span(0, 15)),), via=(Named(NAME, Span(0, 15)),),
    count=Count(2, 2, f"{NAME} and her son"), subject=Subject(NAME, Span(0, 15), "other"), prob=0.3, reader="hand",
)  # fmt: skip
MATTER = dataclasses.replace(
    dl.MATTERS[0], id="ma-x1", story_id="st-x1", what=f"{NAME} killed at {SPOT}", place_ids=("pl-house",), group=NAME,
    reasons=(f"said by {NAME}",), origin_ids=("or-x1",), claim_ids=(KILLED.id,), denied_by=("or-x1",),
    accounts=(dataclasses.replace(dl._account("ma-x1", "or-x1", KILLED, date(2016, 12, 12)),),),
    relations=(Relation("or-x1", "or-x1", "revise", f"{NAME} said so"),), accusations=(Accusation("or-x1", "en-x1", KILLED.id),),
    estimate=Estimate(2, 2, 2, KILLED.id, KILLED.id, KILLED.id, f"after {NAME}"),
)  # fmt: skip
LINK = Linked(KILLED.id, REPORT.id, "en-x1", "or-x1", speaker_id="en-x1", target_id="en-x1", place_ids=("pl-house",))
CONCLUSIONS = dataclasses.replace(
    dl.CONCLUSIONS,
    entities=(*dl.CONCLUSIONS.entities, PERSON),
    places=(*dl.CONCLUSIONS.places, HOUSE),
    origins=(*dl.CONCLUSIONS.origins, VOICE),
    linked=(*dl.CONCLUSIONS.linked, LINK),
    stories=(*dl.CONCLUSIONS.stories, Story("st-x1", f"{NAME} at {SPOT}", date(2016, 12, 13), (REPORT.id,), ("pl-house",), (NAME,))),
    days=(*dl.CONCLUSIONS.days, DayOf(REPORT.id, date(2016, 12, 12), True, f"as {NAME} said")),
    matters=(*dl.CONCLUSIONS.matters, MATTER),
    control=(*dl.CONCLUSIONS.control, Control("pl-house", date(2016, 12, 13), NAME, "held", "single-source", ("or-x1",), (KILLED.id,))),
    issues=(Issue(REPORT.id, "clean", "odd", f"{NAME} at {SPOT}"),),
)
IDS = {
    "stories": "st-x1", "matters": "ma-x1", "sources": "or-x1", "origins": "or-x1", "reports": REPORT.id,
    "claims": KILLED.id, "entities": "en-x1", "places": "pl-house", "control": "",
}  # fmt: skip
QUERIES = {
    "/matters": ("as=table", "as=map", "as=timeline", "place=pl-house", "origin=or-x1", "story=st-x1"),
    "/map": ("day=2016-12-13", "near=pl-house", "whole=1"), "/figures": ("by=group", "by=side", "by=period", "place=pl-house"),
    "/reports": ("outlet=The+Wire", "story=st-x1"), "/entities": ("kind=person", "kind=place", "name=Sam"), "/stories": ("place=pl-house",),
    "/search": ("q=killed", "q=killed&origin=Samira+Haddadin", "q=samira", "q=Samira+Haddadin", "q=amir", "q=سمير", "q=addadi", "q=wire"), "/now": ("since=2016-01-01",),
    "/changes": ("since=2016-01-01",), "/api/v1/search": ("q=killed", "q=samira", "q=amir", "q=addadi"),
    "/api/v1/changes": ("since=v0",), "/api/v1/matters": ("format=csv", "format=geojson", "place=pl-house"),
    "/api/v1/control": ("format=geojson", "format=csv", "on=2016-12-13"), "/api/v1/claims": ("format=csv", "place=pl-house", "source=en-x1"),
    "/api/v1/entities": ("name=Samira+Haddadin", "kind=person"), "/api/v1/origins": ("name=Samira+Haddadin", "format=csv"),
    "/api/v1/places": ("format=csv",), "/api/v1/reports": ("format=csv", "outlet=The+Wire"), "/api/v1/stories": ("format=csv",),
    "/api/v1/entities/{record_id}": ("",),
}  # fmt: skip
NOT_ASKED = ("/login", "/logout", "/account", "/trail", "/static", "/openapi.json", "/updating", "/api/v1/{rest:path}")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("public") / "l.db") as opened:
        dl.fill(opened)
        writer = opened.writer()
        writer.put(Reading(PAGE, REPORT, Annotation(REPORT.id, "hand", (AT,)), (KILLED,)))
        writer.put_rejection(Rejection(f"{NAME}.pdf", "binary", f"{NAME} at {SPOT}"))
        writer.replace(CONCLUSIONS)
        for record, action, value in (
            (KILLED.id, "accept", ""),
            ("en-x1", "set-side", json.dumps({"side": NAME})),
            (KILLED.id, "reject", ""),
        ):
            writer.judge(Judgement("", record, action, value, "Ann", datetime(2026, 1, 1, tzinfo=UTC), f"{NAME} wrote from {SPOT}"))
        yield opened


def addresses(app):
    """Every address of an app that can be read, with the record that is hidden in it and with every query that reaches it."""
    control = next(c for c in CONCLUSIONS.control if c.place_id == "pl-house")
    ids = {**IDS, "control": content_id("co", control.place_id, control.on.isoformat())}
    for route in routes_of(app):
        if "GET" not in (getattr(route, "methods", None) or ()) or route.path in NOT_ASKED:
            continue
        base, dot, form = route.path.rpartition(".")
        page = base if dot and form in ("json", "csv", "zip") else route.path
        kind = next((k for k in ids if f"/{k}/{{record_id}}" in page), "")
        at = route.path.replace("{record_id}", ids.get(kind, "none"))
        yield from (at + (f"?{q}" if q else "") for q in ("", *QUERIES.get(page, ())))


def told(response):
    """All that an answer tells, the escapes of HTML, JSON and addresses taken off."""
    if response.headers.get("content-type") == "application/zip":
        archive = zipfile.ZipFile(io.BytesIO(response.content))
        return "\n".join(archive.read(n).decode() for n in archive.namelist()).casefold()
    text = response.text
    if "json" in response.headers.get("content-type", "") and "\\u" in text:
        text = json.dumps(response.json(), ensure_ascii=False)
    text += " ".join(f"{k}: {v}" for k, v in response.headers.items())
    return re.sub("[\u200b-\u200f\u2066-\u2069\u064b-\u065f]", "", unquote(html.unescape(text))).casefold()


def leaks(client, address, headers=None):
    got = client.get(address, headers=headers or {})
    query = unquote(address.partition("?")[2]).casefold().replace("+", " ")
    text = told(got)
    for said in re.findall(r"(?:q|name)=([^&]+)", query):  # what was asked is repeated in the box
        text = text.replace(said, "")
    return got.status_code, [n for n in NEEDLES if n in text]


def everything(app, headers=None):
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        return {a: leaks(client, a, headers) for a in addresses(app)}


def test_no_address_of_a_public_desk_names_her_or_tells_the_spot(store):
    found = everything(create_app(store, Settings(public=True)))
    assert {a: f for a, f in found.items() if f[1]} == {}
    assert {a for a, (status, _) in found.items() if status not in (200, 303)} <= {
        a for a in found if a.startswith(("/entities/en-x1", "/search", "/api/v1/search"))
    }
    assert len(found) > 120


def test_the_desk_itself_tells_all_that_so_this_can_fail(store):
    found = everything(create_app(store, Settings(follow=False)))
    told_at = {a.partition("?")[0] for a, (_, needles) in found.items() if needles}
    silent = {a.partition("?")[0] for a in found} - told_at
    assert len(told_at) > 70, silent
    assert {n for _, needles in found.values() for n in needles} == set(NEEDLES) - {"سميره"}


def test_a_token_that_may_not_see_all_sees_what_is_public(store, tmp_path):
    accounts, key = Accounts(tmp_path / "desk.accounts"), new_key(TOKEN_PREFIX)
    accounts.add("ann", "admin", hash_password("correct horse battery"))
    accounts.add_token(Token("reader", "read", "test", datetime.now(UTC) + timedelta(days=1), key_hash(key)))
    found = everything(create_app(store, Settings(follow=False), accounts), {"authorization": f"Bearer {key}"})
    assert {a: f for a, f in found.items() if f[1]} == {}
    assert {a: s for a, (s, _) in found.items() if a.startswith("/api/v1") and s != 200} == {"/api/v1/search": 422}
    assert {s for a, (s, _) in found.items() if not a.startswith("/api/v1")} <= {403, 303}


@pytest.mark.parametrize("part", ["amira", "Sami", "addad", "ميرة", "Хадд", "944 123", "36.179"])
def test_a_search_does_not_say_yes_to_part_of_a_name(store, part):
    with TestClient(create_app(store, Settings(public=True)), base_url="http://127.0.0.1") as public:
        assert public.get("/api/v1/search", params={"q": part, "limit": 1}).json() == {"data": [], "next": None}
        found = public.get("/search.json", params={"q": part})
        assert found.status_code == 400 or found.json()["rows"] == []
        assert REPORT.id not in public.get("/search", params={"q": part}).text
        assert public.get("/api/v1/search", params={"q": "were killed"}).json()["data"]


def test_two_coarse_spots_do_not_make_a_fine_one(store):
    with TestClient(create_app(store, Settings(public=True)), base_url="http://127.0.0.1") as public:
        page = public.get("/places/pl-house.json").json()
        row = next(p for p in public.get("/api/v1/places?limit=100").json()["data"] if p["id"] == "pl-house")
        held = next(r for r in public.get("/map.json").json()["control"] if r["place_id"] == "pl-house")
        assert (page["lat"], page["lon"]) == (row["lat"], row["lon"]) == (held["lat"], held["lon"]) == (36.15, 37.15)
