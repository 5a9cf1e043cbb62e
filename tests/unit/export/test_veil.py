# ruff: noqa: E501
"""A private person's name in every field that a report or a conclusion has, in many spellings: no public file tells it."""

import dataclasses
import json
import re
import tempfile
import unicodedata
from datetime import UTC, datetime

import pytest

import handmade as hm
from warledger.export.formats import FORMATS, render
from warledger.export.job import ExportOptions
from warledger.export.names import Names
from warledger.export.policy import WITHHELD, Policy, Veil
from warledger.model import Entity, Form, Judgement, Named, Span
from warledger.store import open_store

HER = Entity(
    "en-w", "person", "Samira Wardani", (Form("سميرة ورداني", "ar", 1), Form("Wardani", "en", 1)), private=True
)  # fmt: skip
SPELLINGS = {
    "as known": "Samira Wardani", "capitals": "SAMIRA WARDANI", "small": "samira wardani", "no-break space": "Samira\u00a0Wardani",
    "new line": "Samira\nWardani", "soft hyphen": "Sami\u00adra War\u00addani", "zero width": "Samira\u200b Wardani",
    "slug": "samira-wardani", "underscore": "Samira_Wardani", "accent": "Sami\u0301ra Wardani", "two spaces": "Samira  Wardani",
    "genitive": "Wardani's", "last name": "Mrs WARDANI", "turned": "Wardani, Samira", "handle": "@samirawardani", "arabic": "سميرة ورداني",
    "tatweel": "سميـرة ورداني", "vowels": "سَميرة ورداني", "and her": "وسميرة ورداني", "for her": "لسميرة ورداني",
}  # fmt: skip
TABLES = ("claims", "matters", "control", "entities", "places", "stories", "reports")


def tells(text):
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ").casefold()
    return any(part in plain for part in ("wardani", "samira", "سميرة", "ورداني"))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_her_name_is_found_however_it_is_written(spelling):
    veil = Veil(Policy(), [HER])
    shown = veil.text(f"On Monday {SPELLINGS[spelling]} told of it.")
    assert WITHHELD in shown and not tells(shown) and shown.startswith("On Monday ") and shown.endswith(" told of it.")


@pytest.mark.parametrize(
    "url", ["https://n.example/2016/samira-wardani-tells", "https://n.example/a?who=Samira%20Wardani", "https://n.example/wardani", "C:\\samira-wardani"]
)  # fmt: skip
def test_an_address_that_names_her_is_only_its_site(url):
    assert Veil(Policy(), [HER]).url(url) == ("https://n.example/" if url.startswith("https") else "")
    assert Veil(Policy(), [HER]).url("https://n.example/2016/shells-fell") == "https://n.example/2016/shells-fell"
    assert Veil(Policy(full=True), [HER]).url(url) == url and Veil(Policy(), [HER]).url("http://[half/wardani") == ""


def test_words_that_are_only_like_a_name_stay():
    names = Names(["Hope", "Samira Wardani"])
    said = (
        "In hope of bread, Samir and a Wardanian asked. Samira left; later and elsewhere Wardani came. Hopeful, hopes; Samira and Wardani."
    )
    assert names.hide(said, "#") == said and names.hide("Hope and HOPE", "#") == "# and #" and not Names([])


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("Ирина Петрова", "о Ирине Петровой, Петровой Ириной", "о #, #"),
        ("Иван Петров", "с Иваном Петровым и Ивана, Петропавловск", "с # и Ивана, Петропавловск"),
        ("سميرة ورداني", "قالت وسميرة ورداني إنها، ولسَميرة ورداني، سميرة ووردان", "قالت و# إنها، ول#، سميرة ووردان"),
        ("Layla Qabbani", "Layla Qabbanis bror, #laylaqabbani2016", "# bror, ##2016"),
        ("Олена Шевчук", "Олени Шевчук", "#"),
    ],
)
def test_whole_names_are_known_in_another_case_and_behind_particles(name, words, shown):
    assert Names([name]).hide(words, "#") == shown


def test_whole_names_and_single_words_are_told_by_one_rule():
    """What hides a whole name in a file hides each of its words on a desk."""
    from warledger.export.hiding import WITHHELD as BLACK
    from warledger.export.hiding import Hider

    for name, words in (("Ирина Петрова", "Ирине Петровой"), ("سميرة ورداني", "وسميرة ورداني"), ("Layla Qabbani", "LAYLA Qabbanis")):
        assert Names([name]).hide(words, "#").strip("و") == "#"
        assert Hider([name]).text(words) == f"{BLACK} {BLACK}"


def reports(w):
    slug = re.sub(r"\s+", "-", w)
    return {
        "title": {"title": f"{w} tells of the strike"}, "address": {"url": f"https://n.example/{slug.lower()}.html"}, "byline": {"byline": w},
        "outlet": {"outlet": w}, "file name": {"name": f"{slug}.html"}, "dateline": {"dateline": w},
    }  # fmt: skip


def claims(w):
    return {
        "source": {"source": Named(w, Span(0, 2), "person")}, "actor": {"actor": Named(w, Span(0, 2), "person")},
        "place": {"places": (Named(f"the house of {w}", Span(0, 2), "place"),)},
    }  # fmt: skip


def concluded(field, w):
    c = hm.CONCLUSIONS
    every = {
        "what": {"matters": tuple(dataclasses.replace(m, what=f"{w} killed in Aleppo") for m in c.matters)},
        "reasons": {"matters": tuple(dataclasses.replace(m, reasons=(f"said by {w}",)) for m in c.matters)},
        "story": {"stories": tuple(dataclasses.replace(s, title=f"{w} tells") for s in c.stories)},
        "origin": {"origins": (dataclasses.replace(c.origins[0], name=w, kind="person"), *c.origins[1:])},
        "holder": {"control": tuple(dataclasses.replace(k, holder=f"militia of {w}") for k in c.control)},
        "links": {"linked": tuple(dataclasses.replace(k, source_id=HER.id, actor_id=HER.id) for k in c.linked)},
    }
    aide = (Entity("en-w3", "anonymous", f"an aide of {w}"),) if field == "aide" else ()
    return dataclasses.replace(c, **{"entities": (*c.entities, HER, *aide), **every.get(field, {})})


def fill(store, field, w):
    """The handmade ledger with her name in one field of everything that has it."""
    for name in hm.TEXTS:
        read = hm.reading(name)
        report = dataclasses.replace(read.report, **reports(w).get(field, {}))
        told = tuple(dataclasses.replace(c, **claims(w).get(field, {})) for c in read.claims)
        store.writer().put(dataclasses.replace(read, report=report, claims=told))
    store.writer().replace(concluded(field, w))
    if field == "comment":
        at = datetime(2026, 1, 1, tzinfo=UTC)
        store.writer().judge(Judgement("", "ma-dead", "accept", "{}", "desk", at, why=f"{w} rang us"))


def public_files(store):
    """Every public file and sidecar as text. Evidence packages hold whole captures and say that they are not public."""
    for name in FORMATS:
        for table in TABLES if name in ("csv", "parquet") else ("claims",):
            if name == "evidence" or (name == "parquet" and not has_duckdb()):
                continue
            with store.view() as view:
                made, beside = render(view, name, ExportOptions(table=table))
            assert beside["policy"]["mode"] == "public"
            text = read_parquet(made.content) if name == "parquet" else made.content.decode("utf-8")
            yield f"{name} {table}", text + json.dumps(beside, ensure_ascii=False)


def has_duckdb():
    import importlib.util

    return importlib.util.find_spec("duckdb") is not None


def read_parquet(content):
    import duckdb

    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(content)
        file.flush()
        return str(duckdb.sql(f"SELECT * FROM '{file.name}'").fetchall())


FIELDS = (*reports(""), *claims(""), "what", "reasons", "story", "origin", "holder", "links", "aide", "comment")


@pytest.mark.parametrize("field", FIELDS)
def test_no_public_file_tells_her_name(field):
    spelling = {"address": "slug", "title": "capitals", "what": "soft hyphen"}.get(field, "as known")
    with open_store(":memory:") as store:
        fill(store, field, SPELLINGS[spelling])
        leaks = [name for name, text in public_files(store) if tells(text)]
    assert leaks == []


def test_an_evidence_package_says_that_it_is_not_public(filled):
    with filled.view() as view:
        assert render(view, "evidence", ExportOptions(record_id="ma-dead"))[1]["policy"] == {"mode": "full"}


@pytest.fixture
def filled():
    with open_store(":memory:") as store:
        hm.fill(store)
        yield store
