"""The one English line of a matter.

Takes facts of a matter and names, gives words from the phrases of the ontology. Other languages are put on by the views.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from warledger.ledger.facts import Fact
from warledger.model import Count, Estimate, Period
from warledger.packs.ontology import Ontology

CAUSES = {
    "airstrike": "in air strikes",
    "drone_strike": "in drone strikes",
    "missile_strike": "in missile strikes",
    "shelling": "in shelling",
    "bombing": "in a bombing",
    "shooting": "in a shooting",
    "chemical_attack": "in a chemical attack",
    "clash": "in clashes",
}
_BESIDE = re.compile(r"(?:(?:north|south)?-?(?:east|west)?(?:ern)? of|near|around|outside|close to) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """What a line is made with: names by id, phrases, the places of the matter by weight, its days, and the use of force behind a harm."""

    names: Mapping[str, str]
    ontology: Ontology
    place_ids: Sequence[str] = ()
    when: Period | None = None
    cause: str = ""


def describe(facts: Sequence[Fact], estimate: Estimate | None, words: Words) -> str:
    """What a matter is about, in one line: "At least 34 people killed in air strikes north of Palmyra"."""
    event = _most([f.event for f in facts])
    best = next((f for f in facts if estimate and f.id == estimate.best_claim_id), None)
    group = best.group if best else _most([f.group for f in facts if f.group])
    subject = group or _most([f.claim.subject.text for f in facts if f.claim.subject and _is_counted(f, words.ontology)])
    place = _place(facts, words)
    if event in ("capture", "withdrawal", "control", "advance"):
        line = _ground(event, facts, place, words.names)
    else:
        figure = _figure(facts, estimate)
        line = _phrase(event, figure, _group(event, subject, figure, words.ontology), place, words.ontology)
    if words.cause in CAUSES and f" {event}" in line:
        line = line.replace(f" {event}", f" {event} {CAUSES[words.cause]}", 1)
    whole = f"{'expected: ' if facts[0].planned else ''}{line}{f', {_days(words.when)}' if words.when else ''}"
    return whole[:1].upper() + whole[1:]


def _is_counted(fact: Fact, ontology: Ontology) -> bool:
    """Whether what stands beside a figure may be what it counts: harm comes to people, known by a group or by another word."""
    code = fact.claim.subject.group if fact.claim.subject else ""
    return fact.kind != "harm" or code not in ontology.groups or code == "other" or ontology.group(code).people


def _phrase(event: str, figure: str, group: str, place: str, ontology: Ontology) -> str:
    """The phrase of the ontology; "in north of Palmyra" reads "north of Palmyra"."""
    line = ontology.phrase(event, figure, group, place)
    return re.sub(rf" (?:in|on|of|over|from|to) ({re.escape(place)})$", r" \1", line) if _BESIDE.match(place) else line


def _ground(event: str, facts: Sequence[Fact], place: str, names: Mapping[str, str]) -> str:
    """The line of a ground event, with who did it and how many places it took."""
    actor = _most([names.get(f.linked.actor_id) or (f.claim.actor.text if f.claim.actor else "") for f in facts])
    counted = next((f for f in facts if f.count and f.claim.subject), None)
    what = f"{counted.count.text} {counted.claim.subject.text}" if counted and counted.count and counted.claim.subject else ""
    where = place or "an unnamed place"
    if event == "capture":
        return f"{where} captured" + (f" by {actor}" if actor else "")
    if event == "control":
        return f"{actor or 'somebody'} {'hold' if actor.endswith('s') else 'holds'} {where}"
    verb = "withdrew from" if event == "withdrawal" else "advanced on"
    return f"{actor or 'forces'} {verb} " + (f"{what} of {where}" if what else where)


def _figure(facts: Sequence[Fact], estimate: Estimate | None) -> str:
    """The best figure with its wording."""
    if estimate is None:
        return ""
    best = next((f for f in facts if f.id == estimate.best_claim_id), None)
    if best is None or best.count is None:
        return str(estimate.best)
    hit = best.claim.subject.group if best.claim.subject else ""
    if best.kind == "force" and hit not in ("", "other"):
        return ""  # "attacked two tankers": two are hit, not two attacks
    return _worded(best.count)


def _worded(count: Count) -> str:
    """A count in English words."""
    if count.low is None:
        return f"up to {count.high:,}"
    if count.high is None:
        return f"at least {count.low:,}"
    return f"{count.low:,}" if count.exact else f"{count.low:,} to {count.high:,}"


def _group(event: str, group: str, figure: str, ontology: Ontology) -> str:
    """The group in words, singular for one; "people" when an event of harm names none."""
    group = group or ("people" if ontology.event(event).kind == "harm" else "")
    return ontology.groups[group].singular if figure == "1" and group in ontology.groups else group


def _place(facts: Sequence[Fact], words: Words) -> str:
    """The name of the place of most weight, or the places of one count in a row."""
    several = next((f.places for f in facts if len(f.places) > 1), None)
    return ", ".join(words.names.get(p, p) for p in (several or words.place_ids[:1])[:3])


def _days(when: Period) -> str:
    if when.start is None:
        return f"by {_day(when.end)}"
    if when.end is None:
        return f"from {_day(when.start)}"
    return _day(when.start) if when.start == when.end else f"{_day(when.start)} to {_day(when.end)}"


def _day(on: date | None) -> str:
    return f"{on.day} {on:%b %Y}" if on else "now"


def _most(words: Sequence[str]) -> str:
    """The most frequent word, the least of several; "" when there is none."""
    counted = Counter(w for w in words if w)
    return min(counted, key=lambda w: (-counted[w], w)) if counted else ""
