# ruff: noqa: E501
"""What pages say of themselves for machines; the pages were written for this test."""

import json
import time
from datetime import UTC, datetime

import pytest

from warledger.clean.dates import dateline_of
from warledger.clean.metadata import day_of, metadata_of, moment_of
from warledger.clean.report import _wire_pattern, clean_page
from warledger.model import Declared, RawPage

LEAD = "Shells fell on the northern quarter of the town in the morning, and two bakeries and a school were hit, residents said. "


def page(head="", body=LEAD * 6, title="Shells fall on the town"):
    return f"<html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{body}</p></article></body></html>"


def script(value):
    return f'<script type="application/ld+json">{json.dumps(value) if not isinstance(value, str) else value}</script>'


def cleaned(markup, **declared):
    return clean_page(RawPage("a.html", markup.encode(), "text/html", "", Declared(**declared)))


ARTICLE = {
    "@type": "NewsArticle", "datePublished": "2016-12-12T23:40:00+02:00", "dateModified": "2016-12-13T08:05:00.000Z",
    "author": [{"@type": "Person", "name": "Amina  Khaled"}, {"@type": "Organization", "name": "Example News"}, {"@type": "Person", "name": ["Oleh Bondar"]}],
}  # fmt: skip


@pytest.mark.parametrize(
    "value", [ARTICLE, [{"@type": "WebSite"}, ARTICLE], {"@graph": [{"@type": "Person", "name": "X Y"}, ARTICLE]},
              {"@type": "WebPage", "mainEntity": ARTICLE}, ARTICLE | {"@type": ["Article", "ReportageNewsArticle"]}],
    ids=["alone", "list", "graph", "inside", "two kinds"],
)  # fmt: skip
def test_an_article_in_json_ld_gives_moments_with_their_zone_and_people(value):
    said = metadata_of(page(script(value)))
    assert (said.published, said.modified) == ("2016-12-12T23:40:00+02:00", "2016-12-13T08:05:00+00:00")
    assert said.authors == ("Amina Khaled", "Oleh Bondar")
    report = cleaned(page(script(value)))
    assert report.published_at == datetime(2016, 12, 12, 21, 40, tzinfo=UTC) and str(report.published_on) == "2016-12-12"
    assert report.modified_at == datetime(2016, 12, 13, 8, 5, tzinfo=UTC) and report.byline == "Amina Khaled; Oleh Bondar"


def test_what_a_page_says_of_other_stories_is_not_its_own():
    other = ARTICLE | {"datePublished": "2020-01-01T00:00:00Z", "author": {"@type": "Person", "name": "Some Other"}}
    listed = {"@type": "ItemList", "itemListElement": [other]}
    assert metadata_of(page(script(listed))).published == ""
    assert metadata_of(page(script([listed, ARTICLE | {"mentions": [other]}]))).authors[0] == "Amina Khaled"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2016-12-12T10:40:00+03:00">', "2016-12-12T10:40:00+03:00"),
        ("<meta content='2016-12-12 10:40:00 +0300' name='pubdate'/>", "2016-12-12T10:40:00+03:00"),
        ('<META ITEMPROP="datePublished" CONTENT="2016-12-12T10:40Z">', "2016-12-12T10:40:00+00:00"),
        ('<time itemprop="datePublished" datetime="2016-12-12T10:40:00+03:00">noon</time>', "2016-12-12T10:40:00+03:00"),
        ('<meta name="dc.date" content="2016-12-12T10:40:00">', "2016-12-12"),
        ('<meta name="date" content="2016-12-12"><meta property="article:published_time" content="2016-12-11T22:00:00Z">', "2016-12-11T22:00:00+00:00"),
        ('<meta name="date" content="1945-05-08T10:00:00Z">', ""), ('<meta name="date" content="2016-13-12T10:00:00Z">', ""),
        ('<meta name="date" content="soon">', ""), (script("{half"), ""), (script("[" * 5000), ""), (script({"@type": 7, "datePublished": 1}), ""),
    ],
)  # fmt: skip
def test_meta_elements_and_what_is_no_moment(head, published):
    assert metadata_of(page(head)).published == published


def test_an_hour_without_a_zone_is_not_known():
    assert moment_of("2016-12-12") is None and str(day_of("2016-12-12")) == "2016-12-12" and day_of("") is None
    report = cleaned(page('<meta name="date" content="2016-12-12T10:40:00">'))
    assert report.published_at is None and str(report.published_on) == "2016-12-12"


def test_what_came_with_the_page_goes_first():
    report = cleaned(page(script(ARTICLE)), published="2016-12-12T21:39:00+00:00")
    assert report.published_at == datetime(2016, 12, 12, 21, 39, tzinfo=UTC)


def test_a_site_is_no_author_and_its_name_no_part_of_the_title():
    head = '<meta property="og:site_name" content="Example News"><meta name="author" content="Example News">'
    report = cleaned(page(head, title="Shells fall on the town | Example News"))
    assert (report.byline, report.title) == ("", "Shells fall on the town")
    assert cleaned(page('<meta name="author" content="Amina Khaled">')).byline == "Amina Khaled"


@pytest.mark.parametrize(
    ("lead", "dateline"),
    [
        ("BEIRUT (Reuters) - Shells fell", "BEIRUT (Reuters)"), ("Kiew (dpa) - Granaten", "Kiew (dpa)"), ("GAZA CITY — The", "GAZA CITY"),
        ("МОСКВА, 12 декабря (РИА Новости) — Снаряды", "МОСКВА, 12 декабря (РИА Новости)"), ("دمشق (رويترز) - قالت", "دمشق (رويترز)"),
        ("BEIRUT/GENEVA, Dec 12 (Reuters) - Shells", "BEIRUT/GENEVA, Dec 12 (Reuters)"), ("Title\nAMMAN - Jordan", "AMMAN"),
        ("Shells — which fell — hit", ""), ("The UN — after", ""), ("UN-backed forces – says", ""), ("NATO - the alliance", ""),
        ("USA stop tanker Eight names - Four flags", ""), ("no dash", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_dateline_is_a_place_in_capitals_or_names_a_wire(lead, dateline):
    assert dateline_of(lead, _wire_pattern()) == dateline


@pytest.mark.parametrize(
    "markup",
    ["<meta " * 20_000, '<meta a="' * 20_000, "<script type='ld+json'>" * 20_000, "<script ld+json>" + "</" * 50_000, "<time " + "a=" * 50_000,
     '<script type="application/ld+json">' + '{"a":' * 50_000, "A - " * 30_000, "(" * 50_000],
)  # fmt: skip
def test_markup_made_to_keep_it_busy_does_not(markup):
    start = time.process_time()
    metadata_of(markup)
    dateline_of(markup, _wire_pattern())
    assert time.process_time() - start < 2


@pytest.mark.parametrize(("line", "day"), [("تاريخ النشر: 3rd, March 2024 GMT", "2024-03-03"), ("تاريخ النشر: 3 mars 2024", "None")])
def test_a_page_of_any_language_may_be_dated_in_english(line, day):
    text = (
        f"سقوط قذائف على حي في شمال المدينة\n{line}\nسقطت قذائف صباح اليوم على حي في شمال المدينة وأصابت مخبزين ومدرسة، بحسب سكان الحي.\n"
    )
    report = clean_page(RawPage("a.txt", text.encode(), "text/plain", "", Declared()))
    assert str(report.published_on) == day


@pytest.mark.parametrize(
    "wrapped", ["<![CDATA[{}]]>", "//<![CDATA[\n{}\n//]]>", "/* <![CDATA[ */ {} /* ]]> */", "<!-- {} -->", " {} ;", "[{}]"]
)
def test_a_script_is_read_through_what_keeps_it_from_markup(wrapped):
    inner = json.dumps({"@type": "NewsArticle", "datePublished": "2016-12-12T10:40:00+03:00", "keywords": ["a]"], "headline": "x}"})
    assert metadata_of(page(script(wrapped.replace("{}", inner)))).published == "2016-12-12T10:40:00+03:00"


def test_times_count_where_all_of_them_are_one_moment():
    at, other = "2016-12-12T10:40:00+03:00", "2016-12-11T08:00:00+03:00"
    assert metadata_of(page(f"<time class='x' datetime='{at}'>today</time><time datetime='{at}'></time>")).published == at
    assert metadata_of(page(f"<time datetime='{at}'></time><time datetime='{other}'></time>")).published == ""
    assert metadata_of(page(f"<time datetime='{at}'></time><meta property='og:published_time' content='{other}'>")).published == other


@pytest.mark.parametrize(
    ("heading", "head", "title"),
    [
        ("Information and Resources", "", "Shells fall on the town"),
        (
            "Take your next trip with us!",
            "<meta property='og:title' content='Bakeries hit in the northern quarter'>",
            "Bakeries hit in the northern quarter",
        ),
        ("Shells fall on the town, two bakeries hit", "", "Shells fall on the town, two bakeries hit"),
    ],
)
def test_a_heading_that_has_nothing_of_the_titles_of_its_page_is_none(heading, head, title):
    markup = page(head).replace("<h1>Shells fall on the town</h1>", f"<h1>{heading}</h1>")
    assert cleaned(markup).title == title


@pytest.mark.parametrize(
    ("author", "byline"),
    [("Nora Lind March", "Nora Lind"), ("Nora Lind; NORA LIND", "Nora Lind"), ("Nora May", "Nora May"), ("Nora Lind, Monday", "Nora Lind")],
)
def test_days_and_doubles_are_no_part_of_a_byline(author, byline):
    assert cleaned(page(f'<meta name="author" content="{author}">')).byline == byline
