"""Every page at its address, in every form, with what it must say."""

import contextlib
import csv
import dataclasses
import gc
import html
import io
import json
import re
import zipfile
from importlib.resources import files

import anyio
import pytest
from fastapi.testclient import TestClient
from starlette.requests import ClientDisconnect

import handmade
from warledger.model import Count, Span
from warledger.store import View
from warledger.web import Settings, create_app
from warledger.web.pages import DESK_ONLY, PAGES
from warledger.web.pages.lineage import made_of

IDS = {
    "/stories/{record_id}": "st-one", "/matters/{record_id}": "ma-dead", "/sources/{record_id}": "or-monitor",
    "/reports/{record_id}": handmade.IDS["en.txt"], "/claims/{record_id}": handmade.DEAD.id, "/entities/{record_id}": "en-sohr",
    "/places/{record_id}": "pl-sukkari",
}  # fmt: skip


def address(path: str) -> str:
    return path.replace("{record_id}", IDS.get(path, ""))


@pytest.mark.parametrize("path", [*PAGES, *DESK_ONLY])
def test_every_page_has_every_form(desk, path):
    at = address(path)
    page = desk.get(at)
    assert page.status_code == 200, page.text
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f'href="{at}.json"' in page.text
    document = desk.get(f"{at}.json")
    assert document.status_code == 200 and isinstance(document.json(), dict)
    rows = desk.get(f"{at}.csv")
    assert rows.status_code == 200 and rows.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in rows.headers["content-disposition"]


def test_export_has_a_sidecar(desk):
    got = desk.get("/matters.zip?standing=contested")
    archive = zipfile.ZipFile(io.BytesIO(got.content))
    assert sorted(archive.namelist()) == ["about.json", "data.csv", "data.json"]
    about = json.loads(archive.read("about.json"))
    assert about["query"] == {"standing": "contested"} and about["address"] == "/matters" and about["complete"]
    assert {"warledger", "licence", "exported_at", "readers", "ledger"} <= set(about)


@pytest.mark.parametrize("path", [*PAGES, *DESK_ONLY])
def test_a_long_file_is_whole_and_the_same_as_a_short_one(desk, monkeypatch, path):
    at = address(path)
    once = desk.get(f"{at}.csv").text
    monkeypatch.setattr("warledger.web.ask.STRETCH", 2)
    assert desk.get(f"{at}.csv").text == once
    archive = zipfile.ZipFile(io.BytesIO(desk.get(f"{at}.zip").content))
    assert archive.testzip() is None and archive.read("data.csv").decode() == once
    about, document = json.loads(archive.read("about.json")), json.loads(archive.read("data.json"))
    assert about["complete"] is (document.get("next") is None)
    if isinstance(document.get("rows"), list) and path not in ("/now", "/search"):
        rows, page = [], {"next": f"{at}.json?per=2&page=1"}
        while page["next"]:
            page = desk.get(page["next"]).json()
            rows += page["rows"]
        assert document["rows"] == rows and len(list(csv.reader(io.StringIO(once)))) == (len(rows) + 1 if rows else 0)


def test_a_file_says_where_the_next_rows_are_when_it_has_not_all(desk, public, monkeypatch):
    monkeypatch.setattr("warledger.web.ask.STRETCH", 2)
    monkeypatch.setattr("warledger.web.ask.MOST_ROWS", 5)
    assert "link" not in desk.get("/matters.csv").headers
    for client, address_, rows in ((public, "/matters.csv", 5), (desk, "/matters.csv?per=4", 4)):
        first = client.get(address_)
        assert len(list(csv.reader(io.StringIO(first.text)))) == rows + 1
        following = re.fullmatch(r'<(\S+)>; rel="next"', first.headers["link"])[1]
        wanted = [r["id"] for r in csv.DictReader(io.StringIO(desk.get("/matters.csv").text))][rows:][:rows]
        assert [r["id"] for r in csv.DictReader(io.StringIO(client.get(following).text))] == wanted
    assert "link" not in desk.get("/matters.csv?per=5&page=2").headers
    assert desk.head("/matters.csv").content == b""


def test_json_and_csv_hold_the_same_rows(desk):
    rows = desk.get("/matters.json").json()["rows"]
    table = list(csv.DictReader(io.StringIO(desk.get("/matters.csv").text)))
    assert [r["id"] for r in rows] == [t["id"] for t in table]
    assert len(rows) == 9
    dead = next(r for r in rows if r["id"] == "ma-dead")
    assert (dead["low"], dead["best"], dead["high"]) == (34, 34, None)


def test_the_root_leads_to_now(desk):
    assert desk.get("/").headers["location"] == "/now"


def test_a_claim_is_marked_at_its_very_words(desk):
    page = desk.get(f"/reports/{handmade.IDS['en.txt']}?claim={handmade.DEAD.id}").text
    assert re.search(r'<mark class="k-harm current">At least 34 civilians were killed</mark>', page)
    assert 'id="' + handmade.DEAD.id + '"' in page
    assert re.search(r"<details class=\"cut\"><summary[^>]*>left out: share button</summary>Share this page", page)


def test_text_keeps_its_language_and_direction(desk):
    page = desk.get(f"/reports/{handmade.IDS['ar.txt']}?ui=en").text
    assert '<article class="text" lang="ar" dir="rtl"' in page
    assert '<html lang="en" dir="ltr">' in page


def test_text_of_the_pieces_is_the_captured_text():
    from warledger.web.pages.reports import pieces

    report = handmade.report("en.txt")
    claims = [c for c in handmade.CLAIMS if c.report_id == report.id]
    found = pieces(report, claims, {})
    assert "".join(p.text for p in found) == report.captured
    for claim in claims:
        assert "".join(p.text for p in found if claim.id in p.claim_ids) == claim.evidence


def test_matter_names_the_claim_behind_each_bound(desk):
    page = desk.get("/matters/ma-sukkari").text
    for claim in ("5 to 8 killed there", "at least 34 people were killed in Sukkari"):
        assert claim in page
    assert "no number fits both" in page and "later and larger" in page


def test_matters_that_must_not_be_compared_are_beside_it(desk):
    page = desk.get("/matters/ma-24h").text
    assert "24 hours against the whole battle" in page and "/matters/ma-all" in page


def test_names_are_found_through_their_spellings(desk):
    found = desk.get("/search.json", params={"q": "حلب"}).json()["rows"]
    assert {c["language"] for c in found} == {"ar", "en", "fr"}
    assert handmade.RENDUS.id in {c["id"] for c in found}


def test_facets_narrow_down(desk):
    everything = desk.get("/search.json", params={"q": "killed"}).json()["rows"]
    denied = desk.get("/search.json", params={"q": "killed", "standing": "contested"}).json()["rows"]
    assert 0 < len(denied) < len(everything)


@pytest.mark.parametrize(
    "query", ['"', "NEAR(", "a AND", "killed*", "killed OR", 'x" OR 1=1 --', "(((", "^killed", "col:killed", "-killed", "🙂🙂🙂"]
)
def test_search_takes_any_words(desk, query):
    assert desk.get("/search", params={"q": query}).status_code in (200, 400)


@pytest.mark.parametrize(
    "bad",
    ["/search?q=a", "/stories?day=monday", "/matters?page=0", "/matters?page=x", "/matters?per=100000", "/matters?standing=true",
     "/figures?what=joy", "/map?day=2016-13-01", "/map?near=pl-nowhere", "/matters?event=" + "x" * 300, "/matters?page=9999999999"],
)  # fmt: skip
def test_addresses_that_make_no_sense_are_refused(desk, bad):
    got = desk.get(bad)
    assert got.status_code == 400
    assert desk.get(bad.replace("?", ".json?", 1)).json()["error"]


@pytest.mark.parametrize(
    "path", ["/stories/st-none", "/matters/x", "/reports/..%2F..%2Fetc%2Fpasswd", "/nothing", "/static/../app.py", "/static/%2e%2e/app.py"]
)
def test_what_is_not_there_is_not_found(desk, path):
    assert desk.get(path).status_code == 404


def test_too_long_addresses_are_refused(desk):
    assert desk.get("/search?q=" + "a" * 3000).status_code == 414


def test_lists_are_paged(desk):
    first = desk.get("/matters?per=2")
    assert 'rel="next"' in first.text
    data = desk.get("/matters.json?per=2").json()
    assert len(data["rows"]) == 2 and "page=2" in data["next"]
    seen = [r["id"] for n in range(1, 6) for r in desk.get(f"/matters.json?per=2&page={n}").json()["rows"]]
    assert len(seen) == len(set(seen)) == 9


def test_control_as_of_a_day(desk):
    early = {r["place"]: r["holder"] for r in desk.get("/map.json?day=2016-12-11").json()["control"]}
    late = {r["place"]: r["holder"] for r in desk.get("/map.json?day=2016-12-13").json()["control"]}
    assert early["Sheikh Saeed"] == "Syrian opposition" and late["Sheikh Saeed"] == "Syrian state"
    assert early["Fardous"] is None


def test_map_and_charts_have_tables_and_need_no_script(desk):
    page = desk.get("/map?day=2016-12-12").text
    assert '<svg class="map"' in page and "The same as a table" in page and 'fill="url(#hatch)"' in page
    figures = desk.get("/figures?what=killed").text
    assert figures.count('<svg class="range"') >= 4 and '<table class="ranges">' in figures


def test_figures_by_side_and_group(desk):
    assert "government" in desk.get("/figures?by=side").text
    rows = desk.get("/figures.json?group=civilians").json()["rows"]
    assert {r["matter"] for r in rows} == {"ma-dead", "ma-fardous"}


def test_sources_say_who_is_alone_and_who_is_contradicted(desk):
    rows = {r["id"]: r for r in desk.get("/sources.json").json()["rows"]}
    assert rows["or-residents"]["alone"] >= 1 and rows["or-residents"]["anonymous"]
    assert rows["or-monitor"]["contradicted"] == 2
    assert "5 to 8 killed there" in desk.get("/sources/or-state").text


def test_merge_preview_says_what_speaks_against_it(desk):
    page = desk.get("/entities/en-sohr?merge=en-army").text
    assert "they speak for different origins" in page and "المرصد" in page


def test_empty_ledger(tmp_path):
    from fastapi.testclient import TestClient

    from warledger.store import open_store
    from warledger.web import create_app

    with open_store(tmp_path / "empty.db") as store, TestClient(create_app(store), base_url="http://localhost") as client:
        for path in (
            "/now",
            "/stories",
            "/matters",
            "/map",
            "/figures",
            "/sources",
            "/reports",
            "/entities",
            "/review",
            "/history",
            "/method",
        ):
            assert client.get(path).status_code == 200, path


def test_words_around_a_claim_are_whole(desk, ledger):
    from warledger.model import Span
    from warledger.web.pages.common import AROUND, _around

    text = "word " * 100
    start, end = _around(text, Span(250, 254))
    assert text[start:end].split() == ["word"] * len(text[start:end].split()) and 250 - AROUND <= start and end <= 254 + AROUND
    assert _around("ب" * 999, Span(500, 501)) == (500 - AROUND, 501 + AROUND)  # nowhere to cut


def test_far_places_are_on_maps_of_their_own():
    from warledger.web.drawing.worldmap import areas_of

    aleppo, palmyra, kabul, between = (36.2, 37.16), (34.55, 38.28), (34.5, 69.2), (35.4, 43.4)
    assert areas_of([kabul, aleppo, palmyra], 6) == [[1, 2], [0]]
    assert areas_of([aleppo, between], 6) == [[0, 1]] and areas_of([], 6) == []


def test_a_private_name_does_not_hide_words_of_public_ones():
    from warledger.export.hiding import WITHHELD, Hider

    hider = Hider(["Syrian doctor Amina Khaled"], ["Syrian Arab Army", "Ministry of the Interior"])
    assert hider.text("The Syrian army; Amina; dr. KHALED; Khaledi") == f"The Syrian army; {WITHHELD}; dr. {WITHHELD}; Khaledi"


@pytest.mark.parametrize(
    ("words", "shown"),
    [("Laylas bror", "█████ bror"), ("layla-qabbani_1", "█████-█████_1"), ("وليلى وللقباني قالت", "█████ █████ قالت"), ("لَيْلَى", "█████"),
     ("Иваном Петровым, Петрова", "█████ █████, █████"), ("Иванка и Петропавловск", "Иванка и Петропавловск"), ("La\u200byla", "█████"),
     ("players pay", "players pay"), ("+47 22 33 44 55, a.b@c.example", "[contact withheld], [contact withheld]"),
     ("36.17904, 37.14911; 1,200, 3,400", "[spot withheld]; 1,200, 3,400"), ("", ""), ("#LaylaQabbani", "#█████"),
     ("x.example/qabbanilayla", "x.example/█████"), ("וליילה ושל ליילה", "█████ ושל █████")],
)  # fmt: skip
def test_names_are_hidden_in_every_form(words, shown):
    from warledger.export.hiding import Hider

    assert Hider(["Layla Qabbani", "ليلى قباني", "Иван Петров", "ליילה"]).text(words) == shown


def test_what_is_kept_of_a_ledger_is_made_anew_when_conclusions_are(desk, store):
    import dataclasses

    import handmade

    before = desk.get("/figures.json").json()
    with store.view() as view:
        edition = view.edition()
    assert desk.get("/sources").status_code == 200 and before
    store.writer().replace(dataclasses.replace(handmade.CONCLUSIONS, matters=()))
    with store.view() as view:
        assert view.edition() != edition
    page = re.sub(r"<[^>]+>", " ", desk.get("/figures").text)
    assert re.search(r"killed\s+0", page)


def test_standings_are_counted(store):
    from collections import Counter

    with store.view() as view:
        assert view.overview.tally("standings") == Counter(m.standing for m in view.matters())
        by_story = Counter((m.story_id, m.standing) for m in view.matters() if m.story_id)
        told = view.overview.standings_in({story for story, _ in by_story})
        assert {(story, s): n for story, of in told.items() for s, n in of.items()} == by_story


def test_one_result_is_a_list_a_table_a_map_and_a_timeline(desk):
    told = {}
    for form in ("list", "table", "map", "timeline"):
        page = desk.get(f"/matters?standing=single-source&as={form}").text
        told[form] = set(re.findall(r'href="/matters/(ma-[\w-]+)"', page))
        assert f'as={form}" aria-current="true"' in page
        assert 'name="as"' in page or form == "list"
    assert told["list"] and all(ids == told["list"] for ids in told.values())
    assert "<svg" in desk.get("/matters?as=map").text
    assert desk.get("/matters?as=nonsense").status_code == 400


def test_figures_keep_what_they_are_grouped_by(desk):
    for by in ("place", "group", "side", "period"):
        assert f'<option value="{by}" selected>' in desk.get(f"/figures?by={by}").text


def test_a_story_shows_when_and_from_whom(desk, ledger):
    page = desk.get("/stories/st-days").text
    graph = page[page.index('<svg class="lineage"') : page.index("</svg>", page.index('<svg class="lineage"'))]
    assert "Syrian Observatory for Human Rights" in graph and "Le Courrier" in graph
    assert graph.count('class="tie') >= 3 and "<a" not in graph
    times = page[page.index('<table class="ranges periods">') :]
    assert times.index("10 Dec 2016") < times.index("11 Dec 2016") and "/matters/ma-sukkari" in times


def test_who_had_it_first_and_what_each_follower_made_of_it(desk):
    """A report and its translation: on the page of the story, of the matter, and of both reports."""
    for page in ("/stories/st-one", "/matters/ma-dead"):
        tree = desk.get(page).text.partition('<ul class="tree">')[2]
        assert tree.index("had it first") < tree.index("translation") < tree.index("keeps ") < tree.index("</ul>")
    for name in ("en.txt", "ar.txt"):
        assert "keeps " in desk.get(f"/reports/{handmade.IDS[name]}").text.partition("Echoes")[2]


def test_what_a_follower_made_of_a_figure():
    claim = handmade.DEAD
    wrong = dataclasses.replace(claim, id="cl-wrong", count=Count(91, 91, "91"))
    more = dataclasses.replace(claim, id="cl-more", event="injured", span=Span(claim.span.end + 1, claim.span.end + 9), evidence="more")
    made = made_of([claim, more], [wrong])
    assert [now["count"]["low"] for _, now, _ in made["changed"]] == [91] and made["changed"][0][0]["id"] == claim.id
    assert ([c["event"] for c in made["dropped"]], made["added"], made["kept"], made["whole"]) == (["injured"], [], 0, 2)


def test_method_tells_how_well_the_reader_reads(desk):
    """From the model card, which is what is known of the reader that ships."""
    scores = desk.get("/method.json").json()["scores"]
    assert scores["reader"] == json.loads((files("warledger.data") / "models" / "reader.json").read_text("utf-8"))["version"]
    assert 0.5 < scores["all"]["claims"]["f1"] < 1 and 0.5 < scores["all"]["figures"]["f1"] < 1
    assert {s["language"] for s in scores["languages"]} >= {"ar", "en", "ru"}
    assert {f["field"] for f in scores["fields"]} >= {"source", "place"}
    assert sum(s["marked"] for s in scores["languages"]) == scores["all"]["claims"]["marked"]
    assert "How well it reads" in desk.get("/method").text


def test_what_is_cut_off_is_said(desk, monkeypatch):
    for name, cap in (
        ("stories.CELLS", 1),
        ("stories.MATTERS_SHOWN", 1),
        ("sources.OUTLETS_SHOWN", 1),
        ("sources.VOICES", 1),
        ("matters.NEIGHBOURS", 1),
    ):
        monkeypatch.setattr(f"warledger.web.pages.{name}", cap)
    story, sources = desk.get("/stories/st-days").text, desk.get("/sources").text
    assert story.count("Only the first 1 of ") == 3 and "Only the first 1 are here" in sources
    assert "Only the first" in desk.get("/sources/or-monitor").text and "Only the first" in desk.get("/matters/ma-24h").text


def test_the_file_of_a_matter_has_all_its_claims(desk, monkeypatch):
    monkeypatch.setattr("warledger.web.ask.STRETCH", 1)
    monkeypatch.setattr("warledger.web.stretches.CLAIMS_READ", 1)
    told = desk.get("/matters/ma-sukkari.json").json()["claims"]
    assert [r["id"] for r in csv.DictReader(io.StringIO(desk.get("/matters/ma-sukkari.csv").text))] == told and len(told) > 1
    archive = zipfile.ZipFile(io.BytesIO(desk.get("/matters/ma-sukkari.zip").content))
    assert json.loads(archive.read("data.json"))["claims"] == told


def ask_for(app, path, most):
    """Ask for a page and go away after so many messages of the answer; the status that came."""

    async def asking():
        got = []

        async def receive():
            if len(got) < most:
                await anyio.sleep(0.01)
                return {"type": "http.request", "body": b"", "more_body": False} if not got else await receive()
            return {"type": "http.disconnect"}

        async def send(message):
            if len(got) >= most:
                raise OSError("gone")
            got.append(message)

        scope = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": "GET", "path": path,
                 "raw_path": path.encode(), "query_string": b"", "headers": [(b"host", b"127.0.0.1:8017")], "scheme": "http",
                 "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8017)}  # fmt: skip
        with contextlib.suppress(ClientDisconnect):
            await app(scope, receive, send)
        return got[0]["status"] if got else 0

    return anyio.run(asking)


def test_whoever_goes_away_in_the_middle_of_a_file_leaves_nothing_open(desk, store, monkeypatch):
    monkeypatch.setattr("warledger.web.ask.STRETCH", 1)
    monkeypatch.setattr("warledger.web.desk.CHUNK_BYTES", 1)
    opened, closed = [], []
    view, close = type(store).view, View.close
    monkeypatch.setattr(type(store), "view", lambda self: opened.append(1) or view(self))
    monkeypatch.setattr(View, "close", lambda self: closed.append(1) or close(self))
    for number in range(6):  # more than there may be at a time
        assert ask_for(desk.app, "/matters.csv", 1 + number % 3) == 200
    assert ask_for(desk.app, "/matters.zip", 2) == 200
    assert len(opened) == len(closed) == 7


def test_long_files_have_their_number(desk, monkeypatch):
    monkeypatch.setattr("warledger.web.ask.STRETCH", 1)
    held = desk.app.state.desk._long_files
    taken = [held.acquire(blocking=False) for _ in range(4)]
    assert all(taken) and desk.get("/matters.csv").status_code == 429 and desk.get("/matters.json").status_code == 200
    held.release()
    assert desk.get("/matters.csv").status_code == desk.get("/matters.csv").status_code == 200


@pytest.mark.parametrize("public", [False, True])
def test_what_pages_share_is_loaded_before_anybody_asks(store, public):
    from warledger.web.warming import warm_up

    desk = create_app(store, Settings(public=public, follow=False)).state.desk
    try:
        warm_up(desk)
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
    templates = desk.templates(veiled=public)
    assert len(templates.cache) == len(templates.list_templates(extensions=["html"])) > 20


def test_a_line_that_says_little_has_the_words_of_a_claim(store, ledger):
    import dataclasses

    bare = dataclasses.replace(handmade.MATTERS[0], place_ids=(), group="", estimate=None, what="Declaration, 6 Dec 2016")
    matters = [bare if m.id == bare.id else m for m in ledger.CONCLUSIONS.matters]
    assert bare.id in {m.id for m in matters}
    store.writer().replace(dataclasses.replace(ledger.CONCLUSIONS, matters=tuple(matters)))
    with store.view() as view:
        (first,) = view.claims_of(bare.claim_ids[:1])
        others = [m for m in view.matters() if m.place_ids]
    for public in (False, True):
        with TestClient(create_app(store, Settings(public=public, follow=False)), base_url="http://127.0.0.1") as client:
            page = client.get("/matters").text
            quotes = re.findall(r'<blockquote class="quoted"[^>]*>“([^”]*)”', page)
            assert 1 <= len(quotes) <= len(matters) - len(others) and html.escape(first.evidence[:40], quote=False) in " ".join(quotes)
