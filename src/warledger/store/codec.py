"""Records to canonical JSON and back.

Takes any frozen record of `warledger.model`, gives text that is equal in every process; fields that hold their
default are left out, spans are `[start, end]`. Does not know tables.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeVar, cast

from warledger.keep.making import maker
from warledger.model import Declared, RawPage, Segment, Span, StoreError

R = TypeVar("R")
Decoder = Callable[[Any], Any]
Encoder = Callable[[Any], str]

POSITIONAL = (Span, Segment)
"""Records written as lists of their fields: there are thousands of them a report."""

SPANS = 100_000
"""Equal spans of many claims are one object, as far as so many are remembered: a million reports begin alike."""

SHORT = 100
"""Ids, names and words up to this length are one object wherever they stand; longer texts are rarely met twice."""


def to_json(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, letters as they are.

    Lone surrogates, which UTF-8 cannot hold, make the whole text ASCII with escapes.

    >>> to_json({"b": "حلب", "a": 1})
    '{"a":1,"b":"حلب"}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return text


def storable(text: str) -> str:
    """Text that a column of any database can hold.

    Lone surrogates, as in file names that are not UTF-8, become question marks, NUL becomes U+FFFD.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def to_plain(value: object) -> Any:
    """A record as dicts, lists and scalars, without the fields that hold their default."""
    if isinstance(value, POSITIONAL):
        return [getattr(value, f.name) for f in dataclasses.fields(value)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(held) for f in dataclasses.fields(value) if (held := getattr(value, f.name)) != _default(f)}
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if isinstance(value, date):  # datetime too
        return value.isoformat()
    return value


def encode(record: object) -> str:
    """The canonical JSON of a record: what `to_json` makes of `to_plain`, in a third of the time."""
    written = _WRITERS[type(record)](record)
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        return to_json(to_plain(record))
    return written


def decode(kind: type[R], text: str) -> R:
    """The record of a type from its canonical JSON.

    Raises:
        StoreError: the text is not JSON of this record; the ledger was changed by something else.
    """
    try:
        return cast(R, _decoder(cast(Any, kind))(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"a damaged {kind.__name__} record in the ledger ({error}): check it with warledger doctor --hashes") from error


def _default(field: dataclasses.Field[Any]) -> object:
    return field.default if field.default is not dataclasses.MISSING else dataclasses.MISSING


class _Writers(dict[type, Encoder]):
    """How to write values, by their type; made when a type is first met."""

    def __missing__(self, kind: type) -> Encoder:
        self[kind] = made = _writer(kind)
        return made


_WRITERS = _Writers()


def _writer(kind: type) -> Encoder:
    if kind is str:
        return encode_basestring
    if kind is int:
        return int.__repr__
    if kind in (tuple, list):
        return lambda values: f"[{','.join([_WRITERS[type(v)](v) for v in values])}]"
    if issubclass(kind, POSITIONAL):
        fields = attrgetter(*(f.name for f in dataclasses.fields(kind)))
        return lambda record: f"[{','.join([_WRITERS[type(v)](v) for v in fields(record)])}]"
    return _record_writer(kind) if dataclasses.is_dataclass(kind) else lambda value: to_json(to_plain(value))


def _record_writer(kind: Any) -> Encoder:
    fields = [(f'"{f.name}":', attrgetter(f.name), _default(f)) for f in sorted(dataclasses.fields(kind), key=lambda f: f.name)]

    def write(record: object) -> str:
        told = []
        for key, get, default in fields:
            held = get(record)
            if held is not default and (default is None or held != default):
                told.append(key + _WRITERS[type(held)](held))
        return f"{{{','.join(told)}}}"

    return write


@functools.cache
def _decoder(kind: Any) -> Decoder:
    """How to rebuild one annotated type; computed once a type."""
    if kind is str:
        return _shared
    if kind in (int, float, bool, type(None)):
        return _as_it_is
    if kind in (date, datetime):
        return cast(Decoder, kind.fromisoformat)
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple_decoder(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        inner = _decoder(next(a for a in typing.get_args(kind) if a is not type(None)))
        if inner is _as_it_is:
            return inner
        return lambda v: None if v is None else inner(v)
    if kind in POSITIONAL:
        made = functools.lru_cache(SPANS)(kind)
        return lambda v: made(*v)
    return _record_decoder(kind)


def _as_it_is(value: Any) -> Any:
    return value


def _shared(text: str) -> str:
    return sys.intern(text) if len(text) <= SHORT else text


def _tuple_decoder(args: tuple[Any, ...]) -> Decoder:
    if len(args) == 2 and args[1] is Ellipsis:
        each = _decoder(args[0])
        return lambda v: tuple([each(x) for x in v])
    fixed = [_decoder(a) for a in args]
    return lambda v: tuple(f(x) for f, x in zip(fixed, v, strict=True))


def _record_decoder(kind: Any) -> Decoder:
    hints = typing.get_type_hints(kind)
    decoders = {f.name: _decoder(hints[f.name]) for f in dataclasses.fields(kind)}
    made = {name: decoder for name, decoder in decoders.items() if decoder is not _as_it_is}

    make = maker(kind)

    def build(value: dict[str, Any]) -> Any:
        for name, held in value.items():
            if name in made:
                value[name] = made[name](held)
        return make(**value)

    return build


def page_of(plain: dict[str, Any], content: bytes, captured_at: datetime | None) -> RawPage:
    """A captured page from its record, its bytes and its time, which are kept apart."""
    declared = Declared(**plain.get("declared", {}))
    headers = tuple((k, v) for k, v in plain.get("headers", ()))
    rest = {k: v for k, v in plain.items() if k in ("name", "media_type", "identity")}
    return RawPage(**rest, content=content, declared=declared, headers=headers, captured_at=captured_at)


def plain_page(page: RawPage) -> dict[str, Any]:
    """The record of a page without its bytes and its time of capture."""
    plain = to_plain(dataclasses.replace(page, content=b"", captured_at=None))
    return {name: value for name, value in plain.items() if name != "content"}
