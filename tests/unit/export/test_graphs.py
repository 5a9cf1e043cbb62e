"""JSON-LD, FollowTheMoney and evidence packages."""

import dataclasses
import hashlib
import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

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


ROOT = Path(__file__).parents[3]
FTM = json.loads((Path(__file__).parent / "ftm_rules.json").read_text("utf-8"))
"""What the model of followthemoney asks, written by tools/ftm_rules.py."""
LENGTHS = {"name": 384, "string": 1024, "text": 65_000, "url": 4096, "country": 16, "language": 16, "date": 32, "entity": 200}
SHAPES = {
    "date": r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?", "country": "[a-z]{2}", "url": r"(https?|ftp)://[^\s/]+(/\S*)?",
    "entity": r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", "language": "|".join(FTM["languages"]), "address": r"[^\n\t;]+",
}  # fmt: skip


def faults(entities):
    """What the model would say against entities: (id, property, value)."""
    schemata = {e["id"]: e["schema"] for e in entities}
    assert len(schemata) == len(entities), "ids are unique"
    for e in entities:
        rules = FTM["schemata"][e["schema"]]
        yield from ((e["id"], name, "required") for name in rules["required"] if not e["properties"].get(name))
        for name, values in e["properties"].items():
            kind, _, wanted = rules["properties"].get(name, "unknown property").partition(":")
            for value in values:
                fits = isinstance(value, str) and 0 < len(value) <= LENGTHS.get(kind, 250) and value.isprintable()
                fits = fits and re.fullmatch(SHAPES.get(kind, "(?s:.+)"), value) is not None
                if kind == "unknown property" or not fits or (wanted and schemata.get(value) not in FTM["within"][wanted]):
                    yield e["id"], name, value


def text(store, name, policy=None):
    with store.view() as view:
        return render(view, name, ExportOptions(policy or Policy(full=True)))[0].content.decode()


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


def ftm(store, policy=None):
    return [json.loads(line) for line in text(store, "ftm", policy).splitlines()]


def test_ftm_entities_fit_the_model_and_refer_to_each_other(filled):
    entities = ftm(filled)
    assert list(faults(entities)) == []
    by_id = {e["id"]: e for e in entities}
    assert by_id["ma-dead"]["properties"]["startDate"] == ["2016-12-12"]
    assert by_id["ma-dead"]["properties"]["proof"] and by_id[hm.IDS["ar.txt"]]["properties"]["language"] == ["ara"]


def test_what_is_no_address_too_long_or_in_another_language_fits_the_model_too(store):
    odd = {"title": "ح" * 5000, "language": "nn", "url": "C:\\pages\\one two.htm", "outlet": "o " * 2000}
    for name in hm.TEXTS:
        read = hm.reading(name)
        store.writer().put(dataclasses.replace(read, report=dataclasses.replace(read.report, **odd)))
    renamed = tuple(dataclasses.replace(e, name="N " * 900) for e in hm.CONCLUSIONS.entities)
    linked = tuple(dataclasses.replace(k, actor_id="en-army", actor_origin_id="or-state") for k in hm.CONCLUSIONS.linked)
    store.writer().replace(dataclasses.replace(hm.CONCLUSIONS, entities=renamed, linked=linked))
    entities = ftm(store)
    assert {e["schema"] for e in entities} == {"Article", "Event", "PublicBody"}
    assert list(faults(entities)) == []
    article = next(e for e in entities if e["schema"] == "Article")["properties"]
    assert article["language"] == ["nor"] and "sourceUrl" not in article and article["title"][0].endswith("…")


FTM_PYTHON = Path(os.environ.get("WARLEDGER_FTM_PYTHON") or ROOT / ".venv-ftm" / "bin" / "python")


def model_says(entities):
    """What the followthemoney library itself says against entities, in an environment of its own: it needs ICU."""
    if not FTM_PYTHON.exists():
        pytest.skip("the library is not set up: make ftm (PyICU is built from source, which needs libicu-dev and g++)")
    given = "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities)
    done = subprocess.run([FTM_PYTHON, ROOT / "tools" / "check_ftm.py"], input=given, capture_output=True, text=True, timeout=300)
    found = done.stdout.splitlines()
    assert done.returncode == bool(found), done.stderr
    return found


def odd(store):
    fill = {"title": "ح" * 5000, "language": "nn", "url": "C:\\pages\\one two.htm", "outlet": "o " * 2000}
    for name in hm.TEXTS:
        read = hm.reading(name)
        store.writer().put(dataclasses.replace(read, report=dataclasses.replace(read.report, **fill)))
    store.writer().replace(hm.CONCLUSIONS)


def test_the_followthemoney_library_finds_nothing_wrong(filled, store):
    odd(store)
    for entities in (ftm(filled), ftm(store), ftm(filled, Policy())):
        assert entities and model_says(entities) == []


def test_the_followthemoney_library_would_say_so(filled):
    entities = ftm(filled)
    entities[0]["properties"]["noSuch"] = ["x"]
    entities[1]["schema"] = "NoSuch"
    entities[2]["properties"] = {}
    next(e for e in entities[3:] if e["schema"] == "Event")["properties"]["startDate"] = ["yesterday"]
    assert len(model_says(entities)) >= 4


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
