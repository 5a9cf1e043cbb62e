"""ACLED: one CSV row a matter, 31 columns.

Takes a Job, gives a file. Columns, order and codes after the ACLED codebook (2023) and acledR 1.0.1.
"""

from __future__ import annotations

from datetime import UTC, datetime, time

from warledger.export.countries import country_of
from warledger.export.csvfile import csv_bytes
from warledger.export.incidents import ARMED, Incident, Party
from warledger.export.job import Exported, Job
from warledger.export.numbers import number_of
from warledger.export.precision import geo_precision, time_precision
from warledger.packs.outlet_book import OutletBook

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

EVENT_TYPES = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
TYPE_OF = {sub: kind for kind, subs in EVENT_TYPES.items() for sub in subs}
DISORDER = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence", "Violence against civilians": "Political violence",
    "Protests": "Demonstrations", "Riots": "Political violence", "Strategic developments": "Strategic developments",
}  # fmt: skip
INTER = {
    1: "State Forces", 2: "Rebel Groups", 3: "Political Militias", 4: "Identity Militias", 5: "Rioters", 6: "Protesters", 7: "Civilians",
    8: "External/Other Forces",
}  # fmt: skip
KIND_INTER = {
    "state": 1, "armed_group": 2, "international": 8,
    **dict.fromkeys(("monitor", "ngo", "medics", "agency", "anonymous", "person", "outlet"), 7),
}  # fmt: skip
LONGEST_EVENT = 31
"""Days: the least exact time of an ACLED event is its month."""
DOERS = {"international": 8, "ngo": 8, "monitor": 8, "medics": 8, "agency": 8, "outlet": 8}
"""Codes of those who do something and are no party: outside forces. Everybody else whose kind is not known is an armed group."""
ASSOCIATED = {
    "children": "Children", "women": "Women", "medics": "Health Workers", "journalists": "Journalists", "aid_workers": "Aid Workers",
}  # fmt: skip

RULES = (
    "one row a matter of at most 31 days; fatalities is the most conservative account, the range stands in notes",
    "event_date is the first day of the period, or the day of the first report (time_precision 3) where no time is told",
    "coordinates of a place that has none are those of the place around it, geo_precision says so",
    "an actor that no report names is 'Unidentified Armed Group', as in ACLED",
    "tags hold the id of the matter; event_id_cnty is ISO3 and a number made from it",
)
CANNOT_SAY = (
    "who says it and how independent the sources are (a line in notes)",
    "ranges of fatalities (in notes)",
    "injured, displaced and other counts (in notes)",
    "that a matter is denied or that parties blame each other (in notes)",
    "that matters include one another: do not sum rows listed under do_not_sum",
)


def write_acled(job: Job) -> Exported:
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
    content = csv_bytes(COLUMNS, rows)
    return Exported(content, len(rows), {k: tuple(v) for k, v in left_out.items()}, tuple(kept))


def _refusal(incident: Incident) -> str:
    if not incident.event.acled:
        return "its event type is none of ACLED's"
    if incident.on is None or incident.unheld:
        return incident.unheld or "no day is known"
    days = incident.when.days if incident.when else None
    if incident.dated == "said" and (days is None or days > LONGEST_EVENT):
        return "a total over more than a month: ACLED codes events"
    if incident.dated != "said" and incident.deaths is not None:
        return "people killed at a time that no report tells"
    return ""


def _row(incident: Incident, job: Job) -> dict[str, object]:
    spot, country, point = incident.spot, country_of(incident.spot.country), job.point(incident)
    sub = sub_event_type(incident)
    one, other = _parties(incident, country.name, sub)
    on = incident.on
    numeric = job.options.numeric
    targeted = other[1] == 7 and DISORDER[TYPE_OF[sub]] == "Political violence"
    return {
        "event_id_cnty": f"{country.iso3 or 'XXX'}{number_of(incident.matter.id)}",
        "event_date": on.isoformat() if on else "",
        "year": on.year if on else "",
        "time_precision": 3 if incident.dated == "first report" else time_precision(incident.when),
        "disorder_type": DISORDER[TYPE_OF[sub]],
        "event_type": TYPE_OF[sub],
        "sub_event_type": sub,
        "actor1": one[0],
        "assoc_actor_1": "",
        "inter1": _inter(one[1], numeric=numeric),
        "actor2": other[0],
        "assoc_actor_2": ASSOCIATED.get(incident.matter.group, "") if other[1] == 7 else "",
        "inter2": _inter(other[1], numeric=numeric),
        "interaction": interaction(one[1], other[1], numeric=numeric),
        "civilian_targeting": "Civilian targeting" if targeted else "",
        "iso": int(country.iso_numeric) if country.iso_numeric else "",
        "region": country.acled_region,
        "country": country.name,
        **{f"admin{n + 1}": spot.admin[n] if len(spot.admin) > n else "" for n in range(3)},
        "location": spot.name,
        "latitude": point[0] if point else "",
        "longitude": point[1] if point else "",
        "geo_precision": geo_precision(spot, coarse=job.coarse),
        "source": "; ".join(incident.outlets),
        "source_scale": _scale(incident, job.lookup.outlets),
        "notes": notes_of(incident),
        "fatalities": incident.deaths[0] if incident.deaths else 0,
        "tags": f"warledger={incident.matter.id}",
        "timestamp": _timestamp(incident),
    }


def sub_event_type(incident: Incident) -> str:
    """The sub-event type: that of the ontology, but fighters who are attacked fight, and who takes a place decides its name."""
    sub, actor = incident.event.acled, incident.actor
    if sub == "Attack" and incident.matter.group in ("fighters", "soldiers"):
        return "Armed clash"
    if sub == "Non-state actor overtakes territory" and actor.kind == "state" and actor.country == incident.spot.country != "":
        return "Government regains territory"
    return sub


def _parties(incident: Incident, country: str, sub: str) -> tuple[tuple[str, int], tuple[str, int]]:
    """Names and inter codes of both sides; code 0 where there is no party."""
    place = f" ({country})" if country else ""
    violent = DISORDER[TYPE_OF[sub]] == "Political violence"
    one = (incident.actor.name, _code(incident.actor, incident, doer=True)) if incident.actor.name else ("", 0)
    other = (incident.target.name, _code(incident.target, incident, doer=False)) if incident.target.name else ("", 0)
    if not one[0] and (violent or not other[0] or incident.civilians):
        one = (f"Unidentified Armed Group{place}", 3)
    if incident.civilians and (violent or not other[0]):
        other = (f"Civilians{place}", 7)
    elif not other[0] and violent and incident.matter.group in ARMED:
        other = (f"Unidentified Armed Group{place}", 3)
    return (one, other) if one[0] else ((other[0], 8 if other[1] == 7 else other[1]), ("", 0))


def _code(party: Party, incident: Incident, *, doer: bool) -> int:
    """The inter code of a party. Nobody who acts is a civilian: ACLED has no code for that alone."""
    code = KIND_INTER.get(party.kind, 3)
    if doer and code == 7:
        code = DOERS.get(party.kind, 3)
    return 8 if code == 1 and party.country and incident.spot.country and party.country != incident.spot.country else code


def _inter(code: int, *, numeric: bool) -> str:
    return (str(code) if numeric else INTER[code]) if code else ""


def interaction(one: int, other: int, *, numeric: bool = False) -> str:
    """How two kinds of actors meet: the lower code first.

    >>> interaction(7, 1), interaction(1, 0), interaction(8, 1, numeric=True)
    ('State Forces-Civilians', 'Sole State Forces', '18')
    """
    low, high = sorted((one, other)) if one and other else (one or other, 0)
    if not low:
        return ""
    if numeric:
        return f"{low}{high}"
    return f"{INTER[low]}-{INTER[high]}" if high else f"Sole {INTER[low]}"


def _scale(incident: Incident, outlets: OutletBook) -> str:
    """How far the outlets reach: National for those of the country, International for others, Other when nobody knows."""
    reach = set()
    for outlet in incident.outlets:
        known = outlets.info(outlet)
        country = known.country if known else ""
        reach.add("Other" if not country else "National" if country == incident.spot.country else "International")
    if "Other" in reach and len(reach) > 1:
        reach.remove("Other")
    return "-".join(sorted(reach, reverse=True)) or "Other"


def notes_of(incident: Incident) -> str:
    """A paragraph: what, standing, range, sources, denials, the words."""
    matter = incident.matter
    because = f": {'; '.join(matter.reasons)}" if matter.reasons else ""
    parts = [f"{incident.what}.", f"{matter.standing.capitalize()}{because}."]
    if matter.estimate:
        e = matter.estimate
        high = f"{e.high}" if e.high is not None else "open"
        parts.append(f"Count: low {e.low}, best {e.best}, high {high}.")
    if incident.origins:
        parts.append(f"Independent origins ({len(incident.origins)}): {'; '.join(incident.origins)}.")
    if incident.denied_by:
        parts.append(f"Denied by {'; '.join(incident.denied_by)}.")
    parts += [f"{whom}: blamed by {by}." for by, whom in incident.blamed]
    if incident.when and (incident.when.start != incident.when.end):
        parts.append(f"Period: {incident.when.start or 'open'} to {incident.when.end or 'open'}.")
    if incident.quote:
        parts.append(f"“{incident.quote}”")
    return " ".join(" ".join(parts).split())


def _timestamp(incident: Incident) -> int | str:
    """When the latest report was published, in Unix seconds; empty when no report says."""
    known = [r.published_at for r in incident.reports if r.published_at]
    days = [datetime.combine(r.published_on, time(), UTC) for r in incident.reports if r.published_on]
    return int(max(known + days).timestamp()) if known or days else ""
