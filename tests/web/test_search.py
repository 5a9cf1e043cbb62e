"""Search on a ledger of several languages: names across scripts, and facets whose counts are what choosing them gives."""

import dataclasses

import desk_ledger as dl
import pytest

import handmade as h
from warledger.model import Form, content_id
from warledger.web.pages.search import FACETS

SPELLINGS = (("Київ", "uk"), ("Киев", "ru"), ("Kiev", "fr"))
KYIV = dataclasses.replace(
    dl.PLACES[0], id="pl-kyiv", name="Kyiv", country="UA", parents=(), forms=tuple(Form(f, c, 1) for f, c in SPELLINGS)
)


@pytest.fixture
def mixed(store, desk):
    """The hand-made ledger, one of its claims told of Kyiv."""
    linked = tuple(dataclasses.replace(k, place_ids=("pl-kyiv",)) if k.claim_id == dl.SHELLS.id else k for k in dl.CONCLUSIONS.linked)
    alep = Form("Alep", "fr", 1)
    places = [dataclasses.replace(p, forms=(*p.forms, alep)) if p.id == "pl-aleppo" else p for p in dl.CONCLUSIONS.places]
    store.writer().replace(dataclasses.replace(dl.CONCLUSIONS, places=(*places, KYIV), linked=linked))
    return desk


def found(desk, q, **chosen):
    got = desk.get("/search.json", params={"q": q, "per": 1000, **chosen}).json()
    return got | {"facets": {name: {v["value"]: v["number"] for v in values} for name, values in got["facets"].items()}}


@pytest.mark.parametrize("name", ["Kyiv", "Киев", "Київ", "Kiev", "kiev", "КИЕВ"])
def test_a_place_is_found_by_every_spelling_in_every_script(mixed, name):
    got = found(mixed, name)
    assert [r["id"] for r in got["rows"]] == [dl.SHELLS.id] and [m["id"] for m in got["meant"]] == ["pl-kyiv"]


@pytest.mark.parametrize("name", ["حلب", "Aleppo", "Alep"])
def test_names_of_aleppo_find_what_others_write(mixed, name):
    assert h.RENDUS.id in {r["id"] for r in found(mixed, name)["rows"]}


QUERIES = ("killed", "حلب", "Sukkari", "civilians")


def test_every_facet_is_there(mixed):
    assert {f for q in QUERIES for f in found(mixed, q)["facets"]} == set(FACETS)


@pytest.mark.parametrize("query", QUERIES)
def test_a_count_is_what_choosing_it_gives_and_counts_narrow_each_other(mixed, query):
    everything = found(mixed, query)
    assert everything["total"] == len(everything["rows"]) > 0
    for facet, values in everything["facets"].items():
        for value, number in values.items():
            chosen = found(mixed, query, **{facet: value})
            assert chosen["total"] == len(chosen["rows"]) == number > 0, (facet, value)
            assert {r["id"] for r in chosen["rows"]} <= {r["id"] for r in everything["rows"]}
            assert chosen["facets"][facet][value] == number
            assert all(sum(v.values()) <= sum(everything["facets"][f].values()) for f, v in chosen["facets"].items())


def test_two_facets_at_once_and_one_that_nothing_has(mixed):
    both = found(mixed, "killed", event="killed", language="en")
    assert both["rows"] and all(r["event"] == "killed" and r["language"] == "en" for r in both["rows"])
    assert found(mixed, "killed", country="XX")["total"] == 0


def test_facets_say_what_the_claims_say(mixed):
    facets = found(mixed, "killed")["facets"]
    assert facets["country"]["UA"] == 1 and facets["place"]["Kyiv"] == 1
    rows = found(mixed, "killed", place="Kyiv")["rows"]
    assert [r["id"] for r in rows] == [dl.SHELLS.id]
    assert all(r["language"] == "ar" for r in found(mixed, "حلب", language="ar")["rows"])


def test_facets_are_links_on_the_page(mixed):
    page = mixed.get("/search", params={"q": "killed"}).text
    assert "country=UA" in page and "standing=contested" in page


@pytest.fixture
def sparse(store, desk):
    """The hand-made ledger; a claim of it is told of Kyiv and one of a district of Aleppo, both of one spelling only."""
    kyiv = dataclasses.replace(KYIV, id=content_id("pl", "geonames:703448"), forms=(Form("Kiev", "fr", 1),))
    saeed = content_id("pl", "conflicts/syria", "sheikh-saeed")
    told = {dl.SHELLS.id: (kyiv.id,), h.DEAD.id: (saeed,)}
    linked = tuple(dataclasses.replace(k, place_ids=told.get(k.claim_id, k.place_ids)) for k in dl.CONCLUSIONS.linked)
    district = dataclasses.replace(dl.PLACES[0], id=saeed, name="Sheikh Saeed", parents=(), forms=(Form("Sheikh Saeed", "en", 1),))
    others = tuple(p for p in dl.CONCLUSIONS.places if p.name != "Sheikh Saeed")
    store.writer().replace(dataclasses.replace(dl.CONCLUSIONS, places=(*others, kyiv, district), linked=linked))
    return desk


@pytest.mark.parametrize(("name", "claim"), [("Київ", dl.SHELLS), ("Киев", dl.SHELLS), ("كييف", dl.SHELLS), ("Cheikh Saïd", h.DEAD)])
def test_a_name_that_no_report_has_is_known_from_packs_and_gazetteer(sparse, name, claim):
    assert claim.id in {r["id"] for r in found(sparse, name)["rows"]}


def test_a_name_of_a_body_that_no_report_has_is_known_from_packs(desk):
    assert [m["id"] for m in found(desk, "Syrias observatorium for menneskerettigheter")["meant"]] == ["en-sohr"]


def test_a_namesake_elsewhere_is_not_meant(sparse):
    assert found(sparse, "Paris").get("meant") == []
