"""Hostile inputs, one a name: bytes that are small or cheap to make and dear to read."""

import gzip
import io
import json
import zipfile

MB = 1_000_000
PARAGRAPH = "<p>At least 34 civilians were killed in Aleppo on Monday, the Observatory said.</p>\n"


def html(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def zip_of(name, content):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def laughs():
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{entities}]><html><body><p>&l9;</p></body></html>'.encode()


def quadratic():
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "{"a" * 100_000}">]><html><body>{"&a;" * 20_000}</body></html>'.encode()


def outside():
    head = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return head + b"<html><body><p>Killed &x; here said the army</p></body></html>"


BOMBS = {
    "deep.html": lambda: html("<div>" * 5_000 + PARAGRAPH),
    "deeper.html": lambda: html("<div>" * 200_000 + PARAGRAPH),
    "deep-inline.html": lambda: html("<b>" * 100_000 + PARAGRAPH),
    "attributes.html": lambda: html(f"<p {' '.join(f'a{i}=x' for i in range(300_000))}>x</p>{PARAGRAPH * 5}"),
    "long-attribute.html": lambda: html(f'<p title="{"x" * 10 * MB}">y</p>{PARAGRAPH * 5}'),
    "paragraphs.html": lambda: html(PARAGRAPH * 100_000),
    "table.html": lambda: html("<table>" + "<tr><td>x" * 200_000 + PARAGRAPH * 5),
    "unclosed.html": lambda: b"<html><body>" + b"<" * 5 * MB,
    "comments.html": lambda: b"<html><body>" + b"<!--" * MB,
    "entities.html": lambda: html("&amp;" * MB + "&#x1F4A9;" * 300_000 + PARAGRAPH),
    "laughs.xhtml": laughs,
    "quadratic.xhtml": quadratic,
    "outside.xhtml": outside,
    "script.html": lambda: html("<script>" + "x=1;" * 2 * MB + "</script>" + PARAGRAPH * 5),
    "jsonld.html": lambda: html(PARAGRAPH * 5, f'<script type="application/ld+json">{"[" * 100_000}</script>'),
    "date.html": lambda: html(PARAGRAPH * 5, f'<meta property="article:published_time" content="{"1" * MB}">'),
    "too-large.txt": lambda: b"a b " * 6 * MB,
    "line.txt": lambda: b"The army killed 34 people in Aleppo, the Observatory said, and " * 100_000,
    "lines.txt": lambda: b"Aleppo\n" * 700_000,
    "letters.txt": lambda: "ا".encode() * 2 * MB,
    "marks.txt": lambda: ("e" + "\u0301" * 500_000 + " killed 34 in Aleppo").encode(),
    "bidi.txt": lambda: ("\u202e\u2066" * 200_000 + "killed 34 people in Aleppo on Monday").encode(),
    "zeros.txt": lambda: b"killed 34" + b"\0" * 5 * MB,
    "digits.txt": lambda: b"The army killed " + b"9" * 200_000 + b" people in Aleppo on Monday, the Observatory said.",
    "commas.txt": lambda: b"The army killed " + b"1,000" * 100_000 + b" people in Aleppo, the Observatory said.",
    "quotes.txt": lambda: ('"«“' * 300_000 + " the army killed 34 people in Aleppo, the Observatory said.").encode(),
    "spaces.txt": lambda: b"The army killed 34" + b" " * 3 * MB + b"people in Aleppo, the Observatory said.",
    "utf16.txt": lambda: ("killed 34 people in Aleppo " * 100_000).encode("utf-16"),
    "deep.jsonl": lambda: b'{"text":' + b"[" * 200_000 + b"\n",
    "long.jsonl": lambda: b'{"text":"' + b"a" * 50 * MB + b'"}\n' + json.dumps({"text": "The army killed 34 in Aleppo."}).encode(),
    "many-keys.jsonl": lambda: json.dumps({f"k{i}": i for i in range(300_000)} | {"text": "The army killed 34 in Aleppo."}).encode(),
    "number.jsonl": lambda: b'{"text":"The army killed 34 in Aleppo today","published":' + b"9" * 100_000 + b"}",
    "bomb.txt": lambda: gzip.compress(bytes(200 * MB)),
    "bomb.html": lambda: zip_of("a.html", bytes(200 * MB)),
    "pdf.txt": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999>>stream\n" * 100_000,
}
