import base64
import dataclasses
import hashlib
import re
from html.parser import HTMLParser

import pytest

import handmade
from warledger.export.html import render_page
from warledger.model import Entity, Form
from warledger.store import open_store

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> javascript:alert(3) {{ 7*7 }} \x1b[31m"


class Reader(HTMLParser):
    """Collects tags, attributes and ids; complains about what is not closed."""

    VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.links, self.open = [], [], [], []
        self.attributes = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, k, v) for k, v in attrs]
        self.ids += [v for k, v in attrs if k == "id"]
        self.links += [v for k, v in attrs if k == "href"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parse(page):
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture
def page(filled):
    with filled.view() as view:
        return render_page(view)


def test_it_is_whole_and_its_links_lead_somewhere(page):
    found = parse(page)
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert all(link.startswith("#") for link in found.links)


def test_it_asks_for_nothing_and_runs_nothing(page):
    found = parse(page)
    assert not {"script", "img", "link", "iframe", "object", "form", "input", "base"} & set(found.tags)
    assert not any(name.startswith("on") or name in ("src", "style") for _, name, _ in found.attributes)
    assert "http" not in re.sub(r"http-equiv", "", page).replace("https", "http").split("<body>")[0]
    policy = next(v for t, k, v in found.attributes if t == "meta" and k == "content" and "default-src" in v)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")


def test_every_claim_is_there_with_its_words_marked(page):
    for claim in handmade.CLAIMS:
        assert f'id="{claim.id}"' in page
        assert f"<mark>{claim.evidence}</mark>".replace("'", "&#39;") in page


def test_the_content_of_the_brief_is_there(page):
    for needed in ("ma-took", "ma-dead", "st-one", "728", "at least 2,201", "denied by", "Who holds what", "Not to be compared",
                   "day inferred from the story", "independent origins", "captured 2026-01-02T03:04:05+00:00"):  # fmt: skip
        assert needed in page, needed
    for name in handmade.TEXTS:
        assert handmade.page(name).sha256 in page


def test_words_keep_their_language_and_direction(page):
    assert '<blockquote lang="ar" dir="rtl">' in page
    assert '<blockquote lang="fr" dir="ltr">' in page


def test_the_same_ledger_gives_the_same_page(filled, page):
    with filled.view() as view:
        assert render_page(view) == page


def test_what_strangers_wrote_cannot_get_out(tmp_path):
    from warledger.store import Conclusions, Reading

    with open_store(tmp_path / "l.db") as store:
        handmade.fill(store)
        reading = handmade.reading("en.txt")
        page = dataclasses.replace(reading.page, name=ATTACK, content=ATTACK.encode())
        report = dataclasses.replace(
            reading.report, id="rp-x", page_id=page.id, name=ATTACK, title=ATTACK, outlet=ATTACK, text=ATTACK, captured=ATTACK
        )
        claim = dataclasses.replace(handmade.TOOK, id="cl-x", report_id="rp-x", evidence=ATTACK[0:52])
        store.writer().put(Reading(page, report, None, (claim,)))
        old: Conclusions = handmade.CONCLUSIONS
        matter = dataclasses.replace(old.matters[0], what=ATTACK, reasons=(ATTACK,), claim_ids=("cl-x",))
        story = dataclasses.replace(old.stories[0], title=ATTACK, report_ids=("rp-x",))
        entity = Entity("en-sana", "body", ATTACK, (Form(ATTACK),), "or-state")
        store.writer().replace(
            dataclasses.replace(
                old, matters=(matter, *old.matters[1:]), stories=(story,), entities=(entity, *old.entities[1:]),
                origins=tuple(dataclasses.replace(o, name=ATTACK, side=ATTACK) for o in old.origins),
                places=tuple(dataclasses.replace(p, name=ATTACK) for p in old.places),
            )
        )  # fmt: skip
        with store.view() as view:
            html = render_page(view)
    found = parse(html)
    assert not {"script", "img"} & set(found.tags)
    assert not any(name.startswith("on") for _, name, _ in found.attributes)
    assert all(link.startswith("#") for link in found.links)
    assert "{{ 7*7 }}" in html  # not evaluated


def test_an_empty_ledger_has_a_page_too(store):
    with store.view() as view:
        parse(render_page(view))
