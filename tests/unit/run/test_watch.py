# ruff: noqa: E501
"""Watching feeds that a server in this process serves, with the stages of `fakes`."""

import contextlib
import dataclasses
import gzip
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import fakes
import handmade as hm
from warledger.collect import FetchOptions
from warledger.model import Control, Estimate, InputError
from warledger.run.watch import (
    FeedOptions,
    Listeners,
    Said,
    Watcher,
    WatchOptions,
    WatchState,
    changes_since,
    load_watch,
    watch_until,
)
from warledger.run.watch.changes import KINDS
from warledger.run.watch.tell import write_atom
from warledger.run.watch.untold import Untold
from warledger.store import open_store

sys.path.insert(0, str(Path(__file__).parent.parent / "collect"))
import servers


@pytest.fixture
def site():
    with servers.serve() as running:
        yield running


@pytest.fixture
def store():
    with open_store(":memory:") as opened:
        yield opened


class Now:
    def __init__(self):
        self.at = 1_000_000.0

    def __call__(self):
        return self.at


def feed(site, *entries, base=None):
    items = "".join(
        f"<item><title>{path}</title><link>{base or site.base}/{path}</link><pubDate>{when}</pubDate></item>" for path, when in entries
    )
    return f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


MONDAY, TUESDAY = "Mon, 12 Dec 2016 10:00:00 GMT", "Tue, 13 Dec 2016 10:00:00 GMT"


def story(site, path, text):
    site.say(f"/{path}", f"<html><body>{text}</body></html>".encode(), Content_Type="text/html")


def watcher(site, store, tmp_path, now, *paths, **more):
    feeds = tuple(FeedOptions(f"{site.base}/{p}", 600) for p in paths or ("feed",))
    fetch = FetchOptions(delay_s=0, allowed=site.allowed, total_s=5)
    return Watcher(WatchOptions(feeds, **more), fakes.stages(), store, tmp_path / "state.json", fetch, clock=now)


def test_what_is_new_is_read_and_a_standing_that_rises_is_told(site, store, tmp_path):
    now = Now()
    site.say("/feed", feed(site, ("one", MONDAY)), Content_Type="application/rss+xml")
    story(site, "one", "SANA said 3 killed in Aleppo")
    watching = watcher(site, store, tmp_path, now)
    first = watching.round()
    assert (first.asked, first.new_pages, first.summary.new, first.changes) == (1, 1, 1, ())
    story(site, "two", "Observatory said 3 killed in Aleppo")
    site.say("/feed", feed(site, ("two", MONDAY), ("one", MONDAY)), Content_Type="application/rss+xml")
    assert watching.round().asked == 0 and watching.next_in() == 600, "not before its time"
    now.at += 600
    second = watching.round()
    (change,) = second.changes
    assert (change.kind, change.before, change.after) == ("standing-rose", "single-source", "corroborated")
    assert site.paths.count("/one") == 1


def test_a_new_start_goes_on_where_the_last_one_ended(site, store, tmp_path):
    now = Now()
    site.say("/feed", feed(site, ("one", MONDAY)), Content_Type="application/rss+xml", ETag='"1"')
    story(site, "one", "SANA said 3 killed in Aleppo")
    watcher(site, store, tmp_path, now).round()
    now.at += 600
    again = watcher(site, store, tmp_path, now).round()
    assert again.asked == 1 and again.new_pages == 0 and site.paths.count("/one") == 1
    assert site.asked[-1][1].get("if-none-match") == '"1"'


def test_a_feed_that_repeats_itself_or_goes_back_in_time_costs_little(site, store, tmp_path):
    now = Now()
    watching = watcher(site, store, tmp_path, now)
    story(site, "one", "SANA said 3 killed in Aleppo")
    for n in range(6):
        when = TUESDAY if n % 2 else MONDAY
        site.say("/feed", feed(site, *[("one", when)] * 50), Content_Type="application/rss+xml")
        watching.round()
        now.at += 600
    assert site.paths.count("/one") == 1, "a changed date is looked at once an hour at most"
    now.at += 3600
    watching.round()
    assert site.paths.count("/one") <= 2 and store.view().counts()["reports"] == 1


def test_the_memory_of_a_feed_stays_small():
    from warledger.run.watch.state import KEPT, FeedMemory

    memory = FeedMemory()
    for n in range(KEPT + 500):
        memory.saw(f"k{n}", "", float(n))
    assert len(memory.seen) == KEPT and not memory.wants(f"k{KEPT + 499}", "", 0) and memory.wants("k0", "", 0)


def test_broken_moved_and_silent_feeds_cost_only_themselves(site, store, tmp_path):
    now = Now()
    site.say("/good", feed(site, ("one", MONDAY)), Content_Type="application/rss+xml")
    story(site, "one", "SANA said 3 killed in Aleppo")
    site.say("/html", b"<html><body>no feed</body></html>", Content_Type="text/html")
    site.say("/old", b"", 301, Location="/good")
    watching = watcher(site, store, tmp_path, now, "broken", "html", "old", "good")
    done = watching.round()
    assert done.asked == 4 and done.summary.new == 1 and len(done.troubles) == 3
    assert any("moved to" in t for t in done.troubles) and any("404" in t for t in done.troubles)
    waits = []
    for _ in range(4):
        now.at += 100_000
        watching.round()
        state = WatchState.load(tmp_path / "state.json")
        waits.append(state.of(f"{site.base}/broken").next_at - now.at)
    assert waits == [2400, 4800, 9600, 19200] and state.of(f"{site.base}/good").failures == 0


@pytest.mark.parametrize(("status", "told"), [(301, True), (308, True), (302, False), (307, False)])
def test_a_feed_that_moved_for_good_is_told_of_once_and_a_detour_is_not(site, store, tmp_path, status, told):
    now = Now()
    site.say("/new", feed(site), Content_Type="application/rss+xml")
    site.say("/feed", b"", status, Location="/new")
    watching = watcher(site, store, tmp_path, now)
    assert [("moved to" in t) for t in watching.round().troubles] == [True] * told
    now.at += 600
    assert watching.round().troubles == ()


def test_a_feed_that_is_gone_is_asked_once_a_day(site, store, tmp_path):
    site.say("/feed", b"", 410)
    watching = watcher(site, store, tmp_path, Now())
    assert "410" in watching.round().troubles[0] and watching.next_in() == 86_400


def test_more_than_one_round_takes_is_left_for_the_next(site, store, tmp_path):
    now = Now()
    site.say("/feed", feed(site, *[(f"s{n}", MONDAY) for n in range(5)]), Content_Type="application/rss+xml", ETag='"1"')
    for n in range(5):
        story(site, f"s{n}", f"SANA said {n} killed in Aleppo")
    watching = watcher(site, store, tmp_path, now, max_new=3)
    assert watching.round().new_pages == 3
    now.at += 600
    assert watching.round().new_pages == 2


def test_told_to_stop_it_ends_between_two_pages(site, store, tmp_path):
    site.say("/feed", feed(site, *[(f"s{n}", MONDAY) for n in range(5)]), Content_Type="application/rss+xml")
    for n in range(5):
        story(site, f"s{n}", f"SANA said {n} killed in Aleppo")
    done = watcher(site, store, tmp_path, Now()).round(lambda: len(site.asked) >= 4)
    assert 0 < done.summary.new < 5
    damaged = tmp_path / "state.json"
    damaged.write_text("{half")
    assert WatchState.load(damaged).feeds == {}


def test_standings_figures_denials_and_places_are_told(store):
    hm.fill(store)
    with store.view() as view:
        before = view.overview.last_change()
        assert not changes_since(view, before)
    matters = []
    for m in hm.MATTERS:
        if m.id == "ma-24h":
            m = dataclasses.replace(
                m, id="ma-new", estimate=Estimate(900, 900, 900, "", "", ""), standing="corroborated", denied_by=("or-state",)
            )
        if m.id == "ma-took":
            m = dataclasses.replace(m, standing="single-source")
        matters.append(m)
    held = Control("pl-saeed", date(2016, 12, 13), "Syrian opposition", "held", "single-source", ("or-rebels",), (hm.SAYTARA.id,))
    store.writer().replace(dataclasses.replace(hm.CONCLUSIONS, matters=tuple(matters), control=(*hm.CONCLUSIONS.control, held)))
    with store.view() as view:
        changes = changes_since(view, before)
    told = {c.kind: c for c in changes}
    assert set(told) == {"denied", "standing-rose", "standing-fell", "figure-revised", "changed-hands"}
    assert told["figure-revised"].sentence().endswith("728 → 900") and told["figure-revised"].record_id == "ma-new"
    assert (told["changed-hands"].before, told["changed-hands"].after) == ("Syrian state", "Syrian opposition")
    assert [c.kind for c in changes] == sorted((c.kind for c in changes), key=KINDS.index)


def changes_of(store):
    hm.fill(store)
    with store.view() as view:
        return changes_since(view, 0)


def test_the_atom_file_grows_and_stays_whole(store, tmp_path):
    from warledger.collect.feeds import parse_feed

    path, changes = tmp_path / "c.atom", changes_of(store)
    assert changes
    for hour in (1, 2):
        write_atom(path, changes, datetime(2026, 1, 1, hour, tzinfo=UTC))
    found = parse_feed(path.read_bytes())
    assert len(found.entries) == 2 * len(changes) and len({e.key for e in found.entries}) == len(found.entries)
    path.write_text("<feed")
    write_atom(path, changes[:1], datetime(2026, 1, 1, 3, tzinfo=UTC))
    assert len(parse_feed(path.read_bytes()).entries) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no \\[\\[feed\\]\\]"), ("x = 1", "x is not known"), ("[[feed]]\nurl='file:///etc/passwd'", "only http"), ("[[feed", "not TOML"),
        ("[[feed]]\nurl='http://10.0.0.1/'", "not a public"), ("[[feed]]\nurl='https://a.example/f'\nevery='5s'", "no span"),
        ("[[feed]]\nurl='https://a.example/f'\n[webhook]\nurl='https://a.example/h'", "secret_env"), ("feed = [1]", "a table is needed"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_what_is_wrong(tmp_path, text, said):
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        load_watch(path)


def test_a_right_file(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(
        "every = '1h'\ncontact = 'mailto:a@b.example'\natom = 'c.atom'\n[[feed]]\nurl = 'https://a.example/f'\noutlet = 'A'\n"
        "[[feed]]\nurl = 'https://b.example/f'\nevery = '1d'\n[webhook]\nurl = 'http://127.0.0.1:9/h'\nsecret_env = 'X'\nlocal = true\n"
    )
    options = load_watch(path)
    assert [f.every_s for f in options.feeds] == [3600, 86400] and options.atom == tmp_path / "c.atom" and options.webhook.local


@pytest.mark.slow
def test_the_command_stops_cleanly_when_told(tmp_path):
    (tmp_path / "feeds.toml").write_text("[[feed]]\nurl = 'https://feeds.invalid/f'\n")
    command = [sys.executable, "-c", "from warledger.cli import main; main()", "watch", "feeds.toml", "--ledger", "l.db"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (tmp_path / "l.db.watch.json").exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0 and "stopped" in said, said


def test_a_ledger_that_fails_is_tried_again_and_what_was_fetched_is_fetched_again(site, store, tmp_path):
    from warledger.model import StoreError

    class Full:
        def __init__(self):
            self.left = 1

        def __call__(self):
            if self.left:
                self.left -= 1
                raise StoreError("the disk is full")

    full, now = Full(), Now()
    site.say("/feed", feed(site, ("one", MONDAY)), Content_Type="application/rss+xml", ETag='"1"')
    story(site, "one", "SANA said 3 killed in Aleppo")
    watching = watcher(site, store, tmp_path, now)
    working = watching._stages
    watching._stages = dataclasses.replace(working, reading=lambda: (full(), working.reading())[1])
    said = []
    listeners = Listeners.beside(tmp_path / "state.json", WatchOptions(()))

    class Waits(threading.Event):
        def wait(self, timeout=None):
            said.append(timeout)
            now.at += timeout
            if 600.0 in said:
                self.set()

    stop = Waits()
    watch_until(stop, watching, listeners, Said(lambda done: None, said.append))
    assert said[:2] == ["the disk is full; tried again in 1 minutes", 60.0]
    assert store.view().counts()["reports"] == 1 and site.paths.count("/one") == 2, said
    full.left = 1
    story(site, "two", "SANA said 4 killed in Idlib")
    site.say("/feed", feed(site, ("two", MONDAY)), Content_Type="application/rss+xml", ETag='"2"')
    now.at += 10_000
    with pytest.raises(StoreError):
        watch_until(threading.Event(), watching, listeners, Said(lambda done: None, said.append), once=True)


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(2000):
            handler.wfile.write(b"<rss ")
            time.sleep(0.05)


def test_a_host_that_is_closed_for_a_day_is_not_waited_for(site, store, tmp_path):
    site.say("/feed", b"", 503, Retry_After="86400")
    site.say("/good", feed(site, ("one", MONDAY)), Content_Type="application/rss+xml")
    start = time.monotonic()
    done = watcher(site, store, tmp_path, Now(), "feed", "good").round()
    assert done.asked == 2 and all("come back in 86400" in t for t in done.troubles) and time.monotonic() - start < 60
    assert "/good" not in site.paths, "it asked not to be asked"


CYRILLIC = (
    '<?xml version="1.0"{}?><rss version="2.0"><channel><title>Хвиля</title><item><title>one</title><link>{}</link></item></channel></rss>'
)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (drip, "more than 1 seconds"),
        (lambda h: time.sleep(3), "silent"),
        (lambda h: (200, {"Content-Type": "application/rss+xml"}, b"<rss>" + b"x" * 3_000_000), "more than 2.0 MB"),
        (lambda h: (200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 50_000_000)), "more than"),
        (lambda h: (200, {"Content-Type": "application/rss+xml"}, b"<!doctype html><title>Sign in</title><p>Please sign in"), "no feed"),
        (lambda h: (200, {"Content-Type": "application/rss+xml"}, b""), "no feed"),
        (lambda h: (200, {"Content-Type": "application/rss+xml"}, b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "no feed"),
        (lambda h: (301, {"Location": "/feed"}, b""), "redirects"),
        (lambda h: (308, {"Location": "http://169.254.169.254/"}, b""), "may not"),
        (lambda h: (410, {}, b""), "410"),
    ],
    ids=["drips", "silent", "huge", "bomb", "html", "empty", "picture", "moved to itself", "moved inside", "gone"],
)
def test_a_feed_that_misbehaves_is_one_line_and_a_longer_pause(site, store, tmp_path, answer, trouble):
    site.answers["/feed"] = answer
    site.say("/good", feed(site, ("one", MONDAY)), Content_Type="application/rss+xml")
    story(site, "one", "SANA said 3 killed in Aleppo")
    now, start = Now(), time.monotonic()
    watching = watcher(site, store, tmp_path, now, "feed", "good")
    watching._fetch = dataclasses.replace(watching._fetch, total_s=1.0, idle_s=1.0, max_bytes=2_000_000)
    done = watching.round()
    assert done.summary.new == 1 and time.monotonic() - start < 60
    (line,) = done.troubles
    assert trouble in line and line.startswith(f"{site.base}/feed:")
    assert watching._state.of(f"{site.base}/feed").next_at - now.at >= 1200
    now.at += 100_000
    site.say("/feed", feed(site, ("two", MONDAY)), Content_Type="application/rss+xml")
    story(site, "two", "SANA said 4 killed in Idlib")
    assert watching.round().summary.new == 1, "and it is well again when it is well"


@pytest.mark.parametrize(
    ("declared", "header", "wrote"),
    [
        ("", "application/xml; charset=iso-8859-1", "utf-8"), (' encoding="utf-8"', "text/xml", "cp1251"),
        (' encoding="x-unknown"', "text/xml; charset=nonsense", "utf-8"), (' encoding="utf-16"', "application/xml", "utf-8"),
        ("", "text/xml", "utf-16"), (' encoding="windows-1251"', "text/xml", "cp1251"),
    ],
)  # fmt: skip
def test_a_feed_whose_charset_is_wrong_still_gives_its_addresses(site, store, tmp_path, declared, header, wrote):
    site.say("/feed", CYRILLIC.format(declared, f"{site.base}/one").encode(wrote), Content_Type=header)
    story(site, "one", "SANA said 3 killed in Aleppo")
    done = watcher(site, store, tmp_path, Now()).round()
    assert done.summary.new == 1, done.troubles


def test_a_sitemap_that_is_a_gzip_file_is_watched_too(site, store, tmp_path):
    listed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{site.base}/one</loc></url></urlset>'
    site.say("/feed", gzip.compress(listed.encode()), Content_Type="application/gzip")
    story(site, "one", "SANA said 3 killed in Aleppo")
    assert watcher(site, store, tmp_path, Now()).round().summary.new == 1


def test_a_round_is_read_as_it_comes_in(site, store, tmp_path, monkeypatch):
    """Pages are stored while others are still to be fetched: a round of many large pages is never held together."""
    site.say("/feed", feed(site, *[(f"s{n}", MONDAY) for n in range(40)]), Content_Type="application/rss+xml")
    seen = []

    def page(handler):
        seen.append(store.view().counts()["reports"])
        return 200, {"Content-Type": "text/html"}, b"<html><body>SANA said %d killed in Aleppo</body></html>" % len(seen)

    for n in range(40):
        site.answers[f"/s{n}"] = page
    assert watcher(site, store, tmp_path, Now()).round().summary.new == 40
    assert seen[0] == 0 and seen[-1] >= 16


@pytest.mark.parametrize("text", ["{half", "[]", '{"at": "x"}', '{"at": "2026-01-01", "changes": 1}', '{"at": "2026-01-01"}'])
def test_a_damaged_file_of_what_is_untold_is_none(site, store, tmp_path, text):
    (tmp_path / "state.untold.json").write_text(text)
    assert Untold(tmp_path / "state.untold.json").left() is None
    site.say("/feed", feed(site), Content_Type="application/rss+xml")
    assert watcher(site, store, tmp_path, Now()).round().asked == 1


def test_what_was_noted_is_read_back_as_it_was_written(store, tmp_path):
    changes = changes_of(store)
    untold, at = Untold(tmp_path / "u.json"), datetime(2026, 1, 1, tzinfo=UTC)
    untold.begin(at, 7)
    left = untold.left()
    assert (left.at, left.last, left.changes) == (at, 7, None)
    untold.found(at, changes)
    assert untold.left().changes == tuple(changes) and changes
    untold.done()
    untold.done()
    assert untold.left() is None
