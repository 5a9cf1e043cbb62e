"""One self-contained HTML page: the brief, and every claim with its words.

Takes a View, gives text. The page asks for nothing from anywhere: no scripts, no fonts, no images; its policy forbids
them. Everything that came from a report is escaped and keeps its own language and direction.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from warledger.export.brief import EVERYTHING, Brief, SaidBy, build_brief
from warledger.export.lookup import Lookup, short_name
from warledger.export.policy import Veil
from warledger.export.shapes import Shape, claim_shape, range_text
from warledger.export.words import inert
from warledger.model import Claim, Report
from warledger.store import View

AROUND = 160
"""Characters of the report quoted on each side of a claim: enough to judge it, not the whole report."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "syr", "arc"})

PLAIN = frozenset({"id", "sha256", "language", "dir", "captured_at"})
"""What is shown and holds no words of anybody."""
LEGEND = (
    ("confirmed", "✔", "said by a side it hurts, or by opposing sides"),
    ("corroborated", "●", "two or more independent origins say it"),
    ("single-source", "○", "one origin says it, however many outlets repeat it"),
    ("unattributed", "·", "outlets say it in their own voice and name no source"),
    ("contested", "≠", "a party denies it, or two parties blame each other"),
)


def render_page(view: View, veil: Veil | None = None) -> str:
    """The page of a ledger; the same ledger gives the same page.

    With a veil, names of private persons are out and only the words of each claim are quoted, no longer than its policy lets them be.
    """
    from warledger import __version__

    lookup, brief = Lookup.of(view), build_brief(view, EVERYTHING)
    templates = files("warledger.export") / "templates"
    style = (templates / "page.css").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.filters |= {"day": _day, "short": short_name}
    template = environment.from_string((templates / "page.html.j2").read_text(encoding="utf-8"))
    shown = [_veiled(r, veil) for r in _reports(view, lookup, veil)]
    by_id = {claim["id"]: claim for report in shown for claim in report["claims"]}
    stories = [_veiled(_story(s), veil) for s in brief.stories]
    control, apart = _veiled(brief.control, veil), _veiled(brief.apart, veil)
    return template.render(
        title=_veiled(_title(brief), veil), version=__version__, style=_Trusted(style), style_hash=_Trusted(_hash(style)),
        totals=_totals(brief),
        brief={"totals": brief.totals, "stories": stories, "control": control, "apart": apart}, reports=shown,
        claims_of={m.id: [by_id[c] for c in m.claim_ids if c in by_id] for m in view.matters()},
        signs={name: sign for name, sign, _ in LEGEND}, legend=LEGEND,
    )  # fmt: skip


def _veiled(value: Any, veil: Veil | None) -> Any:
    """Whatever is shown, with a veil over its words; ids and hashes stay."""
    if veil is None:
        return value
    if isinstance(value, str):
        return veil.text(value)
    if isinstance(value, tuple | list):
        return [_veiled(v, veil) for v in value]
    if isinstance(value, dict):
        return {k: v if k in PLAIN else _veiled(v, veil) for k, v in value.items()}
    return _veiled(_fields(value), veil) if is_dataclass(value) else value


def direction(language: str) -> str:
    """Which way a language is written: rtl or ltr.

    >>> direction("ar"), direction("nb"), direction("fa-AF")
    ('rtl', 'ltr', 'rtl')
    """
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


class _Trusted(str):
    """Text of this package that goes into the page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _hash(style: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode('utf-8')).digest()).decode('ascii')}"


def _title(brief: Brief) -> str:
    first = next((inert(s.title) for s in brief.stories if s.title), "")
    return f"{first} · warledger" if first else "warledger"


def _totals(brief: Brief) -> list[tuple[str, str]]:
    t = brief.totals
    languages = f"languages ({', '.join(code for code, _ in t.languages)})"
    read = [(t.reports, "reports"), (len(t.languages), languages)]
    found = [(t.stories, "stories"), (t.claims, "claims"), (t.sources, "sources"), (t.origins, "independent origins")]
    return [(f"{n:,}", label) for n, label in read + found]


def _story(story: Any) -> Shape:
    """A story with the sources that are not named like their origin listed apart."""
    matters = [{**_fields(m), "said_by": [_said(s) for s in m.said_by]} for m in story.matters]
    return {**_fields(story), "matters": matters}


def _said(said: SaidBy) -> Shape:
    return {"name": said.name, "side": said.side, "figure": said.figure, "others": [s for s in said.sources if s != said.name]}


def _fields(record: Any) -> Shape:
    return {name: getattr(record, name) for name in record.__slots__}


def _reports(view: View, lookup: Lookup, veil: Veil | None) -> Iterator[Shape]:
    for report in map(lookup.outlets.named, view.reports()):
        claims = view.claims(report_id=report.id)
        linked = view.linked_of(c.id for c in claims)
        on, inferred = lookup.published(report.id)
        page = view.page(report.page_id)
        yield {
            "id": report.id, "name": report.name, "title": report.title, "outlet": report.outlet, "language": report.language,
            "dir": direction(report.language), "published": on, "inferred": inferred, "sha256": report.sha256,
            "reason": lookup.days[report.id].reason if inferred else "",
            "captured_at": page.captured_at.isoformat(timespec="seconds") if page and page.captured_at else "",
            "claims": [_claim(c, claim_shape(c, linked.get(c.id), lookup), report, veil) for c in claims],
        }  # fmt: skip


def _claim(claim: Claim, shape: Shape, report: Report, veil: Veil | None) -> Shape:
    around = AROUND if veil is None else 0
    start, end = max(0, claim.span.start - around), min(len(report.text), claim.span.end + around)
    words = claim.span.of(report.text)
    place = shape["canonical"].get("place", shape["place"])
    when = " to ".join(dict.fromkeys(day or "…" for day in shape["when"])) if shape["when"] else ""
    return {
        **{k: shape[k] for k in ("id", "event", "stance", "subject", "language", "evidence")},
        "dir": direction(report.language),
        "source": shape["canonical"].get("source", shape["source"]),
        "place": ", ".join(place) if isinstance(place, list) else place,
        "figure": range_text(claim.count.low, claim.count.high) if claim.count else "",
        "when": when,
        "before": ("…" if start else "") + report.text[start : claim.span.start],
        "words": words if veil is None else veil.quote(words),
        "after": report.text[claim.span.end : end] + ("…" if end < len(report.text) else ""),
    }


def _day(on: date | None) -> str:
    return f"{on.day} {on:%b %Y}" if on else "day unknown"
