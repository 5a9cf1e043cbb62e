"""The pages of the desk: each takes an Ask and gives an Answer.

What a page shows is chosen here; how it looks is in `templates/`.
"""

from collections.abc import Callable, Mapping

from warledger.web.ask import Answer, Ask
from warledger.web.pages import changes, entities, figures, matters, method, now, places, reports, review, search, sources, stories

PAGES: Mapping[str, Callable[[Ask], Answer]] = {
    "/now": now.now,
    "/stories": stories.stories,
    "/stories/{record_id}": stories.story,
    "/matters": matters.matters,
    "/matters/{record_id}": matters.matter,
    "/map": places.control_map,
    "/figures": figures.figures,
    "/sources": sources.sources,
    "/sources/{record_id}": sources.source,
    "/reports": reports.reports,
    "/reports/{record_id}": reports.report,
    "/claims/{record_id}": reports.claim,
    "/entities": entities.entities,
    "/entities/{record_id}": entities.entity,
    "/places/{record_id}": places.place,
    "/search": search.search,
    "/changes": changes.changes,
    "/history": review.history,
    "/method": method.method,
}
"""Address to page; the tests and the reference are made from this table."""

DESK_ONLY: Mapping[str, Callable[[Ask], Answer]] = {"/review": review.review}
"""Pages that a public desk does not have."""
