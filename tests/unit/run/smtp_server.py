"""A mail server in the test's own process, on loopback: it speaks as much SMTP as a client needs, and misbehaves when told to."""

import base64
import contextlib
import socketserver
import ssl
import threading


class Post:
    """`letters` holds (from, recipients, bytes) of what was taken; `password` is wanted when set; `says` replaces answers by command."""

    def __init__(self, certificate=None, tls_at_once=False):
        self.letters, self.says, self.password, self.port, self.talk = [], {}, "", 0, []
        self.certificate, self.tls_at_once = certificate, tls_at_once

    def context(self):
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        found.load_cert_chain(*self.certificate)
        return found


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError, ValueError):
            self.secret = False
            if self.post.tls_at_once:
                self.secure()
            self.talk()

    @property
    def post(self):
        return self.server.post

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def secure(self):
        self.request = self.connection = self.post.context().wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile, self.secret = self.connection.makefile("rb"), self.connection.makefile("wb", 0), True

    def talk(self):
        greeting = self.post.says.get("greeting", "220 here")
        if callable(greeting):
            greeting(self)
            return
        self.say(greeting)
        self.sender, self.recipients = "", []
        while (line := self.rfile.readline().decode().strip()) and not line.upper().startswith("QUIT"):
            word = line.split()[0].upper()
            self.post.talk.append((word, self.secret))
            if word in self.post.says:
                self.say(self.post.says[word])
            else:
                getattr(self, f"on_{word.lower()}", self.on_other)(line)

    def on_other(self, line):
        self.say("250 ok")

    def on_ehlo(self, line):
        more = ["AUTH PLAIN"] if self.post.password else []
        more += ["STARTTLS"] if self.post.certificate and not self.secret else []
        self.wfile.write("".join(f"250-{each}\r\n" for each in ["here", *more]).encode())
        self.say("250 8BITMIME")

    def on_starttls(self, line):
        if self.post.certificate:
            self.say("220 go")
            self.secure()
        else:
            self.say("502 no")

    def on_auth(self, line):
        given = base64.b64decode(line.split()[2]).split(b"\0")[2].decode()
        self.say("235 in" if given == self.post.password else "535 no")

    def on_mail(self, line):
        self.sender = line
        self.say("250 ok")

    def on_rcpt(self, line):
        self.recipients.append(line.partition("<")[2].partition(">")[0])
        self.say("250 ok")

    def on_data(self, line):
        self.say("354 go on")
        body = b""
        while (piece := self.rfile.readline()) not in (b".\r\n", b""):
            body += piece
        self.post.letters.append((self.sender, self.recipients, body))
        self.say(self.post.says.get("taken", "250 taken"))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads, block_on_close, allow_reuse_address = True, False, True


@contextlib.contextmanager
def serve(post=None):
    post = post or Post()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.post = post
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join(5)
