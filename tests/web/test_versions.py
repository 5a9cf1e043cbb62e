"""What an update of a page changed, on the page of its report."""

import re

import pytest


@pytest.fixture
def versions(store, ledger):
    return ledger.put_versions(store)


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_claims_that_came_went_and_changed_are_told(desk, versions):
    page = desk.get(f"/reports/{versions[1]}").text
    told = text_of(page)
    assert "version 2 of 3" in told and "What changed from version 1 to version 2" in told
    assert "+1 came, −1 went, 1 changed, 0 stayed as they were" in re.sub(r"\s*,", ",", told)
    came, went = page.index("Claims that came"), page.index("Claims that went")
    assert "728 fighters surrendered" in page[came:went] and "The army took the mill" in page[went:]
    assert "34 → 41" in told


def test_words_that_came_and_went_are_marked(desk, versions):
    page = desk.get(f"/reports/{versions[1]}").text
    changed = page[page.index('class="reworded"') :]
    assert re.search(r"<del>(<span[^>]*>went: </span>)?34</del>", changed) and re.search(
        r"<ins>(<span[^>]*>came: </span>)?41</ins>", changed
    )
    assert "<del>" not in page[: page.index('id="versions"')]


def test_the_first_says_so_and_any_other_can_be_set_beside(desk, versions):
    first = text_of(desk.get(f"/reports/{versions[0]}").text)
    assert "This is the first version" in first and "What changed" not in first
    beside = text_of(desk.get(f"/reports/{versions[2]}?against={versions[0]}").text)
    assert "What changed from version 1 to version 3" in beside and "0 came" in beside.replace("+", "")
    assert desk.get(f"/reports/{versions[2]}?against=rp-none").status_code == 400


def test_a_report_of_one_version_has_no_such_part(desk, ledger):
    assert 'id="versions"' not in desk.get(f"/reports/{ledger.D2.id}").text
    assert desk.get(f"/reports/{ledger.D2.id}.json").json()["versions"] is None


def test_the_same_as_data(desk, versions):
    told = desk.get(f"/reports/{versions[1]}.json").json()["versions"]
    assert [v["report"] for v in told["versions"]] == versions and (told["number"], told["total"], told["against"]) == (2, 3, versions[0])
    changes = told["changes"]
    assert [c["event"] for c in changes["added"]] == ["surrender"] and [c["event"] for c in changes["dropped"]] == ["capture"]
    (changed,) = changes["changed"]
    assert "figure" in changed["fields"] and (changed["before"]["count"]["low"], changed["after"]["count"]["low"]) == (34, 41)
    words = [(piece["kind"], piece["words"]) for passage in changes["text"] for piece in passage]
    assert ("went", "34") in words and ("came", "41") in words
    assert desk.get(f"/reports/{versions[0]}.json").json()["versions"]["changes"] is None


@pytest.mark.parametrize("ui", ["fr", "ar", "nb"])
def test_in_every_language_of_the_interface(desk, versions, ui):
    page = desk.get(f"/reports/{versions[1]}?ui={ui}").text
    part = text_of(page[page.index('id="versions"') :])
    for phrase in ("What changed", "came", "Versions of this page", "Claims that", "stayed", "set beside"):
        assert phrase not in part, phrase


def test_a_public_desk_tells_claims_and_no_words(public, versions, ledger):
    page = public.get(f"/reports/{versions[2]}").text
    assert "What changed from version 2 to version 3" in text_of(page) and "reworded" not in page
    assert ledger.WITNESS not in page and ledger.WITNESS.split()[0] not in page
    told = public.get(f"/reports/{versions[2]}.json").json()["versions"]
    assert told["changes"]["text"] == [] and ledger.WITNESS not in str(told)


def test_of_very_many_versions_those_around_this_one_are_listed(desk, versions, monkeypatch):
    monkeypatch.setattr("warledger.web.pages.versions.MOST_LISTED", 2)
    page = desk.get(f"/reports/{versions[2]}").text
    assert "2 of 3, around this one" in text_of(page)
    assert len(desk.get(f"/reports/{versions[2]}.json").json()["versions"]["versions"]) == 2
