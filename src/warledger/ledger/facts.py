"""One claim with everything that decides what it may be compared with.

Takes claims, their links, report days and stories; gives facts, in the order of their ids. Does not compare them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from warledger.model import Claim, Count, DayOf, Echo, Entity, Linked, Origin, Period, Place, Regrouping, Report, Story
from warledger.packs.ontology import CASUALTIES, Ontology


@dataclass(frozen=True, slots=True)
class Basis:
    """What a ledger is reconciled against. All may be in any order; `reports` only give times of day and captured names.

    `regroupings` are decisions of people on matters, the latest last.
    """

    ontology: Ontology
    stories: Sequence[Story] = ()
    echoes: Sequence[Echo] = ()
    days: Mapping[str, DayOf] = field(default_factory=dict)
    places: Sequence[Place] = ()
    origins: Sequence[Origin] = ()
    entities: Sequence[Entity] = ()
    reports: Sequence[Report] = ()
    regroupings: Sequence[Regrouping] = ()


OUTLET = Origin("", "outlets", "outlet", weak=True)
"""Stands for outlets' own voice, which is no origin."""

UNGROUPED = frozenset({"", "other"})
ASSUMED = "day of report"
"""How linking begins the basis of a day that no wording gives."""
ARMED = frozenset({"state", "armed_group"})
"""Kinds of origins that tell of their own forces where they name none."""
OWNING = ARMED | {"other"}
"""Kinds of origins that may own to something: the parties of a war, and bodies that no table knows."""
LOST = CASUALTIES | {"missing"}
OWN = {"state": frozenset({"soldiers", "police"}), "armed_group": frozenset({"fighters"})}
"""What a party calls its own armed people, by the kind of origin."""
TAKEN = frozenset({"capture", "control"})
ARMS = frozenset({"soldiers", "fighters", "police"})
WIDE = frozenset({"country", "region"})
"""A happening in a village and another in its region are not the same for that alone."""
SHORT_DAYS = 3
"""A happening of a day may be given as "overnight", "over 24 hours" or "Sunday to Monday": up to this many days."""
PAIR_GAP = 6
"""Code points between two words for dead and wounded that share a count, a word for "and" or "or" between."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim, comparable.

    `kind` is the heading of its event type. `body` is who did it (origin, else entity id), `bloc` its side or, unknown, the
    body itself; `target` likewise whom it was done to; `worded` is the language of the report when the perpetrator is
    known from reports only. `places` are ids of the places that the claim itself names, those of one
    name in one story joined; where it names none, `told_at` are those of the deed told before it. `lineage` is the smallest
    report id among reports that share wording. `hurts` says that the claim tells against its own origin. `vague` says that
    the perpetrator is only a kind of people ("gunmen"), whom another report may name. `whose` is the party, known as one, whose
    armed people or captives are counted, as the claim itself says. `retaken` says that the origin itself took or holds the place by
    the same report, so that another's taking it is no loss owned to. `aside` says that it is of other days than its story.
    `named` are all the places that the claims of its report name, where those are several.
    """

    claim: Claim
    linked: Linked
    origin: Origin
    kind: str
    group: str
    body: str
    bloc: str
    target: str
    worded: str
    origin_bloc: str
    places: tuple[str, ...]
    story_id: str
    lineage: str
    said_on: date | None
    said_at: datetime | None
    hurts: bool
    vague: bool = False
    whose: str = ""
    retaken: bool = False
    told_at: tuple[str, ...] = ()
    undated: bool = False
    aside: bool = False
    language: str = ""
    named: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.claim.id

    @property
    def event(self) -> str:
        """Event type of the claim."""
        return self.claim.event

    @property
    def stance(self) -> str:
        """Stance of the claim."""
        return self.claim.stance

    @property
    def count(self) -> Count | None:
        """Figure of the claim."""
        return self.claim.count

    @property
    def when(self) -> Period | None:
        """Period of the claim."""
        return self.linked.when

    @property
    def assumed(self) -> bool:
        """Whether the day is only that of the report: nothing says that it did not happen a day or two before."""
        return self.linked.when_basis.startswith(ASSUMED)

    @property
    def supports(self) -> bool:
        """Whether the claim says that it happened."""
        return self.stance in ("asserts", "accuses", "relays")

    @property
    def planned(self) -> bool:
        """Whether it speaks of what has not happened yet."""
        return self.stance == "expects"

    @property
    def running(self) -> bool:
        """Whether the figure is a total up to a day, with no stated start."""
        return self.count is not None and self.when is not None and self.when.start is None

    @property
    def blames(self) -> bool:
        """Whether a party puts the event on another: it accuses, or tells of the other's doing in plain words."""
        return bool(self.bloc) and (self.stance == "accuses" or (bool(self.origin.side) and self.origin_bloc != self.bloc))

    @property
    def order(self) -> tuple[date, float, str, int, str]:
        """Sorts claims by when they were said, then by where they stand."""
        at = self.said_at.timestamp() if self.said_at else 0.0
        return (self.said_on or date.min, at, self.claim.report_id, self.claim.span.start, self.claim.id)


def bounded(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Claims by id. A figure that one wording gives to dead and injured together ("14 killed or wounded") is at most that
    of each: such a claim's count keeps its upper bound only, and is none where it has no upper bound ("over 35 killed and injured").
    """
    unique = {claim.id: claim for claim in claims}
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in unique.values():
        if claim.count is not None and claim.event in CASUALTIES:
            told.setdefault((claim.report_id, claim.count.text), []).append(claim)
    for together in told.values():
        for claim in together:
            if any(other.event != claim.event and other.span.overlaps(claim.span) and _of_one_count(claim, other) for other in together):
                unique[claim.id] = replace(claim, count=_at_most(claim.count))
    return unique


def _of_one_count(claim: Claim, other: Claim) -> bool:
    """Whether two claims that give the same number have it from one count.

    It counts the same people, or nobody but the events' own words says whom ("14 dead and wounded"), which stand side by side then
    with no other number between.
    """
    whom = [c.subject.span.start if c.subject is not None else -1 for c in (claim, other)]
    if whom[0] == whom[1] >= 0:
        return True
    if any(c.subject is not None and not c.subject.span.overlaps(c.trigger) for c in (claim, other)):
        return False
    first, second = (claim, other) if claim.trigger.start <= other.trigger.start else (other, claim)
    start = first.span.start
    between = first.evidence[first.trigger.end - start : second.trigger.start - start]
    return first.trigger.gap(second.trigger) <= PAIR_GAP and not any(c.isdigit() for c in between)


def _at_most(count: Count | None) -> Count | None:
    return Count(None, count.high, count.text) if count is not None and count.high is not None else None


def lineages(echoes: Iterable[Echo]) -> dict[str, str]:
    """Report id to the smallest report id of its lineage; reports without echoes are left out."""
    root: dict[str, str] = {}

    def find(report_id: str) -> str:
        while root.setdefault(report_id, report_id) != report_id:
            root[report_id] = root[root[report_id]]
            report_id = root[report_id]
        return report_id

    for echo in echoes:
        one, other = sorted((find(echo.report_id), find(echo.of_id)))
        root[other] = one
    return {report_id: find(report_id) for report_id in root}


class FactMaker:
    """Makes facts against one basis, from claims of whole stories at a time."""

    def __init__(self, basis: Basis) -> None:
        self.ontology = basis.ontology
        self.days = basis.days
        self.origins = {origin.id: origin for origin in basis.origins}
        self.stories = {report_id: story.id for story in basis.stories for report_id in story.report_ids}
        self.story_days = {story.id: story.on for story in basis.stories}
        self.lineages = lineages(basis.echoes)
        self.places = {place.id: place for place in basis.places}
        self.languages: dict[str, str] = {}
        self.said_at: dict[str, datetime] = {}
        for report in basis.reports:  # once: they may have to be loaded
            self.languages[report.id] = report.language.split("-")[0]
            if report.published_at is not None:
                self.said_at[report.id] = report.published_at
        self.entities = {entity.id: entity for entity in basis.entities}
        self.called = {
            e.name.casefold(): e.origin_id for e in sorted(basis.entities, key=lambda e: (e.kind == "body", e.id)) if e.origin_id
        }
        self.joined: dict[tuple[str, str], str] = {}

    def facts(self, claims: Iterable[Claim], linked: Iterable[Linked]) -> list[Fact]:
        """Facts by claim id; a claim that nothing was linked for counts as its outlet's own voice, undated and placeless.

        Places of one name are joined within a story, so the claims of a story must come together.
        """
        links = {entry.claim_id: entry for entry in linked}
        unique = bounded(claims)
        self.joined.clear()
        self.join_places(links.values(), _qualified(unique, links))
        found = [self.fact(unique[key], links.get(key, Linked(key, unique[key].report_id))) for key in sorted(unique)]
        return _at_arms(_unsaid(_given_up(_with_named(found))))

    def fact(self, claim: Claim, linked: Linked) -> Fact:
        """The fact of one claim."""
        origin = self._origin(linked)
        day = self.days.get(claim.report_id)
        body = self._party(linked, linked.actor_origin_id, linked.actor_id)
        target = self._party(linked, linked.target_origin_id, linked.target_id)
        group = linked.group or (claim.subject.group if claim.subject else "")
        ids = tuple(dict.fromkeys(self._place(p, claim.report_id) for p in linked.place_ids))
        group = _counted_group(claim, group, self.ontology)
        own = _own_losses(claim, linked, group, origin, body)
        return Fact(
            claim=claim,
            linked=linked,
            origin=origin,
            kind=self.ontology.event(claim.event).kind,
            group="" if group in UNGROUPED or group not in self.ontology.groups else group,
            body=body,
            bloc=linked.actor_side or body,
            target=(origin.side or origin.id) if own else linked.target_side or target,
            worded=self._worded(linked),
            origin_bloc=origin.side or origin.id,
            places=() if linked.place_basis else ids,
            told_at=ids if linked.place_basis else (),
            story_id=self.stories.get(claim.report_id, ""),
            lineage=self.lineages.get(claim.report_id, claim.report_id),
            aside=_aside(linked.when, self.story_days.get(self.stories.get(claim.report_id, ""))),
            said_on=day.on if day else None,
            undated=day is not None and day.inferred,
            language=self.languages.get(claim.report_id, ""),
            said_at=self.said_at.get(claim.report_id),
            hurts=own
            or _hurts(claim, linked.harmed_side, origin, self.ontology, (body, target))
            or _owned_to(claim, linked, origin, self.ontology, (linked.actor_side or body, linked.target_side or target)),
            vague=self._is_vague(linked),
            whose=(linked.target_side or target) if _is_party(claim, group, linked, self.origins) else "",
        )

    def _party(self, linked: Linked, origin_id: str, entity_id: str) -> str:
        """The body of an actor or target; who speaks of himself is the origin of his words, whatever else bears his name."""
        if not origin_id and entity_id == linked.source_id != "":
            return linked.origin_id
        return self._body(origin_id, entity_id)

    def _body(self, origin_id: str, entity_id: str) -> str:
        """The origin behind a party, else the party itself."""
        if origin_id or entity_id not in self.entities:
            return origin_id or entity_id
        entity = self.entities[entity_id]
        return self.called.get(entity.name.casefold(), "") or entity.origin_id or entity_id

    def _is_vague(self, linked: Linked) -> bool:
        entity = self.entities.get(linked.actor_id)
        if entity is None or entity.known or linked.actor_side:
            return False
        return entity.kind in ("group", "anonymous") or (" " in entity.name and entity.name[1:].islower())

    def _worded(self, linked: Linked) -> str:
        """The language of a report whose perpetrator only reports know, "" else: spellings of two languages cannot be told apart."""
        entity = self.entities.get(linked.actor_id)
        return self.languages.get(linked.report_id, "") if entity is not None and not entity.known else ""

    def join_places(self, linked: Iterable[Linked], qualified: Set[str] = frozenset()) -> None:
        """Finds, within each story, the one id for places of one name: the one met most, known ones before others.

        Those that claims name together with different countries around them ("Balboa, Panama"; `qualified`) stay apart.
        """
        found: dict[tuple[str, str], Counter[str]] = {}
        for entry in linked:
            for place_id in entry.place_ids:
                found.setdefault(self._called(place_id, entry.report_id), Counter())[place_id] += 1
        for key, ids in found.items():
            countries = {self.places[i].country for i in ids if i in qualified and i in self.places}
            if len(countries) > 1:
                continue
            self.joined[key] = min(ids, key=lambda i: (i not in self.places or self.places[i].lat is None, -ids[i], i))

    def _called(self, place_id: str, report_id: str) -> tuple[str, str]:
        place = self.places.get(place_id)
        if place is None:
            return (self.stories.get(report_id, report_id), place_id)
        wide = " around" if place.feature in WIDE else ""  # a province is not the town whose name it bears
        return (self.stories.get(report_id, report_id), place.name.casefold() + wide)

    def _place(self, place_id: str, report_id: str) -> str:
        return self.joined.get(self._called(place_id, report_id), place_id)

    def _origin(self, linked: Linked) -> Origin:
        if not linked.origin_id:
            return OUTLET
        return self.origins.get(linked.origin_id) or Origin(linked.origin_id, linked.origin_id)


def _qualified(claims: Mapping[str, Claim], links: Mapping[str, Linked]) -> set[str]:
    """Ids of places that a claim names with what lies around them: "Balboa, Panama"."""
    named = (key for key, claim in claims.items() if key in links and len(claim.places) == 1 and "," in claim.places[0].text)
    return {place_id for key in named for place_id in links[key].place_ids}


CAPTIVE = frozenset({"released", "detention", "abduction"})


def _is_party(claim: Claim, group: str, linked: Linked, origins: Mapping[str, Origin]) -> bool:
    """Whether a claim counts the armed people or the captives of a party that is known to be one."""
    known = bool(linked.target_side) or linked.target_origin_id in origins
    return known and claim.count is not None and (claim.event in CAPTIVE or (claim.event in LOST and group in ARMS))


def _counted_group(claim: Claim, group: str, ontology: Ontology) -> str:
    """The group that tells one happening from another.

    Strikes and changes of ground count nobody unless they give a figure: what was hit, or named districts, are no group.
    Whoever is held or freed is a prisoner, so that the word says nothing.
    """
    kind = ontology.event(claim.event).kind
    if claim.count is None and kind in ("force", "ground"):
        return ""
    if kind == "harm" and group in ontology.groups and not ontology.group(group).people:
        return ""  # no missile dies: the word stands beside the figure of the dead
    return "people" if group == "prisoners" and claim.event in CAPTIVE else group


def _aside(when: Period | None, day: date | None) -> bool:
    """Whether what a claim tells happened on other days than its story: a report adds to its news what happened before."""
    if day is None or when is None or when.start is None or when.end is None:
        return False
    return not when.start <= day <= when.end


def _own_losses(claim: Claim, linked: Linked, group: str, origin: Origin, actor: str) -> bool:
    """Whether a party counts its own dead: it says whose they are by saying no more ("the army said 15 soldiers had been killed").

    An armed group's word for fighters is used of hostile ones too: somebody else must be named who did it.
    """
    if claim.event not in LOST or claim.stance != "asserts" or claim.count is None or claim.subject is None or origin.weak:
        return False
    if group not in OWN.get(origin.kind, ()) or len(claim.subject.text.split()) > 1:
        return False  # "enemy soldiers", "soldiers of X"
    if (
        linked.target_id
        or linked.target_side
        or linked.harmed_side
        or actor == origin.id
        or (actor and linked.actor_side == origin.side != "")
    ):
        return False
    return origin.kind == "state" or bool(linked.actor_id)


def _owned_to(claim: Claim, linked: Linked, origin: Origin, ontology: Ontology, blocs: tuple[str, str]) -> bool:
    """Whether a claim that is "acknowledged" tells against who acknowledges it: another took the place, its own people were hit, or

    it may itself have done the harm; `blocs` are those of actor and target. Who watches a war has nothing to own to.
    """
    if not linked.admitted or claim.stance != "asserts" or origin.weak or origin.kind not in OWNING:
        return False
    own, (bloc, target) = origin.side or origin.id, blocs
    if claim.event in TAKEN:
        return bloc != own
    rule = ontology.harms(claim.event, claim.subject.group if claim.subject else "")
    if rule == "target":
        return target == own or (bloc != own and not target)  # its own people, though by its own fire
    return rule in ("actor", "subject") and bloc in ("", own)


def with_targets(facts: Iterable[Fact], ontology: Ontology) -> list[Fact]:
    """Facts of one matter, where some say whose soldiers were hit: who tells of them without saying whose tells against itself

    when the others say that they are its own, and does not when they say that they are somebody else's.
    """
    facts = list(facts)
    targets = {fact.target for fact in facts if fact.target and not _own_assumed(fact)}
    if not targets:
        return facts
    facts = [replace(f, target="", hurts=False) if _own_assumed(f) and f.target not in targets else f for f in facts]
    if len(targets) != 1:
        return facts
    (target,) = targets
    return [replace(f, target=target, hurts=True) if _tells_of_own(f, target, ontology) else f for f in facts]


def _own_assumed(fact: Fact) -> bool:
    """Whether nothing but its silence says that a party counts its own (`_own_losses`)."""
    return fact.target == fact.origin_bloc != "" and not (fact.linked.target_id or fact.linked.target_side)


def _tells_of_own(fact: Fact, target: str, ontology: Ontology) -> bool:
    """Whether a fact names nobody that was hit, and comes from those who, as others say, were."""
    if fact.target or fact.bloc or fact.origin.weak or fact.stance != "asserts" or target != fact.origin_bloc:
        return False
    return ontology.harms(fact.event, fact.group) == "target"


def _with_named(facts: list[Fact]) -> list[Fact]:
    """Facts that know which places the other claims of their report name."""
    named: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        named[fact.claim.report_id].update(fact.places)
    told = {report_id: tuple(sorted(places)) for report_id, places in named.items() if len(places) > 1}
    return [replace(f, named=told[f.claim.report_id]) if f.claim.report_id in told else f for f in facts]


def _given_up(facts: list[Fact]) -> list[Fact]:
    """Facts in which who says in one story to have left a place, and that another took or holds it, says so against himself."""
    left = {(f.story_id, f.origin.id, p) for f in facts if f.event == "withdrawal" and f.hurts and not f.planned for p in f.places}

    def admits(fact: Fact) -> bool:
        other = fact.event in TAKEN and fact.stance == "asserts" and fact.bloc not in ("", fact.origin_bloc)
        return other and any((fact.story_id, fact.origin.id, p) in left for p in fact.places)

    return [replace(f, hurts=True) if admits(f) else f for f in facts] if left else facts


def _at_arms(facts: list[Fact]) -> list[Fact]:
    """Facts in which nobody admits to a blow that, as he says in the same report, killed or hurt armed people only; the blow of

    which a party says that it cost its own people was one at itself.
    """
    victims: dict[tuple[str, str], set[str]] = defaultdict(set)
    hit: set[tuple[str, str]] = set()
    for fact in facts:
        if fact.event in CASUALTIES and fact.group and fact.stance == "asserts":
            teller = (fact.claim.report_id, fact.origin.id)
            if fact.bloc == fact.origin_bloc:
                victims[teller].add(fact.group)
            elif fact.target == fact.origin_bloc:
                hit.add(teller)

    def seen(fact: Fact) -> Fact:
        teller = (fact.claim.report_id, fact.origin.id)
        if fact.kind != "force" or fact.stance != "asserts":
            return fact
        if fact.bloc == fact.origin_bloc:
            return replace(fact, hurts=False) if fact.hurts and victims.get(teller, {""}) <= ARMS else fact
        return replace(fact, target=fact.origin_bloc) if teller in hit and not fact.target else fact

    return list(map(seen, facts)) if victims or hit else facts


def _unsaid(facts: list[Fact]) -> list[Fact]:
    """Facts in which nobody admits to have lost a place that he says in the same report, of the same days, to have taken."""
    taken: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.event in TAKEN and fact.stance == "asserts" and fact.bloc == fact.origin_bloc:
            for place_id in fact.places:
                taken[fact.claim.report_id, fact.origin.id, place_id].append(fact)

    def gainsaid(fact: Fact) -> bool:
        rivals = [own for p in fact.places for own in taken.get((fact.claim.report_id, fact.origin.id, p), ())]
        return any(fact.when is None or own.when is None or fact.when.overlaps(own.when) for own in rivals)

    kept = {f.id for f in facts if f.event in TAKEN and f.bloc != f.origin_bloc and gainsaid(f)} if taken else set()
    return [replace(f, hurts=False, retaken=True) if f.id in kept else f for f in facts]


def _hurts(claim: Claim, harmed_side: str, origin: Origin, ontology: Ontology, parties: tuple[str, str]) -> bool:
    """Whether the claim tells against the side that makes it (an admission); `parties` are the bodies of actor and target."""
    if not origin.id or origin.weak or claim.stance not in ("asserts", "accuses"):
        return False
    if claim.stance == "accuses" and parties[0] == origin.id:
        return False  # nobody accuses himself: a denial or a report of one, not understood
    if harmed_side:
        return harmed_side == origin.side
    rule = ontology.harms(claim.event, claim.subject.group if claim.subject else "")
    if rule == "actor" and claim.event == "damage" and claim.subject is not None and claim.subject.group == "vehicles":
        return False  # ships and lorries may be of either side: who tells of sinking one boasts as a rule
    own_forces = claim.event == "withdrawal" and not parties[0] and origin.kind in ARMED  # "the army said it had withdrawn"
    by_own, at_own = parties[0] == origin.id or own_forces, parties[1] == origin.id
    return by_own if rule in ("actor", "subject") else rule == "target" and at_own and not by_own
