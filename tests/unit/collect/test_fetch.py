# ruff: noqa: E501
"""Fetching against a server in this process (loopback, allowed to these tests only), and what is refused without asking."""

import contextlib
import gzip
import resource
import sys
import time
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import brotli
import pytest
import zstandard

from warledger.collect import CollectOptions, FetchOptions, iter_pages
from warledger.collect.fetch import Fetcher, Surroundings
from warledger.collect.guard import Refused, addresses_of, check_address, check_url
from warledger.collect.web import iter_web
from warledger.model import RawPage, Rejection

sys.path.insert(0, str(Path(__file__).parent))
import samples as s
import servers


@pytest.fixture
def site():
    with servers.serve() as running:
        yield running


def options(site, **more):
    return FetchOptions(
        **{"delay_s": 0.0, "contact": "mailto:desk@a.example", "allowed": site.allowed, "total_s": 5.0, "idle_s": 3.0} | more
    )


def fetch(site, path="/", **more):
    with Fetcher(options(site, **more)) as fetcher:
        return fetcher.fetch(site.base + path)


def refusal(site, path="/", **more):
    with pytest.raises(Refused) as caught:
        fetch(site, path, **more)
    return caught.value


# T1, T2: what is never asked

MATRIX = [
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
    "http://017700000001/", "http://0.0.0.0/", "http://0/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[2002:7f00:1::]/", "http://[ff02::1]/",
    "http://100.64.0.1/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/", "http://192.0.2.1/", "http://198.18.0.1/",
    "http://user@example.org/", "http://user:pw@127.0.0.1/", "http://example.org@127.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://１２７.0.0.1/",
    "http://127.0.0.1./", "http://example.org:22/", "http://example.org:8080/", "https://example.org:80/", "http://example.org:0/", "http://example.org:99999/",
    "file:///etc/passwd", "gopher://example.org/", "data:text/html,x", "ftp://example.org/", "javascript:alert(1)", "//example.org/", "", "http://",
    "http:///x", "http://exa mple.org/", "http://example.org\\@127.0.0.1/", "http://example.org/\r\nHost: x", "http://" + "a" * 300 + ".org/", "http://a..b/",
]  # fmt: skip


@pytest.mark.parametrize("url", MATRIX)
def test_the_matrix_of_hostile_addresses_is_refused_with_a_reason(url):
    with pytest.raises(Refused) as caught:
        check_url(url)
    assert caught.value.code in ("address", "private-address") and caught.value.detail
    (refused,) = iter_web([url], CollectOptions())
    assert isinstance(refused, Rejection) and refused.code == caught.value.code


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "https://example.org:443/a?b=c#d",
        "http://bücher.example/x",
        "http://xn--bcher-kva.example/",
        "https://8.8.8.8/",
    ],
)
def test_ordinary_addresses_pass(url):
    target = check_url(url)
    assert target.url.isascii() and "#" not in target.url


@pytest.mark.parametrize("name", ["localhost", "localhost.", "ip6-localhost"])
def test_names_that_lead_home_are_refused(name):
    with pytest.raises(Refused):
        check_url(f"http://{name}/")
        addresses_of(name.rstrip("."), 80)


def test_a_name_with_one_bad_address_is_refused_whole():
    with pytest.raises(Refused) as caught:
        addresses_of("a.example", 80, ask=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    assert caught.value.code == "private-address"
    assert addresses_of("a.example", 80, ask=lambda host, port: ["93.184.216.34"]) == ["93.184.216.34"]


@pytest.mark.parametrize("text", ["8.8.8.8", "2606:4700::1111"])
def test_public_addresses_pass(text):
    check_address(ip_address(text))


def test_a_name_is_connected_to_where_it_was_checked_each_time_anew(monkeypatch):
    import httpcore

    tried = []

    def connect(self, host, *_):
        tried.append(host)
        raise httpcore.ConnectError("not in a test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    with Fetcher(FetchOptions(delay_s=0), Surroundings(ask=lambda host, port: next(answers))) as fetcher:
        for code in ("unreachable", "private-address"):
            with pytest.raises(Refused) as caught:
                fetcher.fetch("http://rebind.example/")
            assert caught.value.code == code
    assert tried == ["93.184.216.34"]


@pytest.mark.parametrize(
    "where",
    ["http://169.254.169.254/", "http://127.0.0.1:1/", "file:///etc/passwd", "http://2130706433/", "//10.0.0.1/x", "ftp://a.example/"],
)
def test_redirects_to_forbidden_places_are_refused_unasked(site, where):
    site.say("/", b"", 302, Location=where)
    refused = refusal(site)
    assert refused.code in ("address", "private-address") and "redirects to where it may not" in refused.detail
    assert site.paths == ["/robots.txt", "/"]


def test_redirects_are_followed_and_counted(site):
    for n in range(7):
        site.say(f"/{n}", b"", 301, Location=f"/{n + 1}")
    site.say("/5", s.page(5), Content_Type="text/html")
    found = fetch(site, "/0")
    assert found.reached == f"{site.base}/5" and len(found.hops) == 5
    site.answers.pop("/5")
    site.say("/5", b"", 301, Location="/6")
    assert refusal(site, "/0").code == "redirects"


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    site.say("/", s.page(1), Content_Type="text/html")
    assert fetch(site).status == 200


# T3: limits


def test_a_bomb_is_refused_and_packed_pages_are_unpacked(site):
    site.say("/bomb", gzip.compress(b"0" * 300_000_000), Content_Encoding="gzip")
    assert refusal(site, "/bomb").code == "too-large"
    site.say("/packed", gzip.compress(s.page(1)), Content_Encoding="gzip")
    assert fetch(site, "/packed").body == s.page(1)
    for kind in ("br", "zstd", "gzip, gzip", "compress"):
        site.say("/odd", gzip.compress(s.page(1)), Content_Encoding=kind)
        assert refusal(site, "/odd").code == "unreadable"
    site.say("/lie", s.page(1), Content_Encoding="gzip")
    assert refusal(site, "/lie").code == "unreadable"


@pytest.mark.parametrize(("kind", "pack"), [("br", lambda b: brotli.compress(b, quality=1)), ("zstd", zstandard.ZstdCompressor().compress)])
def test_brotli_and_zstandard_are_unpacked_within_the_same_bounds(site, kind, pack):
    page = s.page(1) * 500
    site.say("/packed", pack(page), Content_Encoding=kind)
    assert fetch(site, "/packed").body == page
    assert kind in site.asked[-1][1]["accept-encoding"], "what is read is asked for"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    site.say("/bomb", pack(b"0" * 250_000_000), Content_Encoding=kind)
    packed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(site, "/bomb", max_bytes=20_000_000).code == "too-large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(before, packed) < 100_000, "kB"
    whole = pack(page)
    for odd in (b"", whole[:-1], whole[: len(whole) // 2], whole + b"more that is not packed", b"\xff" * 200, whole[1:]):
        site.say("/odd", odd, Content_Encoding=kind)
        assert refusal(site, "/odd").code == "unreadable"


def test_zstandard_frames_follow_each_other_and_have_small_windows(site):
    frame = zstandard.ZstdCompressor().compress
    skipped = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"words"
    site.say("/two", frame(b"<p>one") + skipped + frame(b"") + frame(b" two</p>"), Content_Encoding="zstd")
    assert fetch(site, "/two").body == b"<p>one two</p>"
    wide = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27, write_content_size=0)
    ).compressobj()
    site.say("/wide", wide.compress(b"x" * 9_000_000) + wide.flush(), Content_Encoding="zstd")
    assert refusal(site, "/wide").code == "unreadable"


def test_large_and_endless_bodies_are_cut(site):
    site.say("/large", b"x" * 300_000)
    assert refusal(site, "/large", max_bytes=100_000).code == "too-large"

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b"400\r\n" + b"y" * 1024 + b"\r\n")

    site.answers["/endless"] = endless
    assert refusal(site, "/endless", max_bytes=200_000).code == "too-large"


def drip(part):
    def answer(handler):
        with contextlib.suppress(OSError):
            if part == "body":
                handler.send_response(200)
                handler.send_header("Content-Length", "1000")
                handler.end_headers()
            else:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            handler.wfile.flush()
            for _ in range(100):
                handler.wfile.write(b"z")
                handler.wfile.flush()
                time.sleep(0.1)

    return answer


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_dripping_server_is_left_in_time(site, part):
    site.answers["/drip"] = drip(part)
    started = time.monotonic()
    assert refusal(site, "/drip", total_s=1.0).code == "timeout"
    assert time.monotonic() - started < 3


def test_silence_wrong_lengths_and_huge_headers_are_refused(site):
    site.answers["/silent"] = lambda handler: time.sleep(2)
    assert refusal(site, "/silent", idle_s=0.3).code == "timeout"
    site.answers["/short"] = lambda h: (200, {"Content-Length": "1000", "Connection": "close"}, b"too little")
    site.answers["/short"] = _short
    assert refusal(site, "/short").code == "unreachable"
    site.say("/headers", b"x", **{f"X-{n}": "y" * 60_000 for n in range(5)})
    assert refusal(site, "/headers").code == "unreachable"


def _short(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\ntoo little")
    handler.wfile.flush()


def test_no_cookie_is_sent_back(site):
    site.say("/a", b"", 302, Location="/b", Set_Cookie="id=1; Path=/")
    site.say("/b", s.page(1), Content_Type="text/html", Set_Cookie="id=2")
    with Fetcher(options(site)) as fetcher:
        found = fetcher.fetch(site.base + "/a")
        fetcher.fetch(site.base + "/b")
    assert all("cookie" not in headers for _, headers in site.asked)
    (page,) = iter_web([site.base + "/b"], CollectOptions(fetch=options(site)))
    assert all(name != "set-cookie" for name, _ in page.headers) and found.status == 200


# T4: manners


def test_robots_are_obeyed_by_name_and_a_contact_is_given(site):
    site.say("/robots.txt", b"User-agent: warledger\nDisallow: /closed\nUser-agent: *\nDisallow: /")
    site.say("/open", s.page(1), Content_Type="text/html")
    assert fetch(site, "/open").status == 200
    assert refusal(site, "/closed/1").code == "robots"
    assert "/closed/1" not in site.paths
    assert site.asked[0][1]["user-agent"].startswith("warledger/") and "mailto:desk@a.example" in site.asked[0][1]["user-agent"]


@pytest.mark.parametrize(("status", "code"), [(404, ""), (403, ""), (500, "robots"), (503, "robots")])
def test_a_missing_robots_file_opens_and_a_broken_server_closes(site, status, code):
    site.say("/robots.txt", b"", status)
    site.say("/a", s.page(1), Content_Type="text/html")
    assert (refusal(site, "/a").code if code else "") == code


def test_robots_are_checked_at_every_hop_and_its_redirects_are_guarded(site):
    site.say("/robots.txt", b"User-agent: *\nDisallow: /closed")
    site.say("/a", b"", 302, Location="/closed")
    assert refusal(site, "/a").code == "robots"
    with servers.serve() as other:
        other.say("/robots.txt", b"", 302, Location="http://169.254.169.254/robots.txt")
        assert refusal(other, "/").code == "private-address" and other.paths == ["/robots.txt"]


class Time:
    """A clock that sleeping moves."""

    def __init__(self):
        self.at, self.slept = 1000.0, []

    def around(self):
        return Surroundings(lambda: self.at, self.sleep, lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.at += seconds


def test_requests_to_one_host_wait_for_each_other_as_long_as_it_asks(site):
    site.say("/robots.txt", b"User-agent: *\nCrawl-delay: 7")
    site.say("/a", s.page(1), Content_Type="text/html")
    moving = Time()
    with Fetcher(options(site, delay_s=1.0), moving.around()) as fetcher:
        for _ in range(3):
            fetcher.fetch(site.base + "/a")
    assert moving.slept == [7.0, 7.0]


def test_told_to_come_later_it_waits_or_gives_up(site):
    answers = iter([(429, {"Retry-After": "9"}, b""), (200, {"Content-Type": "text/html"}, s.page(1))])
    site.answers["/busy"] = lambda handler: next(answers)
    moving = Time()
    with Fetcher(options(site), moving.around()) as fetcher:
        assert fetcher.fetch(site.base + "/busy").status == 200
    assert moving.slept == [9.0]
    site.say("/closed", b"", 503, Retry_After="86400")
    assert refusal(site, "/closed").code == "later"


def test_what_did_not_change_is_not_sent_again(site):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {"ETag": '"1"', "Content-Type": "text/html"}, s.page(1)

    site.answers["/a"] = answer
    from warledger.collect.web import known_of

    with Fetcher(options(site)) as fetcher:
        first = fetcher.fetch(site.base + "/a")
        again = fetcher.fetch(site.base + "/a", known_of(first))
    assert again.unchanged and not again.body


# pages


def test_a_page_keeps_its_chain_of_custody(site):
    site.say("/a", b"", 301, Location="/b")
    site.say("/b", s.page(1), Content_Type="text/html; charset=utf-8", X_Robots_Tag="noarchive", TDM_Reservation="1")
    (page,) = iter_web([site.base + "/a"], CollectOptions(fetch=options(site)))
    assert isinstance(page, RawPage)
    headers = dict(page.headers)
    assert (headers["asked"], headers["reached"], headers["hop"]) == (site.base + "/a", site.base + "/b", site.base + "/a")
    assert headers["x-robots-tag"] == "noarchive" and headers["tdm-reservation"] == "1" and headers["captured-by"].startswith("warledger/")
    assert page.captured_at.tzinfo is not None and page.identity == page.declared.url == site.base + "/b"
    assert page.content == s.page(1)


def test_a_feed_is_followed_and_stands_in_where_pages_cannot_be_had(site):
    feed = s.rss(3).replace(b"https://a.example", site.base.encode())
    site.say("/feed", feed, Content_Type="application/rss+xml")
    site.say("/0", s.page(0), Content_Type="text/html")
    site.say("/1", b"", 410)
    items = list(iter_web([site.base + "/feed", site.base + "/0"], CollectOptions(fetch=options(site))))
    pages = [i for i in items if isinstance(i, RawPage)]
    assert [p.name for p in pages] == [f"{site.base}/{n}" for n in range(3)]
    assert b"Report 0" in pages[0].content and pages[0].declared.title == "T0 & more" and pages[0].declared.published
    assert b"Shells fell" in pages[1].content and [i.code for i in items if isinstance(i, Rejection)] == ["http-410", "http-404"]
    assert site.paths.count("/0") == 1


def test_sitemaps_are_walked_and_loops_end(site):
    site.say("/map.xml", s.sitemap([f"{site.base}/map.xml", f"{site.base}/two.xml.gz"], index=True), Content_Type="application/xml")
    site.say(
        "/two.xml.gz",
        gzip.compress(s.sitemap([f"{site.base}/1", f"{site.base}/map.xml", "http://10.0.0.1/x"])),
        Content_Type="application/gzip",
    )
    site.say("/1", s.page(1), Content_Type="text/html")
    items = list(iter_web([site.base + "/map.xml"], CollectOptions(fetch=options(site))))
    assert [i.name if isinstance(i, RawPage) else i.code for i in items] == [f"{site.base}/1", "private-address"]


def test_a_list_of_addresses_in_a_file_is_fetched_and_a_bound_holds(site, tmp_path):
    for n in range(4):
        site.say(f"/{n}", s.page(n), Content_Type="text/html")
    listed = tmp_path / "list.txt"
    listed.write_text("# mine\n" + "\n".join(f"{site.base}/{n}" for n in range(4)))
    items = list(iter_pages([listed], CollectOptions(fetch=options(site, max_pages=3))))
    assert [type(i) for i in items] == [RawPage, RawPage, RawPage, Rejection] and items[-1].code == "too-many"
    assert not [i for i in iter_pages([tmp_path], CollectOptions(fetch=options(site))) if i.name.startswith("http")], "not from a folder"


def test_a_pdf_and_a_picture_are_what_their_bytes_are(site):
    site.say("/p", s.pdf(), Content_Type="text/html")
    site.say("/i", b"\x89PNG\r\n\x1a\n" + bytes(100), Content_Type="text/html")
    page, refused = iter_web([site.base + "/p", site.base + "/i"], CollectOptions(fetch=options(site)))
    assert page.media_type == "application/pdf" and refused.code == "binary"
