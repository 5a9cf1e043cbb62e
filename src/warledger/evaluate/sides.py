"""Which side of its war the source of a claim is on, so that both sides can be measured apart.

Takes rows of claims, gives labels such as "syria: opposition". Looks names up in the conflict packs as the scorer compares
them; the war of a report is the one of which it names most parties by name, those of two sides at least: "rebels" and "the army"
are in every war. Used for nothing but measuring.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from warledger.evaluate.spelling import is_outlet, name_key
from warledger.packs.conflicts import available_conflicts, load_conflict

OWN_VOICE = "own voice"
NO_SIDE = "no side known"
NAMING = ("source", "actor", "target")

Row = Mapping[str, Any]


class SideBook:
    """Sides by name, for each war that has a pack."""

    def __init__(self) -> None:
        self._sides: dict[str, dict[str, str]] = {}
        self._proper: dict[str, dict[str, str]] = {}
        for slug in available_conflicts():
            pack = load_conflict(slug)
            titles = {side.id: side.name for side in pack.sides}
            book: dict[str, str] = {}
            proper: dict[str, str] = {}
            for body in pack.bodies:
                for name in (body.name, *(n.text for n in body.names)):
                    if body.side:
                        book.setdefault(name_key(name), f"{slug}: {titles.get(body.side, body.side)}")
                        if name != name.lower() or name == name.upper():
                            proper.setdefault(name_key(name), body.side)
            self._sides[slug], self._proper[slug] = book, proper

    def labels(self, rows: Iterable[Row]) -> dict[int, str]:
        """The label of each row, by its place in the order given: a side, `OWN_VOICE` or `NO_SIDE`."""
        rows = list(rows)
        wars = self._wars(rows)
        return {n: self._label(row, wars.get(str(row["report"]), "")) for n, row in enumerate(rows)}

    def _wars(self, rows: Iterable[Row]) -> dict[str, str]:
        named: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            named[str(row["report"])].update(key for field in NAMING for key in _keys(row.get(field)))
        return {report: war for report, keys in named.items() if (war := self._war_of(keys))}

    def _war_of(self, keys: set[str]) -> str:
        """The war of which most parties are named, those of two sides; "" for none, or two alike."""
        named = {slug: [proper[key] for key in keys if key in proper] for slug, proper in self._proper.items()}
        votes = sorted(((len(sides), slug) for slug, sides in named.items() if len(set(sides)) > 1), reverse=True)
        alike = len(votes) > 1 and votes[0][0] == votes[1][0]
        return votes[0][1] if votes and not alike else ""

    def _label(self, row: Row, war: str) -> str:
        keys = _keys(row.get("source"))
        if is_outlet(row.get("source")) or name_key("outlet") in keys:
            return OWN_VOICE
        book = self._sides.get(war, {})
        return next((book[key] for key in keys if key in book), NO_SIDE)


def _keys(name: object) -> list[str]:
    """Keys of a name or of each of several acceptable ones."""
    names = name if isinstance(name, list) else [name]
    return [key for n in names if n and (key := name_key(n))]
