# ruff: noqa: E501
"""Small files of every kind that readers know, made here byte by byte."""

import gzip
import io
import json
import tarfile
import zipfile

WORDS = "Shells fell on the market of the town on Monday and killed 12 civilians, residents said."


def pdf(lines=(WORDS,), text=True):
    """A PDF of one page with a text layer, or with a drawn box only."""
    drawing = "BT /F1 12 Tf 14 TL 40 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET" if text else "10 10 100 100 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{o:010} 00000 n \n" for o in offsets)
    start = len(out)
    return f"{out}xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode("latin-1")


def docx(body=f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>", doctype=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        z.writestr("word/document.xml", f"<?xml version='1.0'?>{doctype}<w:document {ns}><w:body>{body}</w:body></w:document>")
        z.writestr("docProps/core.xml", '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A title</dc:title></c>')
    return out.getvalue()


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members.items():
            z.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members, packed=False):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz" if packed else "w") as t:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            t.addfile(info, io.BytesIO(content))
    return out.getvalue()


def letter(body=WORDS, subject="Shelling", extra=""):
    return (
        f"From: News Desk <desk@a.example>\r\nTo: x@b.example\r\nSubject: {subject}\r\nDate: Mon, 12 Dec 2016 10:00:00 +0200\r\n"
        f"Message-ID: <1@a.example>\r\nMIME-Version: 1.0\r\n{extra}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    ).encode()


def letter_with(name, content):
    import base64

    return (
        "From: desk@a.example\r\nSubject: With paper\r\nDate: Mon, 12 Dec 2016 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        f"{WORDS}\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n{base64.b64encode(content).decode()}\r\n--b--\r\n'
    ).encode()


def mhtml():
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/news/1\r\nSubject: Market hit\r\n"
        "Date: Mon, 12 Dec 2016 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n\r\n------x\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/news/1\r\n\r\n"
        f"<html><body><article><p>{WORDS} =D0=9F=D1=80</p></article></body></html>\r\n"
        "------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/i.png\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
    ).encode()


def http(body, kind="text/html", status="200 OK", extra=""):
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body


def record(number, payload, kind="response", length=None):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\nWARC-Date: 2016-12-12T10:00:0{number % 10}Z\r\n"
        f"WARC-Target-URI: https://a.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload) if length is None else length}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def page(number):
    return f"<html><body><article><p>Report {number}. {WORDS}</p></article></body></html>".encode()


def warc(count=5, packed=True):
    records = [record(n, http(page(n))) for n in range(count)]
    return b"".join(gzip.compress(r, mtime=0) if packed else r for r in records)


def rss(entries=2, extra=""):
    items = "".join(
        f"<item><title>T{n} &amp; more</title><link>https://a.example/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Mon, 12 Dec 2016 1{n}:00:00 +0200</pubDate><description><![CDATA[<p>{WORDS}</p>]]></description></item>"
        for n in range(entries)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{extra}<rss version="2.0"><channel><title>The Wire</title><language>en</language>'
        f"<link>https://a.example</link>{items}</channel></rss>"
    ).encode()


def sitemap(urls, index=False):
    tag, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    body = "".join(f"<{inner}><loc>{u}</loc></{inner}>" for u in urls)
    return f'<?xml version="1.0"?><{tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</{tag}>'.encode()


def telegram():
    messages = [
        {"id": 1, "type": "service", "date": "2016-12-12T09:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2016-12-12T12:00:00", "date_unixtime": "1481536800", "text": WORDS},
        {
            "id": 3,
            "type": "message",
            "date": "2016-12-12T13:00:00",
            "text": ["Bold: ", {"type": "bold", "text": WORDS}],
            "forwarded_from": "B",
        },
        {"id": 4, "type": "message", "date": "2016-12-12T13:00:00", "photo": "p.jpg", "text": ""},
    ]
    return json.dumps({"name": "Aleppo now", "type": "public_channel", "id": 77, "messages": messages}).encode()


BILLION = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(
        f'<!ENTITY lol{n} "{"&lol" + str(n - 1 if n > 1 else "") + ";"}{("&lol" + str(n - 1 if n > 1 else "") + ";") * 9}">'
        for n in range(1, 10)
    )
    + "]>"
)
XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:9/x.dtd"> %d;]>'
