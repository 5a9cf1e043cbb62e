"""A matter with everything that event data sets ask of it: parties, spot, days, sources.

Takes a View, gives one Incident a matter. Shared by the exporters; knows no column of any of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from warledger.export.lookup import Lookup
from warledger.export.policy import Veil
from warledger.export.precision import Spot
from warledger.export.shapes import accusations, deniers
from warledger.model import Claim, Entity, Linked, Matter, Period, Place, Report
from warledger.packs.ontology import EventType, Ontology
from warledger.store import View

ARMED = ("fighters", "soldiers", "police", "prisoners")
"""Groups of people who are no civilians."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which matters are taken; empty ones take all. Days are compared with the matter's own."""

    event: str = ""
    standing: str = ""
    since: date | None = None
    until: date | None = None

    def takes(self, matter: Matter) -> bool:
        """Whether a matter is asked for; one without a day only when no days are."""
        if (self.event and matter.event != self.event) or (self.standing and matter.standing != self.standing):
            return False
        if self.since is None and self.until is None:
            return True
        return matter.when is not None and matter.when.overlaps(Period(self.since, self.until))

    def statement(self) -> dict[str, str]:
        """What was asked, for the sidecar."""
        asked = {"event": self.event, "standing": self.standing, "since": self.since, "until": self.until}
        return {name: str(value) for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Party:
    """Who did it or to whom it was done; all empty when nobody is named. `kind` is that of its origin."""

    id: str = ""
    name: str = ""
    kind: str = ""
    side: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One matter, its names veiled. `claims` are those that do not deny it; `dated` says where `when` is from."""

    matter: Matter
    event: EventType
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    what: str
    actor: Party
    target: Party
    spot: Spot
    when: Period | None
    dated: str
    denied_by: tuple[str, ...]
    blamed: tuple[tuple[str, str], ...]
    quote: str

    @property
    def on(self) -> date | None:
        """The day that stands for the period: its first, or its last when it is a running total."""
        return (self.when.start or self.when.end) if self.when else None

    @property
    def unheld(self) -> str:
        """Why nobody says that it happened; "" when somebody does."""
        stances = {c.stance for c in self.claims}
        if stances <= {"denies"}:
            return "only denials of it are known"
        return "it is expected, threatened or possible only" if stances <= {"denies", "expects"} else ""

    @property
    def civilians(self) -> bool:
        """Whether people who are no fighters were hit."""
        return self.matter.group not in (*ARMED, "", "other") and not self.things

    @property
    def things(self) -> bool:
        """Whether things and not people are counted."""
        return self.matter.group in ("buildings", "vehicles", "aircraft", "drones", "missiles", "places")

    @property
    def deaths(self) -> tuple[int, int, int] | None:
        """low, best and high of people killed; an open high is the highest figure that was given."""
        estimate = self.matter.estimate
        if self.matter.event != "killed" or estimate is None or self.things:
            return None
        return estimate.low, estimate.best, estimate.high if estimate.high is not None else max(estimate.best, estimate.low)


def iter_incidents(view: View, lookup: Lookup, ontology: Ontology, veil: Veil, query: Query) -> Iterator[Incident]:
    """Incidents by matter id, lazily."""
    for matter in sorted(view.matters(), key=lambda m: m.id):
        if query.takes(matter):
            yield build_incident(view, lookup, ontology, veil, matter)


def build_incident(view: View, lookup: Lookup, ontology: Ontology, veil: Veil, matter: Matter) -> Incident:
    """The incident of one matter."""
    return incident_of(matter, (view.claims_of(matter.claim_ids), view.linked_of(matter.claim_ids)), lookup, ontology, veil)


def incident_of(matter: Matter, said: tuple[list[Claim], Mapping[str, Linked]], lookup: Lookup, ontology: Ontology, veil: Veil) -> Incident:
    """The same from its claims and links, which are read already."""
    claims, linked = said[0], dict(said[1])
    told = [c for c in claims if c.stance != "denies"] or claims
    by_id = {c.report_id: lookup.reports[c.report_id] for c in told}
    reports = sorted(by_id.values(), key=lambda r: (str(r.published_on or ""), r.name, r.id))
    when, dated = _when(matter, reports, lookup)
    best = matter.estimate.best_claim_id if matter.estimate else ""
    quoted = next((c for c in claims if c.id == best), told[0] if told else None)
    what = veil.text(matter.what)
    return Incident(
        matter=replace(matter, what=what, reasons=tuple(map(veil.text, matter.reasons))),
        event=ontology.event(matter.event),
        claims=tuple(told),
        reports=tuple(reports),
        outlets=tuple(dict.fromkeys(veil.text(lookup.outlet(r.id)) for r in reports)),
        origins=tuple(veil.text(lookup.name(o)) for o in matter.origin_ids),
        what=what,
        actor=_party([linked[c.id].actor_id or linked[c.id].actor_origin_id for c in told if c.id in linked], lookup, veil),
        target=_party([linked[c.id].target_id or linked[c.id].target_origin_id for c in told if c.id in linked], lookup, veil),
        spot=spot_of(matter.place_ids, lookup),
        when=when,
        dated=dated,
        denied_by=tuple(veil.text(d) for d in deniers(matter, claims, linked, lookup)),
        blamed=tuple((veil.text(a["by"]), veil.text(a["whom"])) for a in accusations(matter, claims, linked, lookup)),
        quote=veil.quote(quoted.evidence) if quoted else "",
    )


def _when(matter: Matter, reports: list[Report], lookup: Lookup) -> tuple[Period | None, str]:
    """The period of a matter; without one, up to the day of its first report."""
    if matter.when is not None:
        return matter.when, "said"
    days = sorted(day for r in reports if (day := lookup.published(r.id)[0]))
    return (Period(None, days[0], "open"), "first report") if days else (None, "")


def _party(ids: Iterable[str], lookup: Lookup, veil: Veil) -> Party:
    """The party that most claims name; of equals the one whose id sorts first."""
    counted = Counter(i for i in ids if i)
    if not counted:
        return Party()
    chosen = min(counted, key=lambda i: (-counted[i], i))
    entity = lookup.entities.get(chosen)
    origin = lookup.origins.get(entity.origin_id if entity else chosen)
    return Party(
        id=chosen,
        name=veil.name(chosen, lookup.name(chosen)),
        kind=origin.kind if origin else _kind_of(entity),
        side=entity.side if entity and entity.side else origin.side if origin else "",
        country=entity.country if entity else "",
    )


def _kind_of(entity: Entity | None) -> str:
    return "person" if entity is not None and entity.kind == "person" else "other"


def spot_of(place_ids: Iterable[str], lookup: Lookup) -> Spot:
    """The first place, with the coordinates of the nearest one around it when it has none, and the regions that hold it."""
    ids = [p for p in place_ids if p in lookup.places]
    if not ids:
        return Spot()
    place = lookup.places[ids[0]]
    around = [lookup.places[p] for p in place.parents if p in lookup.places]
    located = next((p for p in (place, *around) if p.lat is not None and p.lon is not None), None)
    regions = [p.name for p in reversed((place, *around)) if p.feature == "region"]
    return Spot(
        name=place.name,
        place_id=place.id,
        feature=place.feature,
        lat=located.lat if located else None,
        lon=located.lon if located else None,
        radius_km=place.radius_km,
        own=located is place,
        country=_country(place, around),
        admin=tuple(regions[:3]),
        level=len(regions) if place.feature == "region" else 0,
        names=tuple(lookup.names(ids)),
        geonames=place.source.removeprefix("geonames:") if place.source.startswith("geonames:") else "",
    )


def _country(place: Place, around: list[Place]) -> str:
    return next((p.country for p in (place, *around) if p.country), "")
