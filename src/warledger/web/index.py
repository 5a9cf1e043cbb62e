"""What pages need of a whole ledger, and what is kept of it from one request to the next.

Takes a View, gives an Index. Reads nothing before a page asks for it; what is counted over the ledger is in its `overview`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, cast

from warledger.export.outlets import outlet_book
from warledger.export.policy import forms_of, words_of
from warledger.export.words import inert
from warledger.model import STANDINGS, Entity, Origin
from warledger.packs.outlet_book import OutletBook
from warledger.store import View
from warledger.store.summed import fold
from warledger.web.judged import Judged

T = TypeVar("T")
Kept = dict[str, tuple[str, Any]]
SHORTEST_HIDDEN = 3
"""Letters of a name part below which hiding would hit ordinary words."""


class Index:
    """What pages need of a whole ledger. Each part is made when a page first asks for it and kept until the ledger changes.

    `kept` is where parts are kept from one request to the next, each with the state of the ledger that it was made from.
    """

    def __init__(self, view: View, kept: Kept, *, public: bool = False) -> None:
        self._view, self._kept, self._public = view, kept, public
        self._edition = view.edition()

    @property
    def sides(self) -> tuple[str, ...]:
        """All sides, sorted."""
        return self._part("sides", self._edition, lambda: tuple(self._view.overview.tally("sides") or ()))

    @property
    def standings(self) -> tuple[tuple[str, int], ...]:
        """How many matters stand how, the strongest first."""
        counted = self._part("standings", self._edition, lambda: self._view.overview.tally("standings") or {})
        return tuple((s, counted[s]) for s in STANDINGS if counted.get(s))

    @property
    def counts(self) -> dict[str, int]:
        """How many records there are of each kind."""
        return self._part("counts", self._view.overview.version, self._view.counts)

    @property
    def unreconciled(self) -> int:
        """Reports that were read since the last conclusions were drawn."""
        return self._part("unreconciled", self._view.overview.version, self._view.unreconciled)

    @property
    def hidden(self) -> re.Pattern[str] | None:
        """Names of private persons, on a public desk; None where nothing is hidden."""
        return self._part("hidden", self._edition, lambda: find_hidden(self._view)) if self._public else None

    @property
    def judged(self) -> Judged:
        """All decisions of people; those that are known are not read again."""
        known = self._kept.get("judged", ("", Judged()))[1]
        found = cast(Judged, known).with_new(self._view)
        self._kept["judged"] = ("", found)
        return found

    @property
    def outlets(self) -> OutletBook:
        """What is known of outlets, with the corrections of people."""
        return self._part("outlets", str(self._view.overview.judgements()), lambda: outlet_book(self._view))

    def is_named(self, record_id: str, spelling: str) -> bool:
        """Whether an entity or place is named just so."""
        return record_id in self._view.overview.named(fold(spelling), public=self._public)

    def meant(self, query: str) -> list[str]:
        """Ids of entities and places that have this spelling, or whose spelling begins with it; the exact ones first."""
        wanted = fold(query)
        if not wanted:
            return []
        exact = self._view.overview.named(wanted, public=self._public)
        if len(wanted) < SHORTEST_HIDDEN:
            return exact
        return list(dict.fromkeys((*exact, *self._view.overview.named(wanted, begins=True, public=self._public))))

    def _part(self, name: str, state: str, make: Callable[[], T]) -> T:
        kept = self._kept.get(name)
        if kept is None or kept[0] != state:
            kept = self._kept[name] = (state, make())
        return cast(T, kept[1])


def find_hidden(view: View) -> re.Pattern[str] | None:
    """Matches the names of private persons of a ledger."""
    people = view.entities()
    public = (name for e in people if not (e.private or e.kind == "person") for name in (e.name, *(f.text for f in e.forms)))
    places = (name for p in view.places() for name in (p.name, *(f.text for f in p.forms)))
    return hidden_names((e for e in people if e.private), (*public, *places, *_bodies(view.origins())))


def _bodies(origins: Iterable[Origin]) -> Iterator[str]:
    return (o.name for o in origins if o.kind not in ("person", "anonymous"))


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
