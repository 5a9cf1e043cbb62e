"""A web server in the test's own process, on loopback, whose answers a test writes."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """`answers` maps a path to (status, headers, body) or to a function of the handler; `asked` is what was asked, in order."""

    def __init__(self):
        self.answers, self.asked, self.base, self.port = {}, [], "", 0

    def say(self, path, body, status=200, **headers):
        self.answers[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)

    @property
    def paths(self):
        return [path for path, _ in self.asked]

    @property
    def allowed(self):
        return frozenset({("127.0.0.1", self.port)})


@contextlib.contextmanager
def serve():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            answer = site.answers.get(self.path, (404, {}, b"not here"))
            if callable(answer):
                answer = answer(self)
                if answer is None:
                    self.close_connection = True
                    return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    site.port = server.server_address[1]
    site.base = f"http://127.0.0.1:{site.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def publish(site, *stories):
    """Puts pages on a site, each a path and the body's text, and a feed of them at /feed."""
    items = "".join(f"<item><title>{path}</title><link>{site.base}/{path}</link></item>" for path, _ in stories)
    site.say("/feed", f'<rss version="2.0"><channel><title>W</title>{items}</channel></rss>'.encode(), Content_Type="application/rss+xml")
    for path, text in stories:
        site.say(f"/{path}", f"<html><body>{text}</body></html>".encode(), Content_Type="text/html")
