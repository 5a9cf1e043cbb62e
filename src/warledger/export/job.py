"""What every exporter is given, and what it gives back. Records only, and one way to open a ledger for export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from warledger.export.incidents import Incident, Query, iter_incidents
from warledger.export.lookup import Lookup
from warledger.export.policy import Policy, Veil
from warledger.packs.ontology import Ontology, load_ontology
from warledger.store import View


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to export. `table` chooses what CSV and Parquet hold, `record_id` what an evidence package is about."""

    policy: Policy = Policy()
    query: Query = Query()
    table: str = "claims"
    record_id: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole file. `left_out` are ids of matters that the format cannot hold, by reason."""

    content: bytes
    rows: int
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contained: tuple[str, ...] = ()


def veil_of(policy: Policy, lookup: Lookup) -> Veil:
    """The veil over a ledger."""
    public = (form for p in lookup.places.values() for form in (p.name, *(f.text for f in p.forms)))
    return Veil(
        policy, lookup.entities.values(), (*public, *(o.name for o in lookup.origins.values() if o.kind not in ("person", "anonymous")))
    )


@dataclass(frozen=True, slots=True)
class Job:
    """A ledger opened for export."""

    view: View
    lookup: Lookup
    ontology: Ontology
    veil: Veil
    options: ExportOptions

    @staticmethod
    def of(view: View, options: ExportOptions | None = None) -> Job:
        """Everything that exporters share; reads all names once."""
        chosen, lookup = options or ExportOptions(), Lookup.of(view)
        return Job(view, lookup, load_ontology(), veil_of(chosen.policy, lookup), chosen)

    @property
    def coarse(self) -> bool:
        """Whether coordinates are moved."""
        return not self.options.policy.full

    def incidents(self) -> Iterator[Incident]:
        """The matters that are asked for."""
        return iter_incidents(self.view, self.lookup, self.ontology, self.veil, self.options.query)

    def point(self, incident: Incident) -> tuple[float, float] | None:
        """Latitude and longitude as they may be told."""
        spot = incident.spot
        return None if spot.lat is None or spot.lon is None else (self.veil.degree(spot.lat), self.veil.degree(spot.lon))
