"""What each stage takes and gives, as `run` sees them.

Stages are plain functions; a test, an engine or another reader can put its own in their place. Does not import any stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warledger.keep import Grouped, Shelf
from warledger.model import (
    Annotation,
    Claim,
    DayOf,
    Echo,
    Entity,
    Ledger,
    Linked,
    Origin,
    Place,
    RawPage,
    Regrouping,
    Rejection,
    Report,
    Story,
)
from warledger.packs.outlet_book import OutletCorrection

Mentioned = tuple[str, str, str]
"""Report id, kind and words of a name that need not be in a claim."""

Marked = Mapping[str, Sequence[Mentioned]]
"""Names by the report that they stand in."""


class Links(Protocol):
    """What linking gives over all reports of a ledger."""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """People, bodies and groups."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Places that claims name, and those around them."""

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The independent bodies behind sources."""

    @property
    def linked(self) -> Iterable[Linked]:
        """One record a claim; `Grouped` by report when they are too many to hold."""


class Stories(Protocol):
    """What finding stories gives."""

    @property
    def stories(self) -> Sequence[Story]:
        """Reports of one happening."""

    @property
    def echoes(self) -> Sequence[Echo]:
        """Who follows whom."""

    @property
    def days(self) -> Mapping[str, DayOf]:
        """The day of each report by its id."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the last stage builds on besides claims: links, stories, and what people decided on matters."""

    links: Links
    stories: Stories
    regroupings: Sequence[Regrouping] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The stages that read one report at a time; made once a process, since models are slow to load."""

    clean: Callable[[RawPage], Report | Rejection]
    annotate: Callable[[Sequence[Report]], Sequence[Annotation]]
    claims: Callable[[Report, Annotation], tuple[Claim, ...]]
    annotate_on: Callable[[Iterable[Report]], Iterator[Annotation]] | None = None
    """As `annotate`, one report at a time, with reports taken ahead as it needs them; None: they are annotated batch by batch."""


@dataclass(frozen=True, slots=True)
class Reconciling:
    """The stages that look at all reports of a ledger together; `date_claims` takes a few reports with their claims at a time."""

    link: Callable[[Shelf[Report], Grouped[Claim], Marked], Links]
    stories: Callable[[Shelf[Report], Grouped[Claim], Links], Stories]
    date_claims: Callable[[Sequence[Report], Sequence[Claim], Links, Stories], Iterable[Linked]]
    ledger: Callable[[Shelf[Report], Grouped[Claim], Grouped[Linked], SoFar], Ledger]
    with_outlets: Callable[[Sequence[OutletCorrection]], Reconciling] | None = None
    """The same stages that know outlets as people corrected them; None where none is looked up."""


@dataclass(frozen=True, slots=True)
class Stages:
    """All stages. `reading` and `reconciling` are made when first needed; `reading` must be picklable for workers.

    `edition` says which code and data `reconciling` draws conclusions with, another word when they changed; "" when that is not known.
    """

    collect: Callable[[Sequence[str]], Iterator[RawPage | Rejection]]
    reading: Callable[[], Reading]
    reconciling: Callable[[], Reconciling]
    edition: Callable[[], str] = lambda: ""
