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
from warledger.run.watch import Change, Mail, MailFailed, Outbox, load_watch
from warledger.run.watch import mail as mailing

sys.path.insert(0, str(Path(__file__).parent))
import smtp_server

AT = datetime(2026, 1, 1, 6, tzinfo=UTC)
ROSE = Change("standing-rose", "ma-1", "civilians killed in حلب\r\nBcc: all@x.example", "single-source", "corroborated", "two origins")
DENIED = Change("denied", "ma-2", "killed in Куп'янськ", "", "by Russia")


def mail(post, **more):
    return Mail(**{"host": "127.0.0.1", "sender": "Desk <desk@a.example>", "to": ("b@c.example", "Ø <d@e.example>"), "port": post.port,
                   "security": "none"} | more)  # fmt: skip


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
        assert box.post(mail(post), [], AT) == 0 and not post.talk
        assert box.post(mail(post), [ROSE, DENIED], AT) == 2
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
                Outbox(path).post(mail(post), [change], AT)
        del post.says["MAIL"]
        assert Outbox(path).post(mail(post), [], AT) == 2, "a new start finds what waits"
        assert Outbox(path).post(mail(post), [], AT) == 0
    assert len(post.letters) == 1
    with pytest.raises(MailFailed):
        Outbox(path).post(mail(post), [ROSE], AT)  # nobody listens there any more
    path.write_text("{half")
    with smtp_server.serve() as post:
        assert Outbox(path).post(mail(post), [ROSE], AT) == 1, "a damaged file is forgotten"


def test_what_waits_is_bounded_and_the_digest_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(mailing, "KEPT", 3)
    box = Outbox(tmp_path / "box.json")
    with smtp_server.serve() as post:
        post.says["MAIL"] = "451 later"
        for n in range(5):
            with pytest.raises(MailFailed):
                box.post(mail(post), [Change("denied", f"ma-{n}", "x")], AT)
        post.says.clear()
        assert box.post(mail(post), [], AT) == 3
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
            Outbox(tmp_path / "box.json").post(mail(post), [ROSE], AT)
    assert time.monotonic() - start < 5 and (tmp_path / "box.json").exists()


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_the_password_goes_only_through_tls_to_a_server_with_the_right_name(tmp_path, monkeypatch, certificate, security):
    monkeypatch.setenv("SMTP_SECRET", "open sesame")
    box = Outbox(tmp_path / "box.json")
    with smtp_server.serve(smtp_server.Post(certificate, security == "ssl")) as post:
        post.password = "open sesame"
        known = mail(post, host="localhost", security=security, user="desk", password_env="SMTP_SECRET")
        with pytest.raises(MailFailed, match="(?i)certificate"):
            box.post(known, [ROSE], AT)
        assert not [word for word, _ in post.talk if word in ("AUTH", "MAIL")], "nothing is told to a stranger"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert box.post(known, [], AT) == 1
        assert ("AUTH", True) in post.talk and ("AUTH", False) not in post.talk
        post.password = "changed"
        with pytest.raises(MailFailed, match="does not let desk in"):
            box.post(known, [ROSE], AT)
    with smtp_server.serve() as post, pytest.raises(MailFailed):  # one that no longer offers TLS
        box.post(mail(post, security="starttls", user="desk", password_env="SMTP_SECRET"), [ROSE], AT)
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


def test_the_command_tells_of_a_mail_that_failed_and_goes_on(tmp_path, capsys):
    from warledger.cli.watch import _tell
    from warledger.run.watch import Deliveries, FeedOptions, Round, WatchOptions

    box, posted = Outbox(tmp_path / "box.json"), Deliveries.load(tmp_path / "posted.json")
    with smtp_server.serve() as post:
        options = WatchOptions((FeedOptions("https://a.example/f", 600),), mail=mail(post))
        post.says["MAIL"] = "451 later"
        _tell(Round(changes=(ROSE,)), options, box, posted)
        assert "tried again after the next round" in capsys.readouterr().err
        post.says.clear()
        _tell(Round(), options, box, posted)
        assert "mailed what changed: 1" in capsys.readouterr().out and len(post.letters) == 1
