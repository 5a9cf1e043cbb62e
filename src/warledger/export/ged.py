"""UCDP GED: one CSV row a matter of deaths, 49 columns.

Takes a Job, gives a file. Columns, order and codes after the UCDP GED codebook.
"""

from __future__ import annotations

from datetime import date

from warledger.export.countries import Country, country_of
from warledger.export.csvfile import csv_bytes
from warledger.export.incidents import Incident
from warledger.export.job import Exported, Job
from warledger.export.numbers import number_of
from warledger.export.precision import date_prec, priogrid, where_prec

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
LONGEST_EVENT = 366
"""Days: the least exact time of a GED event is its year."""

RULES = (
    "one row a matter in which people were killed; best, high and low are the estimate of the matter, each bound one origin's figure",
    "number_of_sources counts independent origins, not articles; 0 is outlets in their own voice",
    "source_original is the origin: the person or body that the information comes from",
    "type_of_violence 3 when civilians were killed, 1 when a state is a party, 2 when none is",
    "deaths_b are the dead of the party that was hit; without a named party they are deaths_unknown",
    "priogrid_gid is computed from the coordinates; ids of conflicts, dyads and actors are left empty",
    "matters without a told time, without a beginning or over more than a year are left out",
)
CANNOT_SAY = (
    "that a figure is open ('at least'): high is then the highest figure given",
    "that a matter is denied, and what its standing is (code_status is 'Clear' only when it is confirmed or corroborated)",
    "injured people and all other counts",
    "that matters include one another: do not sum rows listed under do_not_sum",
)


def write_ged(job: Job) -> Exported:
    """The whole file, rows by matter id."""
    rows: list[dict[str, object]] = []
    left_out: dict[str, list[str]] = {}
    kept: list[str] = []
    for incident in job.incidents():
        reason = _refusal(incident)
        if reason:
            left_out.setdefault(reason, []).append(incident.matter.id)
            continue
        rows.append(_row(incident, job))
        kept.append(incident.matter.id)
    return Exported(csv_bytes(COLUMNS, rows), len(rows), {k: tuple(v) for k, v in left_out.items()}, tuple(kept))


def _refusal(incident: Incident) -> str:
    if incident.matter.event != "killed" or incident.things:
        return "nobody is said to be killed"
    if incident.deaths is None or incident.deaths[1] < 1:
        return "no figure of people killed"
    if incident.unheld:
        return incident.unheld
    if incident.dated != "said":
        return "a time that no report tells"
    days = incident.when.days if incident.when else None
    if days is None or days > LONGEST_EVENT:
        return "a total without a beginning, or over more than a year: GED codes events"
    return ""


def _row(incident: Incident, job: Job) -> dict[str, object]:
    country = country_of(incident.spot.country)
    low, best, high = incident.deaths or (0, 0, 0)
    start, end = _days(incident)
    sides = _sides(incident)
    return {
        "id": number_of(incident.matter.id),
        "relid": incident.matter.id,
        "year": start.year if start else "",
        "active_year": 1,
        "code_status": "Clear" if incident.matter.standing in ("confirmed", "corroborated") else "Check",
        "type_of_violence": type_of_violence(incident),
        "conflict_name": f"{country.name}: Government" if type_of_violence(incident) == 1 and country.name else "",
        "dyad_name": " - ".join(sides) if all(sides) else "",
        "side_a": sides[0],
        "side_b": sides[1],
        **_sources(incident, job),
        **_where(incident, job, country),
        "event_clarity": 1 if date_prec(incident.when) == 1 else 2,
        "date_prec": date_prec(incident.when),
        "date_start": start.isoformat() if start else "",
        "date_end": end.isoformat() if end else "",
        **_deaths(incident, best),
        "best": best,
        "high": max(high, best),
        "low": min(low, best),
        "gwnoa": country_of(incident.actor.country).gw if incident.actor.kind == "state" else "",
        "gwnob": country_of(incident.target.country).gw if incident.target.kind == "state" and sides[1] != "Civilians" else "",
    }


def _days(incident: Incident) -> tuple[date | None, date | None]:
    """First and last day; of an open period both are the side that is known."""
    if incident.when is None:
        return None, None
    return incident.when.start or incident.when.end, incident.when.end or incident.when.start


def type_of_violence(incident: Incident) -> int:
    """1 state-based, 2 non-state, 3 one-sided."""
    if incident.civilians:
        return 3
    return 1 if "state" in (incident.actor.kind, incident.target.kind) or not (incident.actor.kind and incident.target.kind) else 2


def _sides(incident: Incident) -> tuple[str, str]:
    """Side A and side B; in state-based violence the state is side A."""
    one, other = incident.actor, incident.target
    if incident.civilians:
        return one.name, "Civilians"
    if other.kind == "state" and one.kind != "state":
        return other.name, one.name
    return one.name, other.name


def _sources(incident: Incident, job: Job) -> dict[str, object]:
    days = [(on.isoformat() if (on := job.lookup.published(r.id)[0]) else "") for r in incident.reports]
    titles = [job.veil.quote(r.title) for r in incident.reports]
    outlets = [job.veil.text(job.lookup.outlet(r.id)) for r in incident.reports]
    articles = [f'"{o}, {d}, {t}"' for o, d, t in zip(outlets, days, titles, strict=True)]
    return {
        "number_of_sources": len(incident.origins),
        "source_article": ";".join(articles),
        "source_office": ";".join(dict.fromkeys(outlets)),
        "source_date": ";".join(dict.fromkeys(d for d in days if d)),
        "source_headline": ";".join(dict.fromkeys(titles)),
        "source_original": ";".join(incident.origins),
    }


def _where(incident: Incident, job: Job, country: Country) -> dict[str, object]:
    spot, point = incident.spot, job.point(incident)
    return {
        "where_prec": where_prec(spot, coarse=job.coarse),
        "where_coordinates": spot.name,
        "where_description": "; ".join(spot.names),
        "adm_1": spot.admin[0] if spot.admin else "",
        "adm_2": spot.admin[1] if len(spot.admin) > 1 else "",
        "latitude": point[0] if point else "",
        "longitude": point[1] if point else "",
        "geom_wkt": f"POINT ({point[1]} {point[0]})" if point else "",
        "priogrid_gid": priogrid(*point) if point else "",
        "country": country.name,
        "country_id": country.gw,
        "region": country.ged_region,
    }


def _deaths(incident: Incident, best: int) -> dict[str, int]:
    """All dead in the one column that the words allow; the four columns sum to best."""
    column = "deaths_unknown"
    if incident.civilians and incident.matter.group != "people":
        column = "deaths_civilians"
    elif incident.target.name and not incident.civilians:
        column = "deaths_b" if _sides(incident)[1] == incident.target.name else "deaths_a"
    return {name: best if name == column else 0 for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")}
