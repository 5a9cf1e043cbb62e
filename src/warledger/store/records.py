"""What goes into a ledger in one piece: a reading of one page, the conclusions over all.

Records only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from warledger.model import (
    Annotation,
    Claim,
    Control,
    DayOf,
    Echo,
    Entity,
    Incomparable,
    Issue,
    Linked,
    Matter,
    Origin,
    Place,
    RawPage,
    Rejection,
    Report,
    Story,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one page. `report` is None when the page was refused, `annotation` when reading failed."""

    page: RawPage
    report: Report | None = None
    annotation: Annotation | None = None
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusions:
    """All that follows from the readings taken together; a new one replaces the old as a whole.

    `basis` says what they follow from (`View.basis`, and what drew them); "" when nobody asks later.
    """

    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    origins: tuple[Origin, ...] = ()
    linked: Iterable[Linked] = ()
    stories: Sequence[Story] = ()
    echoes: Sequence[Echo] = ()
    days: Sequence[DayOf] = ()
    matters: Sequence[Matter] = ()
    incomparable: Sequence[Incomparable] = ()
    control: Sequence[Control] = ()
    issues: tuple[Issue, ...] = ()
    basis: str = ""


class Put(Enum):
    """What became of a page that was offered."""

    NEW = "new"
    KNOWN = "known"  # the same page again
    DUPLICATE = "duplicate"  # the same bytes under another name
    REJECTED = "rejected"
    FORGOTTEN = "forgotten"  # deleted from this ledger before, and not to come back


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list: from `offset`, at most `limit` records; None is all."""

    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by its id or its words. `kind` is the table: reports, claims, matters ..."""

    kind: str
    id: str
