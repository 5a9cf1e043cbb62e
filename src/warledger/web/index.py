"""What pages need of a whole ledger, and what is kept of it from one request to the next.

Takes a View, gives an Index. Reads nothing before a page asks for it; what is counted over the ledger is in its `overview`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from warledger.export.hiding import DeskVeil, desk_veil
from warledger.export.outlets import outlet_book
from warledger.model import STANDINGS
from warledger.packs.outlet_book import OutletBook
from warledger.store import Publisher, View
from warledger.store.summed import fold
from warledger.web.aliases import Aliases
from warledger.web.judged import Judged

T = TypeVar("T")
Kept = dict[str, tuple[str, Any]]
SHORTEST_BEGINNING = 3
"""Letters below which too many names begin alike."""


class Index:
    """What pages need of a whole ledger. Each part is made when a page first asks for it and kept until the ledger changes.

    `kept` is where parts are kept from one request to the next, each with the state of the ledger that it was made from; `aliases`
    are spellings that no report needs to have.
    """

    def __init__(self, view: View, kept: Kept, aliases: Aliases, *, public: bool = False) -> None:
        self._view, self._kept, self._public = view, kept, public
        self._aliases, self._known = aliases, dict[str, list[str]]()
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
    def veil(self) -> DeskVeil | None:
        """What a public desk hides; None where nothing is hidden."""
        return self._part("veil", self._edition, lambda: desk_veil(self._view)) if self._public else None

    def shown(self, words: str) -> str:
        """Words as they may be read; to be asked before they are cut."""
        return self.veil.text(words) if self.veil is not None else words

    def degree(self, value: float) -> float:
        """A coordinate as it may be shown: the same on pages and in the API, else two coarse ones would give a finer one."""
        return self.veil.degree(value) if self.veil is not None else value

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

    def publisher(self, name: str) -> Publisher:
        """The outlet that goes by any of its names, with all that reports call it."""
        book, canonical = self.outlets, self.outlets.name_of(name)
        state = f"{self._view.overview.version}.{self._view.overview.judgements()}"
        called = self._part("called", state, lambda: _called(self._view, book))
        return Publisher((name, *called.get(canonical.casefold(), ())), book.hosts_of(canonical))

    def is_named(self, record_id: str, spelling: str) -> bool:
        """Whether an entity or place is named just so, in reports or elsewhere."""
        return record_id in self._named(spelling)

    def meant(self, query: str, *, elsewhere: bool = True) -> list[str]:
        """Ids of entities and places that have this spelling, or whose spelling begins with it; the exact ones first.

        Without `elsewhere` only spellings that reports give are looked at.
        """
        wanted = fold(query)
        if not wanted:
            return []
        exact = self._named(query) if elsewhere else self._view.overview.named(wanted, public=self._public)
        if len(wanted) < SHORTEST_BEGINNING:
            return exact
        return list(dict.fromkeys((*exact, *self._view.overview.named(wanted, begins=True, public=self._public))))

    def _named(self, spelling: str) -> list[str]:
        """Ids of entities and places with this spelling: those that reports give, then those known by it elsewhere."""
        if spelling not in self._known:
            said = self._view.overview.named(fold(spelling), public=self._public)
            self._known[spelling] = list(dict.fromkeys((*said, *self._aliases.ids(self._view, spelling, public=self._public))))
        return self._known[spelling]

    def _part(self, name: str, state: str, make: Callable[[], T]) -> T:
        kept = self._kept.get(name)
        if kept is None or kept[0] != state:
            kept = self._kept[name] = (state, make())
        return cast(T, kept[1])


def _called(view: View, book: OutletBook) -> dict[str, list[str]]:
    """What reports call each outlet, by its one name in small letters."""
    found: dict[str, list[str]] = {}
    for name in view.overview.outlets():
        found.setdefault(book.name_of(name).casefold(), []).append(name)
    return found
