"""What pages need of a whole ledger: names folded for looking up, and counts over all matters; kept until the ledger changes.

Takes a View, gives an Index. Reads nothing before a page asks for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from warledger.export.policy import forms_of, words_of
from warledger.export.words import inert
from warledger.model import STANDINGS, Entity, Matter, Origin, Place
from warledger.packs import Ontology
from warledger.store import View

T = TypeVar("T")
FEW_DAYS = 3
SHORTEST_HIDDEN = 3
"""Letters of a name part below which hiding would hit ordinary words."""


@dataclass(frozen=True, slots=True)
class Names:
    """`known` maps folded spellings to ids, `forms` ids to spellings, `hidden` matches private persons' names."""

    known: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[str, ...]]
    hidden: re.Pattern[str] | None


@dataclass(slots=True)
class Record:
    """How one origin fares over all matters."""

    matters: int = 0
    alone: int = 0
    contradicted: int = 0
    first: int = 0
    denies: int = 0
    accuses: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def count(self, matter: Matter, origin_id: str, stance: str, kind: str) -> None:
        """Take in one account of an origin."""
        self.matters += 1
        self.alone += matter.origin_ids == (origin_id,)
        self.contradicted += _is_contradicted(matter, origin_id)
        self.first += origin_id == _first(matter)
        self.denies += stance == "denies"
        self.accuses += stance == "accuses"
        self.kinds[kind] += 1


@dataclass(frozen=True, slots=True)
class Census:
    """What is counted over all matters: `figures` those with a figure by event, `harm` the matters of harm and force by day,
    `records` how each origin fares.
    """

    figures: Mapping[str, int]
    harm: Mapping[date, tuple[str, ...]]
    records: Mapping[str, Record]


class Index:
    """What pages need of a whole ledger. Each part is made when a page first asks for it and kept until the ledger changes.

    `kept` is where parts are kept from one request to the next.
    """

    def __init__(self, view: View, ontology: Ontology, kept: dict[str, Any]) -> None:
        self._view, self._ontology, self._kept = view, ontology, kept

    @property
    def names(self) -> Names:
        """All spellings."""
        return self._part("names", lambda: find_names(self._view))

    @property
    def census(self) -> Census:
        """All that is counted over all matters."""
        return self._part("census", lambda: take_census(self._view.iter_matters(), self._ontology))

    @property
    def sides(self) -> tuple[str, ...]:
        """All sides, sorted."""
        return self._part("sides", lambda: tuple(sorted({o.side for o in self._view.origins()} - {""})))

    @property
    def standings(self) -> tuple[tuple[str, int], ...]:
        """How many matters stand how, the strongest first."""
        counted = self._part("standings", self._view.standings)
        return tuple((s, counted[s]) for s in STANDINGS if counted.get(s))

    @property
    def hidden(self) -> re.Pattern[str] | None:
        """Names of private persons."""
        return self.names.hidden

    def meant(self, query: str) -> list[str]:
        """Ids of entities and places that have this spelling, or whose spelling begins with it; the exact ones first."""
        wanted = fold(query)
        if not wanted:
            return []
        exact = self.names.known.get(wanted, ())
        if len(wanted) < SHORTEST_HIDDEN:
            return list(exact)
        begins = (i for form, ids in self.names.known.items() if form.startswith(wanted) for i in ids)
        return list(dict.fromkeys((*exact, *begins)))

    def _part(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])


def fold(text: str) -> str:
    """A spelling without case, marks, Arabic article and punctuation.

    >>> fold("Alep") == fold("ALEP"), fold("Chéikh-Saïd"), fold("الشَّيخ")
    (True, 'cheikh said', 'الشيخ')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c) and c != "\u0640")
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def find_names(view: View) -> Names:
    """All spellings of a ledger."""
    records: list[Entity | Place] = [*view.entities(), *view.places()]
    known: dict[str, dict[str, None]] = {}
    forms = {}
    for record in records:
        spellings = tuple(dict.fromkeys((record.name, *(f.text for f in record.forms))))
        forms[record.id] = spellings
        for spelling in spellings:
            known.setdefault(fold(spelling), {})[record.id] = None
    public = (name for r in records if isinstance(r, Place) or not (r.private or r.kind == "person") for name in forms[r.id])
    hidden = hidden_names((e for e in records if isinstance(e, Entity) and e.private), (*public, *_bodies(view.origins())))
    return Names({k: tuple(v) for k, v in known.items() if k}, forms, hidden)


def _bodies(origins: Iterable[Origin]) -> Iterator[str]:
    return (o.name for o in origins if o.kind not in ("person", "anonymous"))


def take_census(matters: Iterable[Matter], ontology: Ontology) -> Census:
    """What is counted over all matters, in one pass."""
    figures: Counter[str] = Counter()
    harm: dict[date, list[str]] = {}
    records: dict[str, Record] = {}
    for matter in matters:
        figures[matter.event] += matter.estimate is not None
        kind = ontology.events[matter.event].kind if matter.event in ontology.events else ""
        for day in _days(matter) if kind in ("harm", "force") else ():
            harm.setdefault(day, []).append(matter.id)
        for account in matter.accounts:
            if account.origin_id:
                records.setdefault(account.origin_id, Record()).count(matter, account.origin_id, account.stance, kind or "words")
    return Census(dict(figures), {d: tuple(sorted(ids)) for d, ids in harm.items()}, records)


def _first(matter: Matter) -> str:
    """The origin that spoke before all others; "" when it was alone or none was before the others."""
    days = sorted((a.said_on, a.origin_id) for a in matter.accounts if a.said_on and a.origin_id)
    return days[0][1] if len(days) > 1 and days[0][0] < days[1][0] else ""


def _is_contradicted(matter: Matter, origin_id: str) -> bool:
    """Whether another origin denies what this one says, or gives a figure that cannot be reconciled with it."""
    if origin_id in matter.origin_ids and any(d != origin_id for d in matter.denied_by):
        return True
    return any(r.kind == "conflict" and origin_id in (r.origin_id, r.other_id) for r in matter.relations)


def _days(matter: Matter) -> Iterator[date]:
    """The days of a matter that is told of one day or a few; a running total marks none."""
    when = matter.when
    if when is not None and when.start is not None and when.days is not None and when.days <= FEW_DAYS:
        yield from (when.start + timedelta(n) for n in range(when.days))


def hidden_names(private: Iterable[Entity], public: Iterable[str] = ()) -> re.Pattern[str] | None:
    """Matches every spelling of private persons and each part of it, as written and as shown; None when there are none.

    Parts that are words of `public` names (of bodies and places) stay: the "Syrian" of a "Syrian doctor" would black out half a page.
    """
    spellings = {s for e in private for f in forms_of(e) for s in (f, inert(f))}
    common = {word for name in public for word in words_of(name)} if spellings else set()
    parts = {p for s in spellings for p in (s, *s.split()) if len(p) >= SHORTEST_HIDDEN and not common.issuperset(words_of(p))}
    if not parts:
        return None
    ordered = sorted(parts, key=lambda p: (-len(p), p))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)
