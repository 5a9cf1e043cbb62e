"""Telling what changed by e-mail: one digest a round, through the SMTP server of the user.

Takes changes and keeps them in a file until a server has taken them: what could not be sent goes with the next digest. A
server that fails, is silent or drips costs one line on the terminal.
"""

from __future__ import annotations

import contextlib
import json
import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import format_datetime
from pathlib import Path

from warledger.export.whole import write_whole
from warledger.export.words import inert, shorten
from warledger.model import ConfigError, content_id
from warledger.run.watch.changes import Change

SECURITY = ("starttls", "ssl", "none")
KEPT = 500
"""Changes that wait for a server; the oldest are forgotten, and the digest says how many."""
SILENT_S = 20.0
TOTAL_S = 60.0
SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Mail:
    """A server and who writes to whom. The password stands in an environment variable or a file, never in the options."""

    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password_env: str = ""
    password_file: Path | None = None

    def password(self) -> str:
        """The password, "" when no user is named.

        Raises:
            ConfigError: it is not there, or its file can be read by others.
        """
        if not self.user:
            return ""
        if self.password_file is None:
            found = os.environ.get(self.password_env, "")
            if not found:
                raise ConfigError(f"mail needs its password in the environment variable {self.password_env}")
            return found
        try:
            mode = self.password_file.stat().st_mode
            found = self.password_file.read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"mail: {self.password_file} cannot be read: {error}") from error
        if os.name == "posix" and mode & 0o077:
            raise ConfigError(f"mail: others can read {self.password_file}: chmod 600 {self.password_file}")
        return found


class MailFailed(Exception):
    """The server did not take the digest; the message says why."""


@dataclass(slots=True)
class Outbox:
    """Changes that wait to be mailed, in a file: a stop or a crash between two rounds loses none."""

    path: Path

    def add(self, changes: Sequence[Change]) -> None:
        """Keep changes for the next digest. The same ones given twice in a row, by a watch that was killed in between, are kept once.

        Raises:
            InputError: the file cannot be written.
        """
        waiting, lost = self._load()
        if waiting[-len(changes) :] != list(changes):
            waiting += changes
            self._save(waiting[-KEPT:], lost + max(0, len(waiting) - KEPT))

    def send(self, mail: Mail, at: datetime) -> int:
        """Mail what waits as one digest; how many changes it held, 0 when there was nothing to tell.

        Raises:
            MailFailed: the server did not take it; everything waits for the next call.
            ConfigError: the password cannot be had; everything waits.
        """
        waiting, lost = self._load()
        if not waiting:
            return 0
        send_mail(mail, digest(mail, waiting, at, lost))
        self.path.unlink(missing_ok=True)
        return len(waiting)

    def _load(self) -> tuple[list[Change], int]:
        try:
            plain = json.loads(self.path.read_text(encoding="utf-8"))
            return [Change(**{k: str(v) for k, v in raw.items()}) for raw in plain["changes"]], int(plain["lost"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return [], 0

    def _save(self, changes: Sequence[Change], lost: int) -> None:
        write_whole(self.path, json.dumps({"lost": lost, "changes": [asdict(c) for c in changes]}, ensure_ascii=True))


def digest(mail: Mail, changes: Sequence[Change], at: datetime, lost: int = 0) -> EmailMessage:
    """One mail that tells all changes. The same changes make the same Message-ID, so that a repeat can be seen as one."""
    message = EmailMessage(policy=LINES)
    many = f"{len(changes)} changes, first" if len(changes) > 1 else "one change"
    message["Subject"] = shorten(f"warledger: {many}: {inert(changes[0].sentence())}", SUBJECT)
    message["From"], message["To"] = mail.sender, ", ".join(mail.to)
    message["Date"] = format_datetime(at)
    known = content_id("ml", *(f"{c.kind} {c.record_id} {c.before} {c.after}" for c in changes), ",".join(mail.to))
    message["Message-ID"] = f"<{known}@{mail.sender.rpartition('@')[2].strip('> ')}>"
    message["Auto-Submitted"] = "auto-generated"
    lines = [f"{inert(c.sentence())}\n    warledger show {c.record_id}" for c in changes]
    if lost:
        lines.append(f"{lost:,} earlier changes could not be mailed in time and are not listed here.")
    message.set_content("\n\n".join(lines).encode("utf-8", "replace").decode() + "\n")
    return message


def send_mail(mail: Mail, message: EmailMessage) -> None:
    """Hand a message to the server; returns when it took it for at least one of those it goes to.

    Raises:
        MailFailed: it cannot be reached, is not who it should be, takes too long or does not take the message.
        ConfigError: the password cannot be had.
    """
    password = mail.password()
    try:
        with _session(mail) as session:
            if mail.security == "starttls":
                session.starttls(context=ssl.create_default_context())
            if mail.user:
                session.login(mail.user, password)
            session.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise MailFailed(f"{mail.host} takes no mail for {', '.join(map(inert, error.recipients))}") from error
    except smtplib.SMTPAuthenticationError as error:
        raise MailFailed(f"{mail.host} does not let {mail.user} in") from error
    except (OSError, ValueError, smtplib.SMTPException) as error:  # ValueError: a name no socket takes, a socket cut in use
        raise MailFailed(f"{mail.host}: {inert(str(error))[:160] or type(error).__name__}") from error


class _Timed(smtplib.SMTP):
    """A session that is cut when it lasts too long: the time-out of a socket begins anew with each byte."""

    _timer: threading.Timer | None = None

    def getreply(self) -> tuple[int, bytes]:
        if self._timer is None:
            self._timer = threading.Timer(TOTAL_S, self._cut)
            self._timer.daemon = True
            self._timer.start()
        return super().getreply()

    def _cut(self) -> None:
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().close()


class _TimedTls(_Timed, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


@contextlib.contextmanager
def _session(mail: Mail) -> Iterator[smtplib.SMTP]:
    if mail.security == "ssl":
        session: smtplib.SMTP = _TimedTls(mail.host, mail.port, timeout=SILENT_S, context=ssl.create_default_context())
    else:
        session = _Timed(mail.host, mail.port, timeout=SILENT_S)
    try:
        yield session
        with contextlib.suppress(OSError, ValueError, smtplib.SMTPException):
            session.quit()  # the message is taken: a bad good-bye changes nothing
    finally:
        session.close()
