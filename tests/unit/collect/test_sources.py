import io
import json
import os
from pathlib import Path

import pytest

from warledger.collect import CollectOptions, count_sources, iter_pages
from warledger.collect.sniff import media_type
from warledger.model import RawPage, Rejection


def read(path: Path, **options: int) -> list[RawPage | Rejection]:
    return list(iter_pages([path], CollectOptions(**options)))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "pdf"),
        (b"PK\x03\x04" + b"\x00" * 40, "archive"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x7fELF" + b"\x00" * 100, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    (refused,) = read(file)
    assert isinstance(refused, Rejection)
    assert (refused.name, refused.code) == ("report.txt", code)
    assert refused.detail


def test_a_missing_file_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = tmp_path / "b.txt"
    good.write_text("Shells fell on the town.")
    first, second = iter_pages([tmp_path / "a.txt", good])
    assert isinstance(first, Rejection)
    assert first.code == "unreadable"
    assert isinstance(second, RawPage)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    file.chmod(0)
    (refused,) = read(file)
    assert isinstance(refused, Rejection)
    assert refused.code == "unreadable"


def test_a_folder_is_read_through_in_sorted_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.txt", ".git/d.txt", "e.exe"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<html><body>Hello there" if name.endswith("html") else "Hello there")
    names = [page.name for page in iter_pages([tmp_path])]
    assert names == ["a.html", "b.txt", "sub/c.txt"]
    assert count_sources([tmp_path]) == 3


def test_a_page_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    file.write_bytes(b"a" * 2000)
    (refused,) = read(file, max_bytes=1000)
    assert isinstance(refused, Rejection)
    assert refused.code == "too-large"


def test_json_lines_keep_what_is_known_and_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    good = {"name": "r1", "text": "Shells fell.", "url": "https://a.example/1", "outlet": "A", "published": "2024-03-05", "language": "en"}
    rows = [json.dumps(good), "{not json", "[1]", json.dumps({"name": "r2"}), json.dumps({"name": "r3", "text": " "}), "x" * 5000, ""]
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join([*rows, json.dumps({"text": "After the long line."})]))
    got = read(file, max_bytes=3000)
    assert [g.code if isinstance(g, Rejection) else g.name for g in got] == [
        "r1",
        "not-json",
        "not-json",
        "no-text",
        "empty",
        "too-large",
        "in.jsonl:8",
    ]
    page = got[0]
    assert isinstance(page, RawPage)
    assert page.declared.published == "2024-03-05"
    assert page.identity == "https://a.example/1"


def test_the_same_bytes_are_one_page_unless_url_or_name_tells_them_apart() -> None:
    assert RawPage("a.txt", b"x").id == RawPage("b.txt", b"x").id
    assert RawPage("a", b"x", identity="https://a.example").id != RawPage("a", b"x", identity="https://b.example").id


def test_standard_input_takes_plain_text_and_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, name in ((b"Shells fell on the town.", "stdin"), (b'{"name": "r", "text": "Shells fell."}\n', "r")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
        (page,) = iter_pages(["-"])
        assert isinstance(page, RawPage)
        assert page.name == name


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "a.txt", "text/html"),
        (b"<p>Hello</p>", "a.html", "text/html"),
        ("Привет".encode("utf-16"), "a.txt", "text/plain"),
        ("Привет, как дела сегодня".encode("utf-16-le"), "a.txt", "text/plain"),
        ("سوريا".encode("cp1256"), "a.txt", "text/plain"),
    ],
)
def test_bytes_tell_what_they_are_before_the_name_does(content: bytes, name: str, kind: str) -> None:
    assert media_type(content, name) == kind
