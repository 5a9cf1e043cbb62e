"""Memory of a watch over many rounds: python -m benchmarks.watching [--rounds N] [--every N].

A server in this process gives a feed that in turn is new, unchanged, broken, moved, repeats itself, goes back in time or is not there;
every `--every` rounds it has a new page, which the default stages read. Prints resident memory, Python's own objects, open files and
threads on the way. After the last round the watch waits as it does for weeks, is told to stop, and has to have left nothing open.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import threading
import time
import tracemalloc
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from warledger.collect import FetchOptions
from warledger.run.default import default_stages
from warledger.run.watch import FeedOptions, Listeners, Said, Watcher, WatchOptions, watch_until
from warledger.store import open_store

STATES = ("same", "unchanged", "broken", "moved", "repeats", "back", "gone")


class Site:
    """What the server says now."""

    def __init__(self) -> None:
        self.pages, self.state, self.base = 1, "same", ""

    def feed(self) -> bytes:
        """The feed as it is in this state."""
        day = 1 if self.state == "back" else 12
        numbers = [n for n in range(max(0, self.pages - 50), self.pages) for _ in range(5 if self.state == "repeats" else 1)]
        items = "".join(
            f"<item><title>Page {n}</title><link>{self.base}/p{n}</link><pubDate>Mon, {day} Dec 2016 10:00:00 GMT</pubDate></item>"
            for n in numbers
        )
        return f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body of an address."""
        if path.startswith("/p"):
            text = f"Shells fell on the northern quarter of Aleppo. The Observatory said {path[2:]} civilians were killed there. " * 4
            return 200, f"<html lang='en'><body><article><h1>Page {path[2:]}</h1><p>{text}</p></article></body></html>".encode()
        if path == "/robots.txt" or (self.state == "gone" and path == "/feed"):
            return 404, b""
        if path == "/feed" and self.state in ("unchanged", "moved"):
            return (304, b"") if self.state == "unchanged" else (301, b"")
        return 200, b"<rss><chan" if self.state == "broken" else self.feed()


def serve(site: Site) -> ThreadingHTTPServer:
    """The server, in a thread of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = site.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if self.path.startswith("/p") else "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            if status == 301:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def resident_mb() -> float:
    """Resident memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def left_open() -> str:
    """Files and threads of this process that are open now."""
    return f"{len(os.listdir('/proc/self/fd')):3} files {threading.active_count():2} threads"


def main() -> None:
    """Run the rounds and print what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--every", type=int, default=100)
    given = parser.parse_args()
    site, now = Site(), [1_000_000.0]
    server = serve(site)
    options = WatchOptions((FeedOptions(f"{site.base}/feed", 60),))
    door = FetchOptions(delay_s=0, allowed=frozenset({("127.0.0.1", server.server_address[1])}))
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "l.db", create=True) as store:
        state = Path(folder) / "l.db.watch.json"
        watcher = Watcher(options, default_stages(("syria",)), store, state, door, clock=lambda: now[0])
        listeners, said = Listeners.beside(state, options), Said(lambda _: None, lambda _: None)
        start = time.process_time()
        for number in range(1, given.rounds + 1):
            site.state, now[0] = STATES[number % len(STATES)], now[0] + 200_000
            site.pages = 1 + number // given.every
            watch_until(threading.Event(), watcher, listeners, said, once=True)
            if number == given.rounds // 8:
                tracemalloc.start()
            if number % max(1, given.rounds // 8) == 0:
                gc.collect()
                objects = tracemalloc.get_traced_memory()[0] / 1e6
                with store.view() as view:
                    reports = view.counts()["reports"]
                cost = time.process_time() - start
                print(
                    f"{number:6,} rounds  {reports:4} reports  {resident_mb():7.1f} MB  {objects:6.2f} MB since  "
                    f"{left_open()}  {cost:6.1f} s",
                    flush=True,
                )
        stop, beats = threading.Event(), []
        said = Said(lambda _: beats.append(1), lambda _: None)
        loop = threading.Thread(target=watch_until, args=(stop, watcher, listeners, said))
        loop.start()
        while not beats:
            time.sleep(0.1)
        stop.set()
        loop.join(30)
        print(f"told to stop while it waits: {'still there after 30 s' if loop.is_alive() else 'ended'}, {left_open()}")
    server.shutdown()


if __name__ == "__main__":
    main()
