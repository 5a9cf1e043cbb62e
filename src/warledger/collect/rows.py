"""CSV with a column map, and Telegram's channel export: one page a row or message."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from warledger.collect.archives import Read
from warledger.collect.contract import CollectOptions, Input, Item, megabytes, shown, sound
from warledger.collect.jsonl import page_of_row
from warledger.collect.sniff import is_utf16
from warledger.model import Declared, RawPage, Rejection

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "message", "notes"),
    "html": ("html", "content_html"),
    "url": ("url", "link", "source_url", "permalink"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publication_date", "pubdate", "datetime", "timestamp"),
    "outlet": ("outlet", "publisher", "source", "site", "newspaper"),
    "language": ("language", "lang"),
    "modified": ("modified", "updated", "modified_at", "updated_at", "date_modified", "lastmod"),
    "byline": ("byline", "author", "authors"),
    "name": ("name", "id", "guid"),
}
"""What a column may be called, likeliest first."""


def read_csv(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """A page for each row; a bad row costs only itself."""
    text = _decoded(source, opts)
    if isinstance(text, Rejection):
        yield text
        return
    csv.field_size_limit(max(opts.max_bytes, 131_072))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = next(_whole(rows), [])
    columns = find_columns(header if isinstance(header, list) else [], opts.columns)
    if "text" not in columns and "html" not in columns:
        names = ", ".join(map(shown, header[:12])) if isinstance(header, list) else ""
        yield source.refuse("no-column", f"no column holds the text (there are: {names}): say which with --column text=NAME")
        return
    for number, row in enumerate(_whole(rows), 2):
        where = f"{source.name}:{number}"
        if isinstance(row, str):
            yield Rejection(where, "not-csv", f"a row that cannot be read: {row}")
        elif any(cell.strip() for cell in row):
            yield page_of_row({key: row[at] for key, at in columns.items() if at < len(row)}, where)


def find_columns(header: list[str], given: Mapping[str, str]) -> dict[str, int]:
    """Where each thing that a page needs stands in a row: as given, else by the names of the columns."""
    names = [h.strip().lower() for h in header]
    found: dict[str, int] = {}
    for key, synonyms in SYNONYMS.items():
        wanted = (given[key].strip().lower(),) if key in given else synonyms
        at = next((names.index(w) for w in wanted if w in names and (key in given or names.index(w) not in found.values())), None)
        if at is not None:
            found[key] = at
    return found


def _whole(rows: Any) -> Iterator[list[str] | str]:
    """Rows; what is wrong with one in words in its place."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield str(error)[:100]


def _decoded(source: Input, opts: CollectOptions) -> str | Rejection:
    content = source.stream.read(opts.max_bytes * 5 + 1)
    if len(content) > opts.max_bytes * 5:
        return source.refuse("too-large", f"a table of more than {megabytes(opts.max_bytes * 5)}: split it")
    try:
        return content.decode("utf-16" if is_utf16(content[:4096]) else "utf-8-sig")
    except UnicodeDecodeError:
        return source.refuse("encoding", "the table is not UTF-8: save it as CSV UTF-8")


def _delimiter(text: str) -> str:
    head = "\n".join(islice(io.StringIO(text), 1))
    return max((",", "\t", ";", "|"), key=head.count)


def is_telegram(plain: object) -> bool:
    """Whether JSON is the export of a Telegram chat."""
    return isinstance(plain, dict) and isinstance(plain.get("messages"), list) and "type" in plain


def _chats(plain: object) -> list[Any]:
    """The chats in an export of a whole Telegram account, [] when it is none."""
    chats = plain.get("chats") if isinstance(plain, dict) else None
    found = chats.get("list") if isinstance(chats, dict) else None
    return found if isinstance(found, list) and all(is_telegram(chat) for chat in found) else []


def read_json(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """A Telegram export (result.json), or a list of objects as in JSON lines."""
    content = source.stream.read(opts.max_bytes * 10 + 1)
    if len(content) > opts.max_bytes * 10:
        yield source.refuse("too-large", f"JSON of more than {megabytes(opts.max_bytes * 10)}: export a shorter time")
        return
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield source.refuse("not-json", f"not JSON: {str(error)[:80]}")
        return
    if is_telegram(plain):
        yield from _messages(plain, source, opts)
    elif chats := _chats(plain):
        yield from _of_account(chats, source, opts)
    elif isinstance(plain, list) and all(isinstance(row, dict) for row in plain):
        yield from (page_of_row(row, f"{source.name}:{n}") for n, row in enumerate(plain, 1))
    elif isinstance(plain, dict) and ("text" in plain or "html" in plain):
        yield page_of_row(plain, source.name)
    else:
        yield source.refuse("not-reports", "JSON that is neither reports nor a Telegram export")


def _of_account(chats: list[Any], source: Input, opts: CollectOptions) -> Iterator[Item]:
    """Messages of the channels of an account; what people wrote to each other is no report."""
    private = 0
    for chat in chats:
        if "channel" in str(chat["type"]):
            yield from _messages(chat, source, opts)
        else:
            private += 1
    if private:
        yield source.refuse("skipped", f"{private:,} chats that are no channels: export one by itself to read it")


def _messages(chat: Mapping[str, Any], source: Input, opts: CollectOptions) -> Iterator[Item]:
    name, empty = str(chat.get("name") or source.name), 0
    for message in chat["messages"]:
        page = _message(message, chat, source, opts) if isinstance(message, dict) else None
        if page is None:
            empty += 1
        else:
            yield page
    if empty:
        yield source.refuse("no-text", f"{empty:,} messages without text (pictures, polls, service messages) in {shown(name)}")


def _message(message: Mapping[str, Any], chat: Mapping[str, Any], source: Input, opts: CollectOptions) -> RawPage | None:
    """The page of a message, None when it has no text."""
    text = _plain_text(message.get("text"))
    if not text.strip() or message.get("type", "message") != "message":
        return None
    name, number = sound(chat.get("name") or source.name), sound(message.get("id", ""))
    forwarded = message.get("forwarded_from")
    headers = (*source.headers, ("container", source.name), *((("forwarded-from", sound(forwarded)),) if forwarded else ()))
    declared = Declared(outlet=shown(name), published=_moment(message, "date"), modified=_moment(message, "edited"))
    content = text.encode("utf-8", "replace")[: opts.max_bytes]
    return RawPage(
        f"{shown(name)}/{shown(number)}", content, "text/plain", f"telegram:{sound(chat.get('id', name))}/{number}", declared, None, headers
    )


def _plain_text(text: object) -> str:
    """Text of a message: a string, or pieces of which some are links or bold."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    return "".join(p if isinstance(p, str) else str(p.get("text", "")) if isinstance(p, dict) else "" for p in text)


def _moment(message: Mapping[str, Any], key: str) -> str:
    """When it was sent ("date") or changed ("edited"): the Unix time in UTC, else the day of the local time, whose zone is not known."""
    try:
        return datetime.fromtimestamp(int(message[f"{key}_unixtime"]), UTC).isoformat()
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return sound(message.get(key) or "")[: len("2016-12-12")]
