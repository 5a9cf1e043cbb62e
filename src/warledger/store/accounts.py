"""Accounts of a team's desk: who may come in and as what, who is in, and what was done; in a file of its own.

Takes hashes of passwords and of tokens, never the words themselves. The file is not part of a ledger: a ledger can be handed on
without the people who work on it. Only its owner may read it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warledger.model import StoreError

SCHEMA = """
create table if not exists users (name text primary key, role text not null, secret text not null, made_at text not null);
create table if not exists sessions (
  key text primary key, name text not null references users(name) on delete cascade, made_at text not null, seen_at text not null);
create table if not exists tokens (
  key text primary key, label text not null unique, scope text not null, made_by text not null, made_at text not null, until text not null);
create table if not exists trail (
  number integer primary key autoincrement, at text not null, who text not null, address text not null, what text not null,
  detail text not null);
create index if not exists sessions_name on sessions(name);
"""
IDLE = timedelta(hours=8)
LONGEST = timedelta(days=7)
"""A session ends after so long without a request, and after so long in any case."""
TOUCH = timedelta(minutes=1)
"""How exactly the last request is taken down: not every request writes."""


@dataclass(frozen=True, slots=True)
class User:
    """Someone who may log in. `secret` is the hash of the password, with its parameters."""

    name: str
    role: str
    secret: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A key for programs. `key` is the hash of it; `scope` what it opens; it ends at `until`."""

    label: str
    scope: str
    made_by: str
    until: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the trail: who did what, from which address."""

    at: datetime
    who: str
    address: str
    what: str
    detail: str


class Accounts:
    """An accounts file, made when it is not there. Safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreError(f"the accounts file {file} cannot be opened: {error.strerror}") from error
        with self._open() as db:
            db.executescript(SCHEMA)

    def users(self) -> list[User]:
        """Everyone, by name."""
        with self._open() as db:
            return [_user(row) for row in db.execute("select name, role, secret, made_at from users order by name")]

    def user(self, name: str) -> User | None:
        """Who has a name."""
        with self._open() as db:
            row = db.execute("select name, role, secret, made_at from users where name = ?", (name,)).fetchone()
        return _user(row) if row else None

    def add(self, name: str, role: str, secret: str) -> None:
        """Let someone in.

        Raises:
            StoreError: the name is taken.
        """
        with self._open() as db:
            try:
                db.execute("insert into users values (?, ?, ?, ?)", (name, role, secret, _now().isoformat()))
            except sqlite3.IntegrityError as error:
                raise StoreError(f"there is already a user {name}") from error

    def set_role(self, name: str, role: str) -> None:
        """Give another role; it holds from the next request on.

        Raises:
            StoreError: there is no such user.
        """
        self._must(name, "update users set role = ? where name = ?", role, name)

    def set_secret(self, name: str, secret: str, keep_session: str = "") -> None:
        """Give another password; all sessions end but the one with that key.

        Raises:
            StoreError: there is no such user.
        """
        self._must(name, "update users set secret = ? where name = ?", secret, name)
        with self._open() as db:
            db.execute("delete from sessions where name = ? and key <> ?", (name, keep_session))

    def remove(self, name: str) -> None:
        """Let someone in no more; sessions end at once. What they decided stays in the ledger.

        Raises:
            StoreError: there is no such user.
        """
        self._must(name, "delete from users where name = ?", name)

    def open_session(self, key: str, name: str) -> None:
        """Note that someone logged in; sessions that ran out are swept away."""
        now = _now()
        with self._open() as db:
            db.execute("delete from sessions where seen_at < ? or made_at < ?", ((now - IDLE).isoformat(), (now - LONGEST).isoformat()))
            db.execute("insert into sessions values (?, ?, ?, ?)", (key, name, now.isoformat(), now.isoformat()))

    def session(self, key: str) -> User | None:
        """Who is behind a session that has not run out."""
        now = _now()
        query = "select u.name, u.role, u.secret, u.made_at, s.made_at, s.seen_at from sessions s join users u using (name) where s.key = ?"
        with self._open() as db:
            row = db.execute(query, (key,)).fetchone()
            if row is None or _at(row[4]) < now - LONGEST or _at(row[5]) < now - IDLE:
                return None
            if _at(row[5]) < now - TOUCH:
                db.execute("update sessions set seen_at = ? where key = ?", (now.isoformat(), key))
        return _user(row[:4])

    def close_session(self, key: str) -> None:
        """Note that someone left."""
        with self._open() as db:
            db.execute("delete from sessions where key = ?", (key,))

    def add_token(self, token: Token) -> None:
        """Let a program in.

        Raises:
            StoreError: the label is taken.
        """
        row = (token.key, token.label, token.scope, token.made_by, _now().isoformat(), token.until.isoformat())
        with self._open() as db:
            try:
                db.execute("insert into tokens values (?, ?, ?, ?, ?, ?)", row)
            except sqlite3.IntegrityError as error:
                raise StoreError(f"there is already a token {token.label}") from error

    def token(self, key: str) -> Token | None:
        """The token of a key, unless it has ended."""
        found = next((t for t in self.tokens() if t.key == key), None)
        return found if found and found.until > _now() else None

    def tokens(self) -> list[Token]:
        """All tokens, those that have ended too, by label."""
        with self._open() as db:
            rows = db.execute("select label, scope, made_by, until, key from tokens order by label").fetchall()
        return [Token(label, scope, made_by, _at(until), key) for label, scope, made_by, until, key in rows]

    def remove_token(self, label: str) -> None:
        """Let a program in no more.

        Raises:
            StoreError: there is no such token.
        """
        self._must(label, "delete from tokens where label = ?", label, what="token")

    def note(self, who: str, what: str, detail: str = "", address: str = "") -> None:
        """Add a line to the trail."""
        with self._open() as db:
            row = (_now().isoformat(timespec="seconds"), who[:80], address[:80], what[:40], detail[:400])
            db.execute("insert into trail (at, who, address, what, detail) values (?, ?, ?, ?, ?)", row)

    def trail(self, limit: int, skip: int = 0) -> list[Note]:
        """The trail, the latest first."""
        query = "select at, who, address, what, detail from trail order by number desc limit ? offset ?"
        with self._open() as db:
            return [Note(_at(row[0]), *row[1:]) for row in db.execute(query, (limit, skip))]

    def _must(self, name: str, sql: str, *values: str, what: str = "user") -> None:
        with self._open() as db:
            if not db.execute(sql, values).rowcount:
                raise StoreError(f"there is no {what} {name}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            db = sqlite3.connect(self.file, timeout=10)
        except sqlite3.Error as error:
            raise StoreError(f"the accounts file {self.file} cannot be opened: {error}") from error
        try:
            db.execute("pragma foreign_keys = on")
            with db:
                yield db
        except sqlite3.Error as error:
            raise StoreError(f"the accounts file {self.file} cannot be used: {error}") from error
        finally:
            db.close()


def _user(row: tuple[str, str, str, str]) -> User:
    return User(row[0], row[1], row[2], _at(row[3]))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _now() -> datetime:
    return datetime.now(UTC)
