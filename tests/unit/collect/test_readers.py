# ruff: noqa: E501
"""Each reader: what it takes out of a good file, and that a bad one is a document or a recorded rejection."""

import gzip
import io
import json
import random
import resource
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warledger.clean import clean_page
from warledger.collect.contract import CollectOptions, Input
from warledger.collect.dispatch import read_input
from warledger.model import RawPage, Rejection, Report

sys.path.insert(0, str(Path(__file__).parent))
import samples as s

GOOD = {
    "a.pdf": s.pdf(), "a.docx": s.docx(), "a.zip": s.zipped({"a.txt": s.WORDS.encode()}), "a.tar": s.tarred({"a.txt": s.WORDS.encode()}),
    "a.tgz": s.tarred({"a.txt": s.WORDS.encode()}, packed=True), "a.txt.gz": gzip.compress(s.WORDS.encode()), "a.warc.gz": s.warc(),
    "a.warc": s.warc(packed=False), "a.eml": s.letter(), "a.mbox": b"From a@b Mon\n" + s.letter().replace(b"\r\n", b"\n"), "a.mht": s.mhtml(),
    "a.csv": f'text,url\n"{s.WORDS}",https://a.example\n'.encode(), "result.json": s.telegram(), "a.rss": s.rss(), "a.xml": s.sitemap(["https://a.example"]),
    "a.jsonl": b'{"text": "Shells fell on the town."}\n', "a.html": s.page(1), "a.txt": s.WORDS.encode(),
}  # fmt: skip


def read(content, name="a.bin", **options):
    return list(read_input(Input(name, io.BytesIO(content)), CollectOptions(**options)))


def pages(items):
    return [i for i in items if isinstance(i, RawPage)]


def codes(items):
    return [i.code for i in items if isinstance(i, Rejection)]


def words(page):
    report = clean_page(page)
    assert isinstance(report, Report), report
    return report.text


@pytest.mark.parametrize("name", [n for n in GOOD if n != "a.xml"])
def test_every_kind_gives_reports_with_their_words(name):
    found = pages(read(GOOD[name], name))
    assert found
    for page in found:
        assert "Shells fell on the" in words(page), name


def test_bytes_decide_and_not_the_name():
    for name, content in GOOD.items():
        if name.rsplit(".", 1)[-1] in ("pdf", "docx", "zip", "tar", "tgz", "gz", "warc", "rss", "mht"):
            assert pages(read(content, "wrong.txt")), name


# documents


def test_a_pdf_without_text_layer_is_refused_with_its_reason():
    (page,) = read(s.pdf(text=False), "scan.pdf")
    refused = clean_page(page)
    assert isinstance(refused, Rejection) and refused.code == "pdf-without-text" and "OCR" in refused.detail


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", s.pdf()[:200], b"%PDF-" + bytes(range(256)) * 20])
def test_a_broken_pdf_named_txt_is_refused(content):
    (refused,) = read(content, "report.txt")
    assert isinstance(refused, Rejection) and refused.code == "pdf"


def test_lines_of_a_pdf_are_joined_to_sentences():
    lines = [
        "The army took the district of Sheikh Saeed after a night of",
        "shelling, the Observatory said on Monday in a long statement.",
        "Next.",
    ]
    (page,) = read(s.pdf(lines), "a.pdf")
    assert "a night of shelling" in words(page)


def test_a_word_document_with_entities_or_a_bomb_is_refused():
    lol = s.docx("<w:p><w:r><w:t>&lol9; and words enough</w:t></w:r></w:p>", s.BILLION)
    (page,) = read(lol, "a.docx")
    outcome = clean_page(page)
    assert isinstance(outcome, Rejection) or "lollol" not in outcome.text
    (page,) = read(s.docx("<w:p><w:r><w:t>&x; and words enough for a report here</w:t></w:r></w:p>", s.XXE), "a.docx")
    outcome = clean_page(page)
    assert isinstance(outcome, Rejection) or "root:" not in outcome.text
    bomb = s.docx("<w:p/>" * 10_000_000)
    started = time.monotonic()
    for page in pages(read(bomb, "a.docx")):
        assert isinstance(clean_page(page), Rejection)
    assert time.monotonic() - started < 20


# archives


def test_names_inside_archives_are_never_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["../../evil.txt", "/etc/cron.d/evil.txt", "..\\evil.txt", "a\x00b.txt", "x" * 400 + ".txt", "CON", "\u202etxt.exe"]
    for archive in (
        s.zipped({n.replace("\x00", "0"): s.WORDS.encode() for n in names}),
        s.tarred({n.replace("\x00", "0"): s.WORDS.encode() for n in names}),
    ):
        found = pages(read(archive, "a.zip"))
        assert len(found) == len(names)
        assert all(len(p.name) < 220 and "\u202e" not in p.name for p in found)
    assert not list(tmp_path.iterdir())


def test_links_and_devices_in_a_tar_are_skipped():
    import tarfile

    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        for name, kind in (("l", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.CHRTYPE), ("f", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            t.addfile(info)
    items = read(out.getvalue(), "a.tar")
    assert not pages(items) and codes(items) == ["skipped"]


@pytest.mark.parametrize("make", [lambda b: s.zipped({"a.txt": b}), gzip.compress, lambda b: s.tarred({"a.txt": b}, packed=True)])
def test_bombs_are_refused_in_little_memory(make):
    bomb = make(b"0" * 60_000_000)
    assert len(bomb) < 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = read(bomb, "bomb")
    assert not pages(items) and "too-large" in codes(items)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "kilobytes"


def test_archives_in_archives_end():
    content = s.zipped({"a.txt": s.WORDS.encode()})
    for _ in range(6):
        content = s.zipped({"in.zip": content})
    assert codes(read(content, "a.zip")) == ["too-deep"]


def test_members_with_a_password_and_pictures_are_told():
    import zipfile

    content = bytearray(s.zipped({"a.txt": s.WORDS.encode(), "b.png": b"\x89PNG"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        content[content.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    assert zipfile.is_zipfile(io.BytesIO(content))
    assert codes(read(bytes(content), "a.zip")) == ["encrypted", "skipped"]


def test_a_cut_tar_keeps_what_came_before():
    whole = s.tarred({f"{n}.txt": s.WORDS.encode() * 30 for n in range(5)})
    items = read(whole[: len(whole) // 2], "a.tar")
    assert pages(items) and "archive" in codes(items)


# web archives


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_its_pages_with_address_and_time(packed):
    found = pages(read(s.warc(packed=packed), "a.warc"))
    assert [p.name for p in found] == [f"https://a.example/{n}" for n in range(5)]
    assert found[0].declared.url == found[0].identity == "https://a.example/0"
    assert found[3].captured_at.isoformat() == "2016-12-12T10:00:03+00:00"
    assert ("content-type", "text/html") in found[0].headers


def test_records_that_are_no_pages_are_counted():
    records = [
        s.record(1, s.http(b"x", "image/png")), s.record(2, s.http(b"", status="301 Moved", extra="Location: /x\r\n")),
        s.record(3, b"GET / HTTP/1.1\r\n\r\n", "request"), s.record(4, s.http(s.page(4))), s.record(5, s.http(b"{}", "application/json")),
    ]  # fmt: skip
    items = read(b"".join(records), "a.warc")
    assert len(pages(items)) == 1 and codes(items) == ["skipped"]
    assert items[-1].detail.startswith("4 records")


def test_packed_and_chunked_bodies_are_unpacked_within_bounds():
    body = gzip.compress(s.page(1))
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    one = s.record(1, s.http(chunked, extra="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"))
    bomb = s.record(2, s.http(gzip.compress(b"0" * 50_000_000), extra="Content-Encoding: gzip\r\n"))
    items = read(one + bomb + s.record(3, s.http(s.page(3))), "a.warc")
    assert [p.name[-1] for p in pages(items)] == ["1", "3"] and codes(items) == ["damaged"]


@pytest.mark.parametrize("packed", [True, False])
def test_damage_in_the_middle_costs_only_what_it_hit(packed):
    records = [s.record(n, s.http(s.page(n) * 40)) for n in range(9)]
    parts = [gzip.compress(r, mtime=0) if packed else r for r in records]
    broken = bytearray(parts[4])
    middle = slice(len(broken) // 3, 2 * len(broken) // 3)
    broken[middle] = b"" if not packed else bytes(len(broken[middle]))
    items = read(b"".join([*parts[:4], bytes(broken), *parts[5:]]), "a.warc.gz")
    assert [p.name[-1] for p in pages(items)] == list("01235678")
    (lost,) = [i for i in items if isinstance(i, Rejection)]
    assert lost.code == "damaged" and "bytes lost" in lost.detail
    if packed:
        assert f"{len(broken):,} bytes" in lost.detail


@pytest.mark.parametrize("packed", [True, False])
def test_a_cut_off_end_is_noticed(packed):
    whole = s.warc(5, packed=packed)
    last = len(s.warc(4, packed=packed))
    items = read(whole[: last + 60], "a.warc.gz")
    assert len(pages(items)) == 4 and codes(items) == ["incomplete"]


def test_a_wrong_checksum_drops_the_record():
    parts = [gzip.compress(s.record(n, s.http(s.page(n))), mtime=0) for n in range(3)]
    wrong = parts[1][:-8] + b"\0\0\0\0" + parts[1][-4:]
    items = read(parts[0] + wrong + parts[2], "a.warc.gz")
    assert [p.name[-1] for p in pages(items)] == ["0", "2"] and codes(items) == ["damaged"]


def test_lying_lengths_do_not_swallow_the_next_record():
    for length in (10, 100_000):
        wrong = s.record(1, s.http(s.page(1)), length=length)
        items = read(s.record(0, s.http(s.page(0))) + wrong + s.record(2, s.http(s.page(2))), "a.warc")
        assert [p.name[-1] for p in pages(items)] == ["0", "2"], length
        assert codes(items) == ["damaged"]


def test_a_record_over_the_limit_is_passed_over():
    items = read(s.record(0, s.http(b"<html>" + b"x" * 200_000)) + s.record(1, s.http(s.page(1))), "a.warc", max_bytes=50_000)
    assert codes(items) == ["too-large"] and len(pages(items)) == 1


# letters and saved pages


def test_a_letter_keeps_subject_sender_and_date():
    (page,) = read(s.letter(subject="=?utf-8?B?0J7QsdGB0YLRgNGW0Ls=?="), "a.eml")
    assert page.declared.title == "Обстріл" and page.declared.published == "2016-12-12T10:00:00+02:00"
    assert clean_page(page).published_on.isoformat() == "2016-12-12"


def test_attachments_are_pages_of_their_own():
    letter, paper = read(s.letter_with("../report.docx", s.docx()), "a.eml")
    assert letter.media_type == "message/rfc822" and "Shells" in words(letter)
    assert paper.name == "a.eml/../report.docx" and "Shells" in words(paper)


def test_an_entity_in_a_document_in_a_letter_is_not_resolved():
    items = read(s.letter_with("a.docx", s.docx("<w:p><w:r><w:t>&x; Shells fell on the town</w:t></w:r></w:p>", s.XXE)), "a.eml")
    for page in pages(items):
        outcome = clean_page(page)
        assert isinstance(outcome, Rejection) or "root:" not in outcome.text


def test_an_mbox_is_its_letters():
    one = s.letter().replace(b"\r\n", b"\n").replace(b"<1@", b"<%d@")
    box = b"".join(b"From x@y Mon Dec 12\n" + one.replace(b"%d", str(n).encode()) + b"\n>From here on\n\n" for n in range(3))
    found = pages(read(box, "a.mbox"))
    assert len(found) == 3 and len({p.id for p in found}) == 3
    assert "\nFrom here on" in found[0].content.decode()


def test_a_saved_page_is_its_html():
    (page,) = read(s.mhtml(), "a.mht")
    assert page.declared.url == "https://a.example/news/1" and page.media_type == "text/html" and "Пр" in words(page)


def test_a_saved_page_knows_when_and_by_what_it_was_saved():
    (page,) = read(s.mhtml(), "a.mht")
    assert page.captured_at.isoformat() == "2016-12-12T10:00:00+00:00" and ("captured-by", "Saved by Blink") in page.headers
    assert not page.declared.title, "the title in the page is better than that of its window"


def test_who_sent_a_letter_is_named_without_the_address():
    assert read(s.letter(), "a.eml")[0].declared.outlet == "News Desk"
    assert read(s.letter_with("a.txt", b"x"), "a.eml")[0].declared.outlet == "desk@a.example"


def test_a_mark_before_from_is_taken_off_once():
    box = b"From x@y Mon Dec 12\n" + s.letter().replace(b"\r\n", b"\n") + b"\n>From here\n>>From there\n> From nowhere\n\n"
    (page,) = pages(read(box, "a.mbox"))
    assert page.content.endswith(b"\nFrom here\n>From there\n> From nowhere\n\n")


def forward(inner, mark="f"):
    return (
        "From: colleague@a.example\r\nSubject: Fwd\r\nDate: Tue, 13 Dec 2016 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/mixed; boundary="{mark}"\r\n\r\n--{mark}\r\nContent-Type: text/plain\r\n\r\nPlease see below.\r\n--{mark}\r\n'
        "Content-Type: message/rfc822\r\n\r\n"
    ).encode() + inner + f"\r\n--{mark}--\r\n".encode()  # fmt: skip


def test_a_letter_that_is_passed_on_is_a_page_of_its_own():
    outer, inner = read(forward(s.letter()), "a.eml")
    assert (outer.declared.title, inner.declared.title) == ("Fwd", "Shelling")
    assert inner.declared.published.startswith("2016-12-12T10:00:00") and inner.declared.outlet == "News Desk"
    assert inner.content == s.letter(), "its bytes, as they stand in the other"
    assert s.WORDS in words(inner) and s.WORDS not in words(outer) and "see below" in words(outer)


def test_an_attachment_of_a_letter_that_is_passed_on_is_read_once():
    found = read(forward(s.letter_with("paper.txt", s.WORDS.encode())), "a.eml")
    assert [i.name.rpartition("/")[2] for i in found] == ["a.eml", "2.eml", "paper.txt"]


def test_letters_passed_on_again_and_again_end():
    letter = s.letter()
    for number in range(30):
        letter = forward(letter, f"mark{number}x")
    items = read(letter, "a.eml")
    assert len(items) < 10 and codes(items)[-1] in ("too-deep", "unreadable")


@pytest.mark.parametrize("depth", [50, 3000])
def test_letters_in_letters_end(depth):
    nested = s.letter()
    for n in range(depth):
        nested = (
            f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode()
            + nested
            + f"\r\n--b{n}--\r\n".encode()
        )
    items = read(nested, "a.eml")
    assert items


# tables, channels, feeds


def test_csv_columns_are_found_or_given():
    rows = f'id;headline;body;date;link\n1;Hit;"{s.WORDS}";2016-12-12;https://a.example/1\n2;;;;\n;;\n'.encode()
    first, second = read(rows, "a.csv")
    assert first.name == "1" and first.declared.title == "Hit" and first.declared.published == "2016-12-12"
    assert isinstance(second, Rejection) and second.code == "empty"
    odd = f"what,ever\n1,{s.WORDS.replace(',', '')}\n".encode()
    assert codes(read(odd, "a.csv")) == ["no-column"]
    assert pages(read(odd, "a.csv", columns={"text": "ever"}))
    assert codes(read("text\nسوريا\n".encode("cp1256"), "a.csv")) == ["encoding"]


def test_a_table_may_say_who_wrote_and_what_changed():
    (page,) = read(f'text,author,updated,title\n"{s.WORDS}",A. Writer,2016-12-12T12:00:00+01:00,"Market\nhit"\n'.encode(), "a.csv")
    report = clean_page(page)
    assert report.byline == "A. Writer" and report.modified_at.isoformat() == "2016-12-12T11:00:00+00:00" and report.title == "Market hit"


def test_a_channel_tells_of_changes_and_of_no_hour_without_a_zone():
    chat = json.loads(s.telegram())
    chat["messages"] = [
        {"id": 1, "type": "message", "date": "2016-12-12T10:00:00", "text": s.WORDS, "edited": "2016-12-12T11:00:00", "edited_unixtime": "1481540400"},
        {"id": 2, "type": "message", "text": "", "poll": {"question": "Who?"}},
    ]  # fmt: skip
    page, refused = read(json.dumps(chat).encode(), "result.json")
    assert page.declared.published == "2016-12-12" and page.declared.modified == "2016-12-12T11:00:00+00:00"
    assert clean_page(page).published_at is None and refused.code == "no-text" and "polls" in refused.detail


def test_of_the_export_of_an_account_the_channels_are_read():
    chat = json.loads(s.telegram())
    people = chat | {"type": "personal_chat"}
    account = {"about": "x", "chats": {"about": "x", "list": [people, chat | {"type": "public_channel"}]}}
    items = read(json.dumps(account).encode(), "result.json")
    assert len(pages(items)) == len(pages(read(s.telegram(), "result.json"))) and codes(items) == ["no-text", "skipped"]


def test_a_channel_keeps_times_and_forwards():
    items = read(s.telegram(), "result.json")
    one, two = pages(items)
    assert one.name == "Aleppo now/2" and one.declared.published == "2016-12-12T10:00:00+00:00" and one.identity == "telegram:77/2"
    assert ("forwarded-from", "B") in two.headers and two.content.decode().startswith("Bold: Shells")
    assert codes(items) == ["no-text"]


def test_a_feed_file_gives_the_words_it_holds():
    one, two = read(s.rss(), "feed.xml")
    assert (one.declared.url, one.declared.outlet, one.declared.title) == ("https://a.example/0", "The Wire", "T0 & more")
    assert one.declared.published == "2016-12-12T08:00:00+00:00"
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>T</title><id>i</id><updated>2016-12-12T10:00:00Z</updated>'
        f'<link href="https://a.example/x"/><content type="html">&lt;p&gt;{s.WORDS}&lt;/p&gt;</content></entry></feed>'
    )
    (page,) = read(atom.encode(), "a.atom")
    assert "Shells" in words(page)


RSS = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Wire</title><link>https://a.example/</link>'
    "<language>ru</language><item><title>%s</title><link>%s</link>%s<description>Погибли 12 человек, сообщили в больнице города.</description>"
    "</item></channel></rss>"
)


@pytest.mark.parametrize(
    ("link", "base", "url"),
    [("/1", "", "https://a.example/1"), ("/1", "https://b.example/f/rss", "https://b.example/1"), ("2", "https://b.example/f/rss", "https://b.example/f/2"),
     ("https://c.example/3", "https://b.example/", "https://c.example/3"), ("http://[", "", "")],
)  # fmt: skip
def test_the_links_of_a_feed_are_whole(link, base, url):
    from warledger.collect.feeds import parse_feed

    assert parse_feed((RSS % ("T", link, "")).encode(), base).entries[0].url == url


@pytest.mark.parametrize(
    ("date", "day", "moment"),
    [("Mon, 12 Dec 2016 10:00:00 +0200", "2016-12-12", "2016-12-12T08:00:00+00:00"), ("2016-12-12 10:00:00", "2016-12-12", None),
     ("Пн, 12 дек 2016 10:00:00 +0300", "2016-12-12", None), ("12-12-2016", "2016-12-12", None), ("Fri, 31 Feb 2016 25:61:00 GMT", None, None),
     ("Thu, 01 Jan 1970 00:00:00 GMT", None, None), ("Mon, 12 Dec 2016 10:00:00 PST", "2016-12-12", "2016-12-12T18:00:00+00:00")],
)  # fmt: skip
def test_dates_of_feeds(date, day, moment):
    (page,) = read((RSS % ("T", "https://a.example/1", f"<pubDate>{date}</pubDate>")).encode(), "feed.xml")
    report = clean_page(page)
    assert str(report.published_on or "") == (day or "") and (report.published_at and report.published_at.isoformat()) == moment


def test_a_feed_tells_who_wrote_and_what_changed_and_its_titles_are_words():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">The &lt;b&gt;Wire&lt;/b&gt;</title><entry>'
        '<title type="html">Market &amp;amp; &lt;em&gt;station&lt;/em&gt; hit</title><id>i</id><published>2016-12-12T08:00:00Z</published>'
        '<updated>2016-12-12T10:00:00Z</updated><link href="https://a.example/x"/><author><name>A. Writer</name></author>'
        f'<content type="html">&lt;p&gt;{s.WORDS}&lt;/p&gt;</content></entry></feed>'
    )
    (page,) = read(atom.encode(), "a.atom")
    report = clean_page(page)
    assert (report.title, page.declared.outlet, report.byline) == ("Market & station hit", "The Wire", "A. Writer")
    assert (report.published_at.hour, report.modified_at.hour) == (8, 10)
    mailed = RSS % ("Less than 3 < 5", "https://a.example/1", "<author>desk@a.example</author>")
    (page,) = read(mailed.replace("3 < 5", "3 &lt; 5").encode(), "feed.xml")
    assert page.declared.title == "Less than 3 < 5" and not clean_page(page).byline


@pytest.mark.parametrize("evil", [s.BILLION, s.XXE])
def test_feeds_and_sitemaps_resolve_nothing(evil):
    from warledger.collect.feeds import parse_sitemap

    before = time.monotonic()
    for item in read(s.rss(extra=evil).replace(b"T0", b"T0 &lol9; &x;"), "feed.xml"):
        shown = item.content if isinstance(item, RawPage) else item.detail.encode()
        assert b"root:" not in shown and b"lollol" not in shown
    hostile = s.sitemap(["https://a.example/&x;"]).replace(b"?>", b"?>" + evil.encode(), 1)
    found = parse_sitemap(hostile)
    assert found is None or "root:" not in str(found)
    assert time.monotonic() - before < 5


def test_a_sitemap_file_only_points():
    assert codes(read(s.sitemap(["https://a.example/1"]), "sitemap.xml")) == ["links-only"]


# anything


SEEDS = sorted(GOOD)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_broken_files_are_documents_or_rejections(name, seed):
    """Cut, flipped and repeated bytes of every kind: pages that clean can be asked about, or rejections with a reason."""
    chance = random.Random(seed)
    content = bytearray(GOOD[name])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) or 1)
        if not content:
            break
        how = chance.randrange(4)
        if how == 0:
            content[at] = chance.randrange(256)
        elif how == 1:
            del content[at : at + chance.randint(1, 40)]
        elif how == 2:
            content[at:at] = content[at : at + 50]
        else:
            content = content[: max(1, at)]
    started = time.monotonic()
    for item in read(bytes(content), name):
        if isinstance(item, Rejection):
            assert item.code and item.detail and "\n" not in item.detail
        else:
            assert isinstance(clean_page(item), Report | Rejection)
    assert time.monotonic() - started < 10


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(SEEDS))
def test_any_bytes_under_any_name_are_documents_or_rejections(content, name):
    items = read(content, name)
    assert items or not content
    assert all(isinstance(i, RawPage | Rejection) for i in items)


def cell(*words):
    return "<w:tc>" + "".join(f"<w:p><w:r><w:t>{w}</w:t></w:r></w:p>" for w in words) + "</w:tc>"


def test_a_row_of_a_table_is_a_line():
    row = f"<w:tr>{cell('Toretsk')}{cell('3')}{cell('army')}</w:tr>"
    laid_out = f"<w:tr>{cell(s.WORDS, 'A second paragraph of the report.')}{cell()}</w:tr>"
    inner = f"<w:tr><w:tc><w:tbl>{row.replace('Toretsk', 'Pivdenne')}</w:tbl></w:tc></w:tr>"
    moved = "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>Shells </w:t></w:r></w:ins><w:r><w:t>fell.</w:t></w:r></w:p>"
    (page,) = read(s.docx(f"<w:tbl>{row}{laid_out}{inner}</w:tbl>{moved}"), "a.docx")
    assert words(page).split("\n") == [
        "Toretsk; 3; army",
        s.WORDS,
        "A second paragraph of the report.",
        "Pivdenne; 3; army",
        "Shells fell.",
    ]


def test_a_web_archive_says_what_captured_it():
    info = s.record(0, b"software: Crawler/1.2 (x)\r\nformat: WARC File Format 1.0\r\n", "warcinfo")
    page = s.record(1, s.http(s.page(1)))
    (found,) = pages(read(info + page, "a.warc"))
    assert ("captured-by", "Crawler/1.2 (x)") in found.headers
    assert "captured-by" not in dict(pages(read(page, "a.warc"))[0].headers)
