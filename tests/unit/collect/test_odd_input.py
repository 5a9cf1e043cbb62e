"""Odd and hostile inputs that once crashed, hung, or gave half a record; each is a document or a recorded rejection."""

import gzip
import io
import lzma
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warledger.clean import clean_page
from warledger.clean.decode import decode
from warledger.collect.contract import CollectOptions, Input
from warledger.collect.dispatch import read_input
from warledger.model import RawPage, Rejection, Report
from warledger.run.default import language_packs

sys.path.insert(0, str(Path(__file__).parent))
import samples as s

RUSSIAN = "Жители сообщили, что обстрел убил 34 человека в городе. " * 5


def read(content, name):
    return list(read_input(Input(name, io.BytesIO(content)), CollectOptions()))


def codes(items):
    return [i.code for i in items if isinstance(i, Rejection)]


@pytest.mark.parametrize("charset", ["hex", "punycode", "idna", "undefined", "unicode_escape", "zlib", "rot13", "\x00", "x" * 9000])
def test_a_declared_charset_that_is_none_is_passed_over(charset):
    assert decode(RUSSIAN.encode("cp1251"), charset)[0] == RUSSIAN
    page = s.http(f"<html><p>{RUSSIAN}</p></html>".encode("cp1251"), f"text/html; charset={charset}")
    (item,) = read(s.record(1, page), "a.warc")
    report = clean_page(item, language_packs())
    assert isinstance(report, Report) and "обстрел убил 34" in report.text


@pytest.mark.parametrize("moment", ["2016-12-12T25:00Z", "2016-13-40T10:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_day_or_hour_that_is_none_costs_only_itself(moment):
    (item,) = read(b'{"text": "%s", "published": "%s"}' % (s.WORDS.encode(), moment.encode()), "a.jsonl")
    report = clean_page(item, language_packs())
    assert isinstance(report, Report) and report.published_at is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"name": "\\ud800", "title": "\\ud83d", "url": "\\udfff", "text": "WORDS"}'),
        ("a.json", b'{"type": "channel", "name": "\\ud800", "id": "\\ud800", "messages": [{"id": "\\ud800", "type": "message", '
                   b'"date": "\\ud800", "forwarded_from": "\\ud800", "text": "WORDS"}]}'),
    ],
)  # fmt: skip
def test_halves_of_characters_do_not_reach_the_ledger(name, content):
    (page,) = read(content.replace(b"WORDS", s.WORDS.encode()), name)
    assert isinstance(page, RawPage)
    known = page.declared
    for text in (page.name, page.identity, known.title, known.url, known.outlet, known.published, *(v for h in page.headers for v in h)):
        text.encode("utf-8")


def test_a_member_with_broken_lzma_is_refused_and_the_others_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as z:
        z.writestr("a.txt", s.WORDS * 5)
        z.writestr("b.txt", s.WORDS)
    whole = out.getvalue()
    broken = whole[:45] + b"\xff" * 4 + whole[49:]
    with pytest.raises(lzma.LZMAError):
        zipfile.ZipFile(io.BytesIO(broken)).read("a.txt")
    items = read(broken, "a.zip")
    assert codes(items) == ["archive"] and [i.name for i in items if isinstance(i, RawPage)][0].endswith("b.txt")


def test_a_file_full_of_record_marks_is_passed_over_quickly():
    start = time.process_time()
    good = s.record(1, s.http(s.page(1)))
    items = read(b"WARC/1.0\r\n" * 200_000 + good, "a.warc")
    assert time.process_time() - start < 2
    assert len([i for i in items if isinstance(i, RawPage)]) <= 1 and items
    items = read(b"WARC/1.0\r\n" * 20_000 + b"\n\r\n" + good, "a.warc")
    assert [i.name for i in items if isinstance(i, RawPage)] == ["https://a.example/1"]


@pytest.mark.parametrize("date", [b"2016-12-12T10:00:01", b"2016-12-12"])
def test_a_capture_without_a_zone_is_in_utc(date):
    (page,) = read(s.record(1, s.http(s.page(1))).replace(b"2016-12-12T10:00:01Z", date), "a.warc")
    assert page.captured_at.tzinfo is not None and page.captured_at.date() == datetime(2016, 12, 12, tzinfo=UTC).date()


def test_an_mbox_without_letters_says_so():
    assert codes(read(b"From ", "a.mbox")) == ["empty"]


def test_lines_of_white_space_are_an_empty_file():
    assert codes(read(b" \n\t\n", "a.jsonl")) == ["empty"]


def test_a_line_that_begins_with_from_does_not_cut_a_letter():
    body = f"{s.WORDS}\n\nFrom the north, shelling killed 5 people in town.\n\n{s.WORDS}"
    who = (
        "a@b.example Mon Dec 12 10:00:00 2016",
        "- Mon, 12 Dec 2016 10:00:00 +0000",
        "1@xxx Mon Dec 12 10:00:00 +0000 2016",
        "a@b.example",
    )
    box = "".join(f"From {w}\nSubject: {n}\nMessage-ID: <{n}@a.example>\n\n{body}\n\n" for n, w in enumerate(who))
    pages = read(box.encode(), "a.mbox")
    assert len(pages) == 4 and all(b"From the north" in p.content for p in pages)


def header_of(size, name="a.txt"):
    """A tar of one member whose header gives another size in base 256."""
    made = bytearray(s.tarred({name: s.WORDS.encode()})[:1024])
    made[124:136] = size.to_bytes(12, "big", signed=True) if size < 0 else b"\x80" + size.to_bytes(11, "big")
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made[:512])
    return bytes(made)


@pytest.mark.parametrize("size", [1 << 50, -1, 10_000_000])
@pytest.mark.parametrize("pack", [bytes, lambda b: gzip.compress(b)])
def test_a_tar_that_lies_about_sizes_ends_soon_and_says_so(size, pack):
    good = s.tarred({"good.txt": s.WORDS.encode()})[:1024]
    start = time.process_time()
    items = read(pack(good + header_of(size) + s.tarred({"b.txt": s.WORDS.encode()})), "a.tar")
    assert time.process_time() - start < 5
    assert [i.name for i in items if isinstance(i, RawPage)] == ["a.tar/good.txt"] and "archive" in codes(items)


def test_a_broken_header_in_the_middle_of_a_tar_is_told():
    one = s.tarred({"a.txt": s.WORDS.encode()})[:1024]
    items = read(one + b"\x07" * 512 + one.replace(b"a.txt", b"b.txt"), "a.tar")
    assert len([i for i in items if isinstance(i, RawPage)]) == 1 and codes(items) == ["archive"]


TOLD = b"At least 12 people were killed when shells hit the town of Tavo on Monday, residents said."
LIST = b"Names of the villages that were shelled on Monday: Arna, Tavo, Velm."
OUTLOOK = b"""Subject: Shelling\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed;\r
\tboundary=----=_NextPart_000_0023_08\r
\r
------=_NextPart_000_0023_08\r
Content-Type: text/plain; charset=utf-8\r
\r
At least 12 people were killed when shells hit the town of Tavo on Monday, residents said.\r
------=_NextPart_000_0023_08\r
Content-Type: text/plain; name=list.txt\r
Content-Disposition: attachment; filename=list.txt\r
\r
Names of the villages that were shelled on Monday: Arna, Tavo, Velm.\r
------=_NextPart_000_0023_08--\r
"""


def test_a_boundary_without_quotes_cuts_a_letter_all_the_same():
    letter, attached = read(OUTLOOK, "a.eml")
    assert "12 people were killed" in clean_page(letter, language_packs()).text and "Arna" in clean_page(attached, language_packs()).text


def test_a_plain_part_that_only_points_at_the_other_is_passed_over():
    words = "<p>" + "At least 12 people were killed in the town of Tavo on Monday, residents said. " * 6 + "</p>"
    both = OUTLOOK.replace(TOLD, b"Open this in a browser.").replace(LIST, f"<html><body>{words}</body></html>".encode())
    both = both.replace(b"text/plain; name=list.txt", b"text/html").replace(b"Content-Disposition: attachment; filename=list.txt\r\n", b"")
    (letter,) = read(both, "a.eml")
    assert "12 people" in clean_page(letter, language_packs()).text and "browser" not in clean_page(letter, language_packs()).text
