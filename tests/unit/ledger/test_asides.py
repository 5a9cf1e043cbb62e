"""What a report adds to its news of another day is no matter of its story, and meets what others tell of that day."""

from datetime import date

import pytest

from ledger_rows import PUBLISHED, row
from warledger.model import Story

OF_ITS_DAY = (Story("st-a", "", date(2016, 12, 12), ("r1",)), Story("st-b", "", date(2016, 12, 12), ("r2",)))
LATER_NEWS = (OF_ITS_DAY[0], Story("st-b", "", date(2016, 12, 13), ("r2",)))


@pytest.mark.parametrize(
    "more",
    [
        {"event": "killed", "subject": "civilians"},
        {"event": "detention", "subject": "soldiers"},
        {"event": "injured", "subject": "fighters"},
    ],
)
def test_a_figure_added_to_later_news_meets_the_other_figure_of_its_day(ledger_of, more):
    rows = [row("a", "r1", 61, source="United Nations", **more), row("b", "r2", 45, source="White Helmets", **more)]
    assert len(ledger_of(rows, published=PUBLISHED, stories=OF_ITS_DAY).ledger.matters) == 2  # two that look alike on one day
    (matter,) = ledger_of(rows, published=PUBLISHED, stories=LATER_NEWS).ledger.matters
    assert matter.claim_ids == ("a", "b")
