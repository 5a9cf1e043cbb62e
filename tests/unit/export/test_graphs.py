"""JSON-LD, FollowTheMoney and evidence packages."""

import hashlib
import io
import json
import zipfile

import pytest

import handmade as hm
from warledger.export.formats import render
from warledger.export.job import ExportOptions
from warledger.export.policy import Policy
from warledger.model import InputError
from warledger.store import open_store


@pytest.fixture
def store():
    """One back end is enough here: stores are compared in tests/contract."""
    with open_store(":memory:") as opened:
        yield opened


FTM = {
    "Article": set("name title publisher sourceUrl publishedAt language".split()),
    "Event": set("name summary startDate endDate location country involved proof recordId".split()),
    "Person": {"name", "alias", "country"},
    "Organization": {"name", "alias", "country"},
    "PublicBody": {"name", "alias", "country"},
}
"""Schemata and properties as the followthemoney model has them (Event extends Interval and Thing; proof is a Document)."""


def text(store, name):
    with store.view() as view:
        return render(view, name, ExportOptions(Policy(full=True)))[0].content.decode()


def test_jsonld_claims_point_at_articles_that_are_there(filled):
    document = json.loads(text(filled, "jsonld"))
    nodes = {n["@id"]: n for n in document["@graph"]}
    claims = [n for n in nodes.values() if n["@type"] == "Claim"]
    assert len(claims) == len(hm.MATTERS)
    for claim in claims:
        for part in claim["hasPart"]:
            assert nodes[part["appearance"]["@id"]]["@type"] == "NewsArticle"
            assert part["text"]
    assert nodes["urn:warledger:ma-dead"]["standing"] == "contested"
    assert nodes["urn:warledger:ma-dead"]["deniedBy"] == ["Syrian Arab Army"]
    assert "reviewRating" not in json.dumps(document)


def test_ftm_entities_fit_the_model_and_refer_to_each_other(filled):
    entities = [json.loads(line) for line in text(filled, "ftm").splitlines()]
    by_id = {e["id"]: e for e in entities}
    for e in entities:
        assert set(e["properties"]) <= FTM[e["schema"]]
        assert e["properties"]["name"], "name is required of every Thing"
        assert all(isinstance(v, str) and v for values in e["properties"].values() for v in values)
        for ref in e["properties"].get("proof", []):
            assert by_id[ref]["schema"] == "Article"
        for ref in e["properties"].get("involved", []):
            assert by_id[ref]["schema"] in ("Person", "Organization", "PublicBody")
    assert by_id["ma-dead"]["properties"]["startDate"] == ["2016-12-12"]


def package(store, record_id):
    with store.view() as view:
        made = render(view, "evidence", ExportOptions(record_id=record_id))[0]
    return zipfile.ZipFile(io.BytesIO(made.content))


@pytest.mark.parametrize("record", ["ma-dead", hm.TOOK.id, hm.IDS["ar.txt"]])
def test_an_evidence_package_can_be_checked_without_warledger(filled, record):
    zipped = package(filled, record)
    names = zipped.namelist()
    for line in zipped.read("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(zipped.read(name)).hexdigest() == digest
    assert {"README.txt", f"records/{record}.json"} <= set(names)
    for name in names:
        if name.startswith("captures/"):
            assert hashlib.sha256(zipped.read(name)).hexdigest() == name.split("/")[1]
        if name.startswith("records/cl-"):
            claim = json.loads(zipped.read(name))
            report = next(hm.IDS[n] for n in hm.IDS if n == claim["report"])
            captured = zipped.read(f"text/{report}.txt").decode()
            assert captured[claim["start"] : claim["end"]] == claim["evidence"]
            assert f"<mark>{claim['evidence'].replace(chr(39), '&#x27;')}</mark>" in zipped.read(f"pages/{report}.html").decode()
    assert any(n.startswith("captures/") for n in names)


def test_a_package_is_the_same_twice_and_unknown_ids_are_told(filled):
    with filled.view() as view:
        one, other = (render(view, "evidence", ExportOptions(record_id="ma-dead"))[0].content for _ in range(2))
        assert one == other
        for wrong, words in (("ma-none", "no claim"), ("", "say which"), ("ma-", "several")):
            with pytest.raises(InputError, match=words):
                render(view, "evidence", ExportOptions(record_id=wrong))
