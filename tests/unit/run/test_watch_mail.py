"""Telling what changed by e-mail, to a server in this process."""

import email
import email.policy
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warledger.model import ConfigError, InputError
from warledger.run.watch import Change, FeedOptions, Listeners, Mail, MailFailed, Outbox, WatchOptions, load_watch
from warledger.run.watch import mail as mailing

sys.path.insert(0, str(Path(__file__).parent))
import smtp_server

AT = datetime(2026, 1, 1, 6, tzinfo=UTC)
ROSE = Change("standing-rose", "ma-1", "civilians killed in حلب\r\nBcc: all@x.example", "single-source", "corroborated", "two origins")
DENIED = Change("denied", "ma-2", "killed in Куп'янськ", "", "by Russia")


def mail(post, **more):
    return Mail(**{"host": "127.0.0.1", "sender": "Desk <desk@a.example>", "to": ("b@c.example", "Ø <d@e.example>"), "port": post.port,
                   "security": "none"} | more)  # fmt: skip


def post_now(box, to, changes):
    if changes:
        box.add(changes)
    return box.send(to, AT)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert,
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


def test_one_digest_tells_all_changes_and_takes_no_orders_from_their_words(tmp_path):
    box = Outbox(tmp_path / "box.json")
    with smtp_server.serve() as post:
        assert post_now(box, mail(post), []) == 0 and not post.talk
        assert post_now(box, mail(post), [ROSE, DENIED]) == 2
    ((sender, recipients, body),) = post.letters
    letter = email.message_from_bytes(body, policy=email.policy.default)
    assert "desk@a.example" in sender and recipients == ["b@c.example", "d@e.example"]
    assert letter["Bcc"] is None and letter["Auto-Submitted"] == "auto-generated" and "2 changes" in letter["Subject"]
    told = letter.get_content()
    assert "single-source → corroborated" in told and "Куп'янськ" in told and "warledger show ma-2" in told
    assert not list(tmp_path.iterdir()), "nothing waits"


def test_what_a_failing_server_did_not_take_goes_with_the_next_digest(tmp_path):
    path = tmp_path / "box.json"
    with smtp_server.serve() as post:
        post.says["MAIL"] = "451 later"
        for change in (ROSE, DENIED):
            with pytest.raises(MailFailed):
                post_now(Outbox(path), mail(post), [change])
        del post.says["MAIL"]
        assert post_now(Outbox(path), mail(post), []) == 2, "a new start finds what waits"
        assert post_now(Outbox(path), mail(post), []) == 0
    assert len(post.letters) == 1
    with pytest.raises(MailFailed):
        post_now(Outbox(path), mail(post), [ROSE])  # nobody listens there any more
    path.write_text("{half")
    with smtp_server.serve() as post:
        assert post_now(Outbox(path), mail(post), [ROSE]) == 1, "a damaged file is forgotten"


def test_what_waits_is_bounded_and_the_digest_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(mailing, "KEPT", 3)
    box = Outbox(tmp_path / "box.json")
    with smtp_server.serve() as post:
        post.says["MAIL"] = "451 later"
        for n in range(5):
            with pytest.raises(MailFailed):
                post_now(box, mail(post), [Change("denied", f"ma-{n}", "x")])
        post.says.clear()
        assert post_now(box, mail(post), []) == 3
    assert b"2 earlier changes" in post.letters[0][2] and b"ma-4" in post.letters[0][2] and b"ma-1" not in post.letters[0][2]


def drip(talk):
    for _ in range(200):
        talk.wfile.write(b"220-wait\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize(
    "says",
    [{"greeting": "554 go away"}, {"RCPT": "550 nobody"}, {"taken": "552 full"}, {"EHLO": "x", "HELO": "y"}, {"taken": ""},
     {"greeting": drip}, {"greeting": lambda t: None}, {"EHLO": "250-" + "a" * 9000}],
    ids=["refuses", "no recipient", "full", "no answers", "silent", "drips", "hangs up", "long line"],
)  # fmt: skip
def test_a_server_that_misbehaves_costs_one_exception_and_little_time(tmp_path, monkeypatch, says):
    monkeypatch.setattr(mailing, "TOTAL_S", 1.0)
    monkeypatch.setattr(mailing, "SILENT_S", 1.0)
    start = time.monotonic()
    with smtp_server.serve() as post:
        post.says |= says
        with pytest.raises(MailFailed):
            post_now(Outbox(tmp_path / "box.json"), mail(post), [ROSE])
    assert time.monotonic() - start < 5 and (tmp_path / "box.json").exists()


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_the_password_goes_only_through_tls_to_a_server_with_the_right_name(tmp_path, monkeypatch, certificate, security):
    monkeypatch.setenv("SMTP_SECRET", "open sesame")
    box = Outbox(tmp_path / "box.json")
    with smtp_server.serve(smtp_server.Post(certificate, security == "ssl")) as post:
        post.password = "open sesame"
        known = mail(post, host="localhost", security=security, user="desk", password_env="SMTP_SECRET")
        with pytest.raises(MailFailed, match="(?i)certificate"):
            post_now(box, known, [ROSE])
        assert not [word for word, _ in post.talk if word in ("AUTH", "MAIL")], "nothing is told to a stranger"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert post_now(box, known, []) == 1
        assert ("AUTH", True) in post.talk and ("AUTH", False) not in post.talk
        post.password = "changed"
        with pytest.raises(MailFailed, match="does not let desk in"):
            post_now(box, known, [ROSE])
    with smtp_server.serve() as post, pytest.raises(MailFailed):  # one that no longer offers TLS
        post_now(box, mail(post, security="starttls", user="desk", password_env="SMTP_SECRET"), [ROSE])
    assert not [w for w, _ in post.talk if w in ("AUTH", "MAIL")]


def test_a_password_stands_in_the_environment_or_in_a_file_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("NOT_SET", raising=False)
    common = {"host": "h", "sender": "a@b.example", "to": ("c@d.example",), "user": "u"}
    with pytest.raises(ConfigError, match="NOT_SET"):
        Mail(**common, password_env="NOT_SET").password()
    secret = tmp_path / "secret"
    with pytest.raises(ConfigError, match="cannot be read"):
        Mail(**common, password_file=secret).password()
    secret.write_text("p w\n")
    secret.chmod(0o600)
    assert Mail(**common, password_file=secret).password() == "p w"
    if os.name == "posix":
        secret.chmod(0o644)
        with pytest.raises(ConfigError, match="chmod 600"):
            Mail(**common, password_file=secret).password()


FEED = "[[feed]]\nurl='https://a.example/f'\n[mail]\n"
WHOLE = "host='smtp.a.example'\nfrom='a@b.example'\nto='c@d.example'\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("password='x'", "no password in this file"),
        (WHOLE + "user='u'", "password_env or password_file"),
        ("from='a@b'", "to are needed"),
        (WHOLE + "user='u'\npassword_env='X'\nsecurity='none'", "in clear"),
        (WHOLE + "security='tls'", "none of"),
        (WHOLE + "port='x'", "port"),
        ("host='h'\nfrom='a@b'\nto=['x']", "no mail address"),
        ("host='h'\nfrom=\"a@b\\nBcc: c@d\"\nto='a@b'", "no mail address"),
        (WHOLE + "x=1", "x is not known"),
    ],
)
def test_a_wrong_mail_table_is_told_what_is_wrong(tmp_path, text, said):
    (tmp_path / "f.toml").write_text(FEED + text)
    with pytest.raises(InputError, match=said):
        load_watch(tmp_path / "f.toml")


def test_a_right_mail_table(tmp_path):
    (tmp_path / "f.toml").write_text(FEED + WHOLE + "user='u'\npassword_file='pw'\nsecurity='ssl'")
    found = load_watch(tmp_path / "f.toml").mail
    assert (found.port, found.to, found.password_file) == (465, ("c@d.example",), tmp_path / "pw")


def test_a_mail_that_failed_is_one_line_and_goes_after_the_next_round(tmp_path):
    with smtp_server.serve() as post:
        listeners = Listeners.beside(tmp_path / "w.json", WatchOptions((FeedOptions("https://a.example/f", 600),), mail=mail(post)))
        post.says["MAIL"] = "451 later"
        listeners.keep((ROSE,), AT)
        listeners.keep((ROSE,), AT)  # a watch that was killed in between gives them again
        assert ["tried again after the next round" in line for line in listeners.send()] == [True]
        post.says.clear()
        assert list(listeners.send(lambda: True)) == [] and not post.letters, "not when it is to stop"
        assert list(listeners.send()) == [] and len(post.letters) == 1 and post.letters[0][2].count(b"ma-1") == 1
