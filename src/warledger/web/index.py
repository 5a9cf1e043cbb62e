"""Names of a whole ledger folded for looking up, kept until the ledger changes.

Takes a View, gives an Index: which records a spelling may mean, and which words public pages hide.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from warledger.export.policy import forms_of, words_of
from warledger.export.words import inert
from warledger.model import STANDINGS, Entity, Matter, Origin, Place
from warledger.packs import Ontology
from warledger.store import View

FEW_DAYS = 3
SHORTEST_HIDDEN = 3
"""Letters of a name part below which hiding would hit ordinary words."""


@dataclass(frozen=True, slots=True)
class Index:
    """`known` maps folded spellings to ids, `forms` ids to spellings, `hidden` matches private persons' names.

    `sides` are sorted; `standings` counts matters, the strongest standing first; `figures` counts those with a figure by
    event; `harm` gives the matters of harm and force by day.
    """

    known: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[str, ...]]
    hidden: re.Pattern[str] | None
    sides: tuple[str, ...] = ()
    standings: tuple[tuple[str, int], ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    harm: Mapping[date, tuple[str, ...]] = field(default_factory=dict)

    def meant(self, query: str) -> list[str]:
        """Ids of entities and places that have this spelling, or whose spelling begins with it; the exact ones first."""
        wanted = fold(query)
        if not wanted:
            return []
        exact = self.known.get(wanted, ())
        if len(wanted) < SHORTEST_HIDDEN:
            return list(exact)
        begins = (i for form, ids in self.known.items() if form.startswith(wanted) for i in ids)
        return list(dict.fromkeys((*exact, *begins)))


def fold(text: str) -> str:
    """A spelling without case, marks, Arabic article and punctuation.

    >>> fold("Alep") == fold("ALEP"), fold("Chéikh-Saïd"), fold("الشَّيخ")
    (True, 'cheikh said', 'الشيخ')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c) and c != "\u0640")
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def build_index(view: View, ontology: Ontology) -> Index:
    """The index of a ledger."""
    records: list[Entity | Place] = [*view.entities(), *view.places()]
    known: dict[str, dict[str, None]] = {}
    forms = {}
    for record in records:
        spellings = tuple(dict.fromkeys((record.name, *(f.text for f in record.forms))))
        forms[record.id] = spellings
        for spelling in spellings:
            known.setdefault(fold(spelling), {})[record.id] = None
    origins = view.origins()
    public = (name for r in records if isinstance(r, Place) or not (r.private or r.kind == "person") for name in forms[r.id])
    hidden = hidden_names((e for e in records if isinstance(e, Entity) and e.private), (*public, *_bodies(origins)))
    sides = sorted({o.side for o in origins} - {""})
    return Index({k: tuple(v) for k, v in known.items() if k}, forms, hidden, tuple(sides), *_counted(view, ontology))


def _bodies(origins: Iterable[Origin]) -> Iterator[str]:
    return (o.name for o in origins if o.kind not in ("person", "anonymous"))


def _counted(view: View, ontology: Ontology) -> tuple[tuple[tuple[str, int], ...], dict[str, int], dict[date, tuple[str, ...]]]:
    """What is counted over all matters, in one pass."""
    standings: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    harm: dict[date, list[str]] = {}
    for matter in view.matters():
        standings[matter.standing] += 1
        figures[matter.event] += matter.estimate is not None
        kind = ontology.events[matter.event].kind if matter.event in ontology.events else ""
        for day in _days(matter) if kind in ("harm", "force") else ():
            harm.setdefault(day, []).append(matter.id)
    return tuple((s, standings[s]) for s in STANDINGS if standings[s]), dict(figures), {d: tuple(ids) for d, ids in harm.items()}


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
