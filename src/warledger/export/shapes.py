"""The JSON of claims, matters, entities, control, stories and reports, as commands and exports write it.

Takes records and their names, gives dicts. Offsets are code points of the captured text. Described in
`docs/reference/records.md`, which a test holds to this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from warledger.export.lookup import OUTLET, Lookup
from warledger.model import Account, Claim, Control, Count, Entity, Included, Linked, Matter, Named, Period, Place, Report, Story
from warledger.store import View, control_id

Shape = dict[str, Any]
BATCH = 1000


def iter_claims(view: View, lookup: Lookup, claims: list[Claim]) -> Iterator[Shape]:
    """Claims in the given order."""
    for at in range(0, len(claims), BATCH):
        part = claims[at : at + BATCH]
        linked = view.linked_of(c.id for c in part)
        yield from (claim_shape(c, linked.get(c.id), lookup) for c in part)


def claim_shape(claim: Claim, link: Linked | None, lookup: Lookup) -> Shape:
    """A claim in the record format of the annotation guidelines, names as the report gives them."""
    report = lookup.reports[claim.report_id]
    span = report.offsets.to_captured(claim.span)
    known = canonical(link, lookup)
    places = _either([p.text for p in claim.places], known.get("place"))
    return {
        "id": claim.id,
        "report": report.name,
        "start": span.start,
        "end": span.end,
        "evidence": claim.evidence,
        "event": claim.event,
        "stance": claim.stance,
        "source": _one(_either(_text(claim.source), known.get("source"))) or OUTLET,
        "speaker": _one(_either(_text(claim.speaker), known.get("speaker"))),
        "via": [v.text for v in claim.via],
        "actor": _one(_either(_text(claim.actor), known.get("actor"))),
        "target": _one(_either(_text(claim.target), known.get("target"))),
        "subject": subject_of(claim),
        "count": count_shape(claim.count),
        "included": [included_shape(i) for i in claim.included],
        "place": _one(places),
        "when": period_shape(link.when) if link else None,
        "canonical": known,
        "language": report.language,
        "prob": round(claim.prob, 4),
        "reader": claim.reader,
    }


def _either(said: str | list[str] | None, known: str | list[str] | None) -> list[str]:
    """Acceptable names, as gold files list them: as in the text, then canonical where that differs. Empty for none."""
    groups = [[g] if isinstance(g, str) else g or [] for g in (said, known)]
    return list(dict.fromkeys(name for group in groups for name in group)) if groups[0] else []


def _one(names: list[str]) -> str | list[str] | None:
    """One name alone, several as a list, none as None."""
    return (names[0] if len(names) == 1 else names) if names else None


def canonical(link: Linked | None, lookup: Lookup) -> Shape:
    """Canonical names, in English where known, of what a claim names; only of what was resolved."""
    if link is None:
        return {}
    people = {"source": link.source_id, "speaker": link.speaker_id, "actor": link.actor_id, "target": link.target_id}
    roles = {**people, "origin": link.origin_id}
    named: Shape = {role: lookup.name(found) for role, found in roles.items() if found}
    places = lookup.names(link.place_ids)
    return named | ({"place": places[0] if len(places) == 1 else places} if places else {})


def matter_shape(view: View, lookup: Lookup, matter: Matter) -> Shape:
    """A matter with who supports, denies and blames, by name."""
    return matter_told(lookup, matter, view.claims_of(matter.claim_ids), view.linked_of(matter.claim_ids))


def matter_told(lookup: Lookup, matter: Matter, claims: list[Claim], linked: dict[str, Linked]) -> Shape:
    """The same from its claims and links, of which only their report, stance, source and origin are looked at."""
    reports = sorted({c.report_id for c in claims}, key=lambda r: (lookup.reports[r].name, r))
    estimate = matter.estimate
    return {
        "id": matter.id,
        "story": matter.story_id,
        "event": matter.event,
        "what": matter.what,
        "place": next(iter(lookup.names(matter.place_ids)), None),
        "places": lookup.names(matter.place_ids),
        "subject": matter.group or None,
        "when": period_shape(matter.when),
        "standing": matter.standing,
        "reasons": list(matter.reasons),
        "independent_origins": len(matter.origin_ids),
        "origins": [origin_shape(o, sources_of(claims, linked, lookup, o), lookup) for o in matter.origin_ids],
        "reports": [report_shape(lookup.reports[r], lookup) for r in reports],
        "languages": sorted({lookup.reports[r].language for r in reports}),
        "estimate": {"low": estimate.low, "best": estimate.best, "high": estimate.high} if estimate else None,
        "denied_by": deniers(matter, claims, linked, lookup),
        "accused": accusations(matter, claims, linked, lookup),
        "claims": list(matter.claim_ids),
        "echoes": sorted({e for a in matter.accounts for e in a.echo_ids}),
    }


def origin_shape(origin_id: str, sources: list[str], lookup: Lookup) -> Shape:
    """An origin with the sources that speak for it in one matter."""
    origin = lookup.origins.get(origin_id)
    return {"id": origin_id, "name": lookup.name(origin_id), "side": origin.side if origin else "", "sources": sources}


def sources_of(claims: list[Claim], linked: dict[str, Linked], lookup: Lookup, origin_id: str) -> list[str]:
    """Names of the sources of one origin among claims."""
    own = [c for c in claims if c.id in linked and linked[c.id].origin_id == origin_id]
    return sorted({lookup.source(c, linked[c.id]) for c in own} - {OUTLET})


def deniers(matter: Matter, claims: list[Claim], linked: dict[str, Linked], lookup: Lookup) -> list[str]:
    """Who denies a matter: the sources where known, else their origins."""
    found: set[str] = set()
    for origin_id in matter.denied_by:
        denying = [c for c in claims if c.stance == "denies" and c.id in linked and linked[c.id].origin_id == origin_id]
        found |= {lookup.source(c, linked[c.id]) for c in denying} or {lookup.name(origin_id)}
    return sorted(found)


def accusations(matter: Matter, claims: list[Claim], linked: dict[str, Linked], lookup: Lookup) -> list[Shape]:
    """Who blames whom, each pair once."""
    by_id = {c.id: c for c in claims}
    pairs = set()
    for blame in matter.accusations:
        claim = by_id.get(blame.claim_id)
        by = lookup.source(claim, linked.get(claim.id)) if claim else lookup.name(blame.by_origin_id)
        pairs.add((by, lookup.name(blame.whom_id)))
    return [{"by": by, "whom": whom} for by, whom in sorted(pairs)]


def entity_shape(entity: Entity) -> Shape:
    """A person, body or group with its spellings, the most used first."""
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "forms": _forms(entity),
        "mentions": sum(f.mentions for f in entity.forms),
        "side": entity.side,
        "country": entity.country,
        "private": entity.private,
        "reasons": list(entity.reasons),
    }


def place_shape(place: Place) -> Shape:
    """A place, in the list of entities."""
    return {
        "id": place.id,
        "kind": "place",
        "name": place.name,
        "forms": _forms(place),
        "mentions": sum(f.mentions for f in place.forms),
        "country": place.country,
        "feature": place.feature,
        "lat": place.lat,
        "lon": place.lon,
        "provisional": place.provisional,
    }


def story_shape(story: Story, lookup: Lookup) -> Shape:
    """A story with its reports."""
    reports = [lookup.reports[r] for r in story.report_ids if r in lookup.reports]
    return {
        "id": story.id,
        "title": story.title,
        "on": story.on.isoformat() if story.on else None,
        "places": lookup.names(story.place_ids),
        "reports": [report_shape(r, lookup) for r in reports],
        "languages": sorted({r.language for r in reports}),
        "follows": story.follows or None,
        "reasons": list(story.reasons),
    }


def control_shape(control: Control, lookup: Lookup) -> Shape:
    """Who is said to hold a place on a day."""
    return {
        "id": control_id(control),
        "place": lookup.name(control.place_id),
        "holder": control.holder or None,
        "on": control.on.isoformat() if control.on else None,
        "state": control.state,
        "standing": control.standing,
        "origins": lookup.names(control.origin_ids),
        "claims": list(control.claim_ids),
        "inherited_from": lookup.name(control.inherited_from) or None,
    }


def report_shape(report: Report, lookup: Lookup) -> Shape:
    """A report without its text."""
    on, inferred = lookup.published(report.id)
    return {
        "id": report.id,
        "name": report.name,
        "title": report.title,
        "outlet": lookup.outlets.named(report).outlet,
        "language": report.language,
        "published": on.isoformat() if on else None,
        "published_inferred": inferred,
        "url": report.url,
        "sha256": report.sha256,
    }


def subject_of(claim: Claim) -> str | None:
    """The group of the ontology that is counted or affected; the words of the report when it is none."""
    if claim.subject is None:
        return None
    return claim.subject.group if claim.subject.group not in ("", "other") else claim.subject.text


def count_shape(count: Count | None) -> Shape | None:
    """A figure with its bounds, null where open."""
    return {"low": count.low, "high": count.high, "text": count.text} if count else None


def included_shape(included: Included) -> Shape:
    """A part of a count."""
    group = included.subject.group
    return {"subject": group if group not in ("", "other") else included.subject.text, "count": count_shape(included.count)}


def period_shape(when: Period | None) -> list[str | None] | None:
    """First and last day, null where open; null when unknown."""
    if when is None:
        return None
    return [when.start.isoformat() if when.start else None, when.end.isoformat() if when.end else None]


def account_count(account: Account) -> str:
    """The latest figure of an account as text; "" when it gives none."""
    return range_text(account.count.low, account.count.high) if account.count else ""


def range_text(low: int | None, high: int | None) -> str:
    """A figure with open bounds in words.

    >>> range_text(34, None), range_text(None, 50), range_text(2000, 2000), range_text(20, 99)
    ('at least 34', 'up to 50', '2,000', '20 to 99')
    """
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _forms(record: Entity | Place) -> list[str]:
    ordered = sorted(record.forms, key=lambda f: (-f.mentions, f.text, f.language))
    return list(dict.fromkeys(f.text for f in ordered))


def _text(named: Named | None) -> str | None:
    return named.text if named else None
