"""Looking words up, for pages and the API: on a public desk a search tells nothing that its answer hides.

Takes a View and a query, gives hits.
"""

from __future__ import annotations

from warledger.export.hiding import DeskVeil
from warledger.store import Hit, View

MOST_LOOKED_THROUGH = 200
"""Hits whose words are read once more on a public desk."""


def hits_shown(view: View, veil: DeskVeil | None, query: str, most: int) -> list[Hit]:
    """What a search may show: with a veil only what still holds the words of the query once names are hidden.

    Else part of a name, letter by letter, would be answered with yes or no.
    """
    if veil is None:
        return view.search(query, most)
    hits = view.search(query, min(most, MOST_LOOKED_THROUGH))[:MOST_LOOKED_THROUGH]
    words = {c.id: c.evidence for c in view.claims_of([h.id for h in hits if h.kind == "claims"])}
    for report in view.reports_of(h.id for h in hits if h.kind == "reports").values():
        words[report.id] = f"{report.title}\n{report.text}"
    return [h for h in hits if h.id in words and veil.hider.tells(words[h.id], query)]
