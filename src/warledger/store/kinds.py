"""How each kind of record becomes a row: its id, its columns, the records it points at.

Takes records, gives rows. Does not touch a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import urldefrag

from sqlalchemy import Column, Table

from warledger.model import (
    STANDINGS,
    Annotation,
    Claim,
    Control,
    DayOf,
    Echo,
    Entity,
    Incomparable,
    Issue,
    Judgement,
    Linked,
    Matter,
    Origin,
    Place,
    Rejection,
    Report,
    Story,
    content_id,
)
from warledger.store import schema
from warledger.store.codec import encode, storable

R = TypeVar("R")
Row = dict[str, Any]
Refs = Iterable[tuple[str, str]]


def control_id(record: Control) -> str:
    """Id of a control record: place and day."""
    return content_id("co", record.place_id, _day(record.on))


def incomparable_id(record: Incomparable) -> str:
    """Id of a pair that must not be compared."""
    return content_id("in", record.matter_id, record.other_id, record.reason)


def echo_id(record: Echo) -> str:
    """Id of an echo edge."""
    return content_id("ec", record.report_id, record.of_id, record.kind)


def rejection_id(record: Rejection) -> str:
    """Id of a rejection."""
    return content_id("rj", record.name, record.code, record.page_id)


def issue_id(record: Issue) -> str:
    """Id of an issue."""
    return content_id("is", record.record_id, record.stage, record.code, record.detail)


def address_of(url: str) -> str:
    """What all versions of one page share: a hash of its address without the part after #, "" where there is no address."""
    return content_id("ad", urldefrag(url)[0]) if "://" in url else ""


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """One table: its record type, how a record becomes columns, in which order a view gives them, what it points at."""

    table: Table
    type: type[R]
    columns: Callable[[R], Row]
    order: tuple[Column[Any], ...]
    refs: Callable[[R], Refs] = lambda _: ()

    def row(self, record: R) -> Row:
        """All columns of a record."""
        columns = {name: storable(held) if isinstance(held, str) else held for name, held in self.columns(record).items()}
        return {**columns, "record": encode(record)}


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _matter_row(m: Matter) -> Row:
    return {
        "id": m.id, "story_id": m.story_id, "event": m.event, "standing": m.standing, "subject_group": m.group,
        "rank": STANDINGS.index(m.standing), "support": 1000 * len(m.origin_ids) + min(999, len(m.claim_ids)),
    }  # fmt: skip


def _linked_refs(link: Linked) -> Refs:
    roles = {
        "source": link.source_id, "speaker": link.speaker_id, "actor": link.actor_id, "target": link.target_id, "origin": link.origin_id,
    }  # fmt: skip
    yield from ((role, target) for role, target in roles.items() if target)
    yield from (("place", p) for p in link.place_ids)


def _matter_refs(m: Matter) -> Refs:
    yield from (("claim", c) for c in m.claim_ids)
    yield from (("place", p) for p in m.place_ids)
    yield from (("origin", o) for o in m.origin_ids if o)


T = schema
REPORTS = Kind(
    T.reports, Report, lambda r: {"id": r.id, "page_id": r.page_id, "name": r.name, "language": r.language,
    "published_on": _day(r.published_on), "outlet": r.outlet, "title": r.title, "url": r.url, "address": address_of(r.url)},
    (T.reports.c.name, T.reports.c.id),
)  # fmt: skip
ANNOTATIONS = Kind(T.marks, Annotation, lambda a: {"id": a.report_id, "reader": a.reader}, (T.marks.c.id,))
CLAIMS = Kind(
    T.claims, Claim, lambda c: {"id": c.id, "report_id": c.report_id, "start": c.span.start, "event": c.event, "stance": c.stance,
    "reader": c.reader, "prob": c.prob}, (T.reports.c.name, T.reports.c.id, T.claims.c.start, T.claims.c.id),
)  # fmt: skip
REJECTIONS = Kind(
    T.rejections, Rejection, lambda r: {"id": rejection_id(r), "name": r.name, "code": r.code, "page_id": r.page_id},
    (T.rejections.c.name, T.rejections.c.id),
)  # fmt: skip
ISSUES = Kind(
    T.issues, Issue, lambda i: {"id": issue_id(i), "record_id": i.record_id, "stage": i.stage, "code": i.code},
    (T.issues.c.record_id, T.issues.c.id),
)  # fmt: skip
ENTITIES = Kind(
    T.entities, Entity, lambda e: {"id": e.id, "kind": e.kind, "name": e.name, "origin_id": e.origin_id, "side": e.side},
    (T.entities.c.kind, T.entities.c.name, T.entities.c.id),
)  # fmt: skip
PLACES = Kind(
    T.places, Place, lambda p: {"id": p.id, "name": p.name, "feature": p.feature, "country": p.country}, (T.places.c.name, T.places.c.id),
)  # fmt: skip
ORIGINS = Kind(
    T.origins, Origin, lambda o: {"id": o.id, "name": o.name, "kind": o.kind, "side": o.side}, (T.origins.c.name, T.origins.c.id)
)
LINKED = Kind(
    T.linked, Linked, lambda k: {"id": k.claim_id, "report_id": k.report_id, "origin_id": k.origin_id, "source_id": k.source_id},
    (T.linked.c.id,), _linked_refs,
)  # fmt: skip
STORIES = Kind(
    T.stories, Story, lambda s: {"id": s.id, "day": _day(s.on), "title": s.title}, (T.stories.c.day.desc(), T.stories.c.id),  # type: ignore[arg-type]
    lambda s: (*(("report", r) for r in s.report_ids), *(("place", p) for p in s.place_ids)),
)  # fmt: skip
ECHOES = Kind(
    T.echoes, Echo, lambda e: {"id": echo_id(e), "report_id": e.report_id, "of_id": e.of_id, "kind": e.kind},
    (T.echoes.c.report_id, T.echoes.c.of_id, T.echoes.c.id),
)  # fmt: skip
DAYS = Kind(T.days, DayOf, lambda d: {"id": d.report_id, "day": _day(d.on)}, (T.days.c.id,))
MATTERS = Kind(
    T.matters, Matter, _matter_row, (T.matters.c.rank, T.matters.c.support.desc(), T.matters.c.id), _matter_refs  # type: ignore[arg-type]
)  # fmt: skip
INCOMPARABLE = Kind(
    T.incomparable, Incomparable, lambda i: {"id": incomparable_id(i), "matter_id": i.matter_id, "other_id": i.other_id,
    "reason": i.reason}, (T.incomparable.c.id,),
)  # fmt: skip
CONTROL = Kind(
    T.control, Control, lambda k: {"id": control_id(k), "place_id": k.place_id, "day": _day(k.on), "holder": k.holder},
    (T.control.c.place_id, T.control.c.day, T.control.c.id), lambda k: [("claim", c) for c in k.claim_ids],
)  # fmt: skip
JUDGEMENTS = Kind(
    T.judgements, Judgement, lambda j: {"id": j.id, "record_id": j.record_id, "action": j.action, "hash": j.hash}, (T.judgements.c.number,)
)
