"""Answers as HTML, JSON, CSV and ZIP.

Takes an Ask and its Answer, gives bytes and a media type. Escapes everything; on public desks hides what must be hidden,
in one place for all of them.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from warledger.export.flat import iter_csv
from warledger.export.html import direction
from warledger.export.words import FIRST_STRONG, POP, inert, shorten
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.i18n import LANGUAGES, Words
from warledger.web.wording import matter_title, reasons_text

SIGNS = {"confirmed": "✔", "corroborated": "●", "single-source": "○", "unattributed": "◌", "contested": "≠"}
MEDIA = {"html": "text/html", "json": "application/json", "csv": "text/csv", "zip": "application/zip"}
LICENCE = "Derived from the named outlets, whose texts remain theirs; quoted as evidence. Counts and links: no rights claimed."
MOST_MASKED = 64
RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RTL_RUN = re.compile(f"[{RTL}]+(?:[ '.-]+[{RTL}]+)*")
LTR_WORD = f"(?:(?![{RTL}])[^\\W\\d_])[^\\W{RTL}]*"
LTR_RUN = re.compile(f"{LTR_WORD}(?:[ '.-]+{LTR_WORD})*")


def make_environment() -> Environment:
    """The templates; a missing name is an error, never an empty space."""
    env = Environment(
        loader=PackageLoader("warledger.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.filters |= {"dir": direction, "inert": said, "runs": runs, "shorten": shorten, "link": safe_link, "lines": lines}
    return env


def said(value: object) -> str:
    """Words made inert; several are joined by commas.

    >>> said(["a\\nb", "c"]), said(7)
    ('a b, c', '7')
    """
    return ", ".join(map(said, value)) if isinstance(value, list | tuple) else inert(str(value))


def runs(text: str, own: str = "ltr") -> str:
    """Text in which each run of words of the other direction is kept apart, so that it does not drag the numbers after it along.

    >>> runs("728 in الشيخ سعيد, 11 Dec") == "728 in \\u2068الشيخ سعيد\\u2069, 11 Dec"
    True
    >>> runs("قتلى، East Aleppo، 12", "rtl") == "قتلى، \\u2068East Aleppo\\u2069، 12"
    True
    """
    return (RTL_RUN if own == "ltr" else LTR_RUN).sub(lambda m: f"{FIRST_STRONG}{m[0]}{POP}", text)


def safe_link(url: str) -> str:
    """A link that a click may follow: http and https only; "" for everything else.

    >>> safe_link("https://a.example/x"), safe_link("javascript:alert(1)"), safe_link(" data:text/html,x")
    ('https://a.example/x', '', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and inert(url) == url else ""


def lines(text: str) -> str:
    """Text whose lines stay, each made inert, spaces at its ends kept."""
    return "\n".join(_edge(line) for line in text.split("\n"))


def _edge(line: str) -> str:
    safe = inert(line)
    if not safe:
        return " " if line else ""
    return (" " if line[0].isspace() else "") + safe + (" " if line[-1].isspace() else "")


def veiled_environment(env: Environment) -> Environment:
    """The templates of a public desk: every value that they print goes through the veil of the page (`veil`) first.

    Keep it: templates are compiled anew.
    """
    return env.overlay(finalize=_hidden)


def to_html(env: Environment, ask: Ask, answer: Answer, frame: Mapping[str, Any]) -> str:
    """The page."""
    known = {
        **answer.context,
        **frame,
        "veil": ask.index.veil,
        "title": ask.words.called(ask.words.t(answer.title)),
        "more": answer.context.get("more", answer.more),
        "ask": ask,
        "w": ask.words,
        "t": ask.words.t,
        "signs": SIGNS,
        "label": _labels(ask),
        "what": lambda matter: matter_title(ask, matter),
        "why": lambda lines: reasons_text(ask, lines),
        "language": lambda code: ask.words.language(code),
        "side_class": lambda side: side_class(side, ask),
        **_marks(ask.words),
        "here": _here(ask),
        "languages": LANGUAGES,
    }
    return env.get_template(answer.template).render(known)


def to_json(ask: Ask, answer: Answer) -> str:
    """The document of a page, or its rows with where the next ones are."""
    rows = answer.rows if answer.document is None else ()
    document = answer.document if answer.document is not None else {"rows": list(rows), "next": next_url(ask) if answer.more else None}
    return json.dumps(masked(ask, document), ensure_ascii=False, indent=1, default=_plain) + "\n"


def csv_parts(ask: Ask, answers: Iterable[Answer]) -> Iterator[bytes]:
    """The rows of a page, or of one answer after the other, lazily."""
    rows = (masked(ask, row) for answer in answers for row in answer.rows)
    return (line.encode("utf-8", "replace") for line in iter_csv(rows))


def zip_parts(ask: Ask, answers: Iterable[Answer], document: Any) -> Iterator[bytes]:
    """Rows, document (the rows when None) and the sidecar that says what they are, lazily."""
    sink = _Sink()
    with tempfile.TemporaryFile() as rows, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        seen: list[Answer] = []
        with archive.open(_member("data.csv"), "w", force_zip64=True) as member:
            for line in csv_parts(ask, _told(ask, answers, rows, seen)):
                member.write(line)
                yield sink.take()
        rows.seek(0)
        whole = json.dumps(masked(ask, document), ensure_ascii=False, indent=1, default=_plain) if document is not None else None
        with archive.open(_member("data.json"), "w", force_zip64=True) as member:
            for part in iter(lambda: rows.read(65_536), b"") if whole is None else (whole.encode("utf-8", "replace"),):
                member.write(part)
                yield sink.take()
            last = json.dumps(next_url(ask) if seen[-1].more else None)
            member.write(b"\n" if whole is not None else f'\n],\n"next": {last}\n}}\n'.encode())
        archive.writestr(_member("about.json"), _sidecar(ask, seen[-1], document).encode("utf-8", "replace"))
    yield sink.take()


def _told(ask: Ask, answers: Iterable[Answer], rows: IO[bytes], seen: list[Answer]) -> Iterator[Answer]:
    """The same answers; their rows are written down as JSON on the way."""
    begin = b'{"rows": ['
    for answer in answers:
        for row in answer.rows:
            rows.write(begin + b"\n" + json.dumps(masked(ask, row), ensure_ascii=False, default=_plain).encode("utf-8", "replace"))
            begin = b","
        seen[:] = [answer]
        yield answer
    if begin != b",":
        rows.write(begin)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


class _Sink(io.RawIOBase):
    """Takes what is written and gives it away: a file that is sent while it is made."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def _sidecar(ask: Ask, answer: Answer, document: Any) -> str:
    """What an export is: the address it was made from, when, with what, under which terms."""
    from warledger import __version__

    about = {
        "page": answer.title,
        "address": ask.path,
        "query": dict(ask.query),
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "warledger": __version__,
        "ledger": ask.index.counts,
        "readers": _readers(ask),
        "public": ask.settings.public,
        "complete": not answer.more and not (document or {}).get("next"),
        "licence": LICENCE,
        "note": "Claims are what sources said, not what happened. Ranges are never averaged.",
    }
    return json.dumps(masked(ask, about), ensure_ascii=False, indent=1) + "\n"


def _readers(ask: Ask) -> list[str]:
    return sorted(ask.view.overview.tally("readers") or ())


def masked(ask: Ask, value: Any) -> Any:
    """A value without private persons' names, on public desks; the value itself on others."""
    hide = _hider(ask)
    return _walk(value, hide) if hide else value


def _walk(value: Any, hide: Callable[[str], str], depth: int = 0) -> Any:
    if isinstance(value, str):
        return hide(value)
    if depth > MOST_MASKED:
        return None
    if isinstance(value, Mapping):
        return {k: _walk(v, hide, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(v, hide, depth + 1) for v in value]
    return value


def _hider(ask: Ask) -> Callable[[str], str] | None:
    veil = ask.index.veil
    return veil.text if veil is not None else None


@pass_context
def _hidden(context: Context, value: Any) -> Any:
    """A value that a template prints, with what must be hidden taken out; no veil is an error, never an open page."""
    if not isinstance(value, str):
        return value
    hide = context["veil"].text
    return Markup(hide(str(value))) if isinstance(value, Markup) else hide(value)


def _here(ask: Ask) -> Callable[..., str]:
    """Makes the address of this page with some parameters changed; None takes one away."""

    def here(form: str = "", **changes: object) -> str:
        query = {**ask.query, **{k: str(v) for k, v in changes.items() if v is not None}}
        for name in (n for n, v in changes.items() if v is None):
            query.pop(name, None)
        return ask.path + (f".{form}" if form else "") + (f"?{urlencode(query)}" if query else "")

    return here


def _marks(words: Words) -> dict[str, str]:
    """Arrows and commas that run with the interface: an arrow the wrong way round would turn an accusation about."""
    if words.dir == "rtl":
        return {"fore": "←", "back": "→", "crumb": "‹", "comma": "، ", "semicolon": "؛ "}
    return {"fore": "→", "back": "←", "crumb": "›", "comma": ", ", "semicolon": "; "}


def _labels(ask: Ask) -> Callable[[str], str]:
    """The word of the interface for a code of the ontology (event, group or kind of event); the code itself when there is none."""
    ontology = ask.ontology

    def label(code: str) -> str:
        if code in ontology.events:
            return ask.words.t(ontology.events[code].label)
        if code in ontology.groups:
            return ask.words.t(ontology.groups[code].label)
        return ask.words.t(ontology.kinds.get(code, code))

    return label


def next_url(ask: Ask) -> str:
    """The address of the next stretch of a list."""
    query = {**ask.query, "page": str(ask.page_number + 1)}
    return f"{ask.path}.{ask.form if ask.form != 'zip' else 'json'}?{urlencode(query)}"


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
