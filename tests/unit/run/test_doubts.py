"""Days and figures that cannot be: an issue names the claim, which stays, and the rest is as without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from warledger.link.dates import date_claims
from warledger.model import Annotation, Argument, Claim, Count, DayOf, Frame, Linked, Named, OffsetMap, RawPage, Report, Span
from warledger.packs.languages import load_language
from warledger.run import Pipeline
from warledger.run.default import default_stages
from warledger.run.doubts import doubt_counts, doubt_times
from warledger.store import Reading, open_store

TEXT = "The army said 10000000000000000000000000000000 people were killed in Idlib on 31 February 2016."
TRIGGER = Span(TEXT.index("killed"), TEXT.index("killed") + 6)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


CLAIM = Claim("cl-1", "rp-1", Span(0, len(TEXT) - 1), TEXT[:-1], TRIGGER, "killed", source=Named("army", span("army")),
              places=(Named("Idlib", span("Idlib"), "place"),), time=Named("on 31 February 2016", span("on 31 February 2016")))  # fmt: skip
MARKED = Annotation(
    "rp-1", "made", (Span(0, len(TEXT)),), (Frame(TRIGGER, "killed", arguments=(Argument("count", span("1" + "0" * 31)),)),)
)


@pytest.mark.parametrize("words", ["on 31 February 2016", "45 November", "0 January", "2016-13-45", "le 31 juin"])
def test_a_day_that_no_month_has_gives_no_day_and_an_issue(words):
    language = "fr" if words.startswith("le") else "en"
    report = Report("rp-1", "rp-1", "a", TEXT, TEXT, OffsetMap.identity(len(TEXT)), language=language)
    claim = replace(CLAIM, time=Named(words, span("on 31 February 2016")))
    packs = {language: load_language(language)}
    dated = date_claims([report], [claim], [Linked("cl-1", "rp-1")], [DayOf("rp-1", date(2016, 12, 12))], packs)
    (issue,) = doubt_times(dated)
    assert (issue.record_id, issue.code) == ("cl-1", "time-not-understood")
    assert words in issue.detail


def test_figures_that_were_marked_and_count_nothing_are_an_issue():
    (issue,) = doubt_counts(lambda: TEXT, MARKED, [CLAIM])
    assert (issue.record_id, issue.code) == ("cl-1", "figure-not-used")
    assert "1" + "0" * 31 in issue.detail
    assert not list(doubt_counts(lambda: TEXT, MARKED, [replace(CLAIM, count=Count(3, 3))]))
    assert not list(doubt_counts(lambda: TEXT.replace("0", "o").replace("1", "l"), MARKED, [CLAIM]))


@pytest.mark.parametrize(("low", "high"), [(-5, -5), (-1, 3), (40, 30), (None, None), (None, -2)])
def test_a_count_that_cannot_be_is_never_made(low, high):
    with pytest.raises(ValueError, match="count"):
        Count(low, high)


def test_a_ledger_with_such_claims_keeps_them_tells_of_them_and_has_the_rest_right(tmp_path):
    def reading(name, text, claim=None):
        page = RawPage(name, text.encode())
        report = Report("rp-" + name, page.id, name, text, text, OffsetMap.identity(len(text)), language="en",
                        published_on=date(2016, 12, 12), sha256=page.sha256)  # fmt: skip
        own = replace(claim or CLAIM, id="cl-" + name, report_id=report.id)
        return Reading(page, report, replace(MARKED, report_id=report.id), (own,))

    sound = replace(CLAIM, count=Count(9, 9, "9"), time=Named("on 11 December 2016", span("on 31 February 2016")))
    with open_store(tmp_path / "l.db", create=True) as store:
        for each in (reading("odd", TEXT), reading("sound", TEXT.replace("army", "ARMY"), sound)):
            store.writer().put(each)
        Pipeline(default_stages(), store).reconcile()
        with store.view() as view:
            assert {c.id for c in view.claims()} == {"cl-odd", "cl-sound"}
            assert sorted(i.code for i in view.issues()) == ["figure-not-used", "time-not-understood"]
            assert {i.record_id for i in view.issues()} == {"cl-odd"}
            matter = next(m for m in view.matters() if "cl-sound" in m.claim_ids)
            assert matter.estimate is not None
            assert (matter.estimate.best, matter.when.start) == (9, date(2016, 12, 11))
