"""The pages of the desk: each takes an Ask and gives an Answer.

What a page shows is chosen here; how it looks is in `templates/`.
"""

from collections.abc import Callable, Mapping

from warledger.web.ask import Answer, Ask
from warledger.web.pages import matters, now, reports, stories

PAGES: Mapping[str, Callable[[Ask], Answer]] = {
    "/now": now.now,
    "/stories": stories.stories,
    "/stories/{record_id}": stories.story,
    "/matters": matters.matters,
    "/matters/{record_id}": matters.matter,
    "/reports": reports.reports,
    "/reports/{record_id}": reports.report,
}
"""Address to page; the tests, the reference and the login are made from this table."""
