from dataclasses import replace
from datetime import date

import pytest
from linking import claim, report

from warledger.link.dates import date_claims
from warledger.model import Claim, DayOf, Linked, Named, Period, Span
from warledger.packs.languages import load_language

PACKS = {"en": load_language("en")}
DAY = date(2016, 12, 12)


def timed(number: str, wording: str | None, at: int, stance: str = "asserts") -> Claim:
    base = claim(number, "r")
    time = Named(wording, Span(0, 1)) if wording else None
    return Claim(base.id, "r", Span(at, at + 1), "x", Span(at, at + 1), "killed", stance, time=time)


def dated(claims: list[Claim], day: date | None = DAY, language: str = "en", *, inferred: bool = False) -> dict[str, Linked]:
    rows = [Linked(c.id, "r") for c in claims]
    found = date_claims([report("r", "x", language)], claims, rows, [DayOf("r", day, inferred)], PACKS)
    return {r.claim_id: r for r in found}


def test_a_wording_is_resolved_against_the_day_of_the_report() -> None:
    found = dated([timed("a", "on Sunday", 0)])["a"]
    assert found.when == Period(date(2016, 12, 11), date(2016, 12, 11))
    assert "on Sunday" in found.when_basis


def test_without_a_wording_the_day_of_the_report() -> None:
    assert dated([timed("a", None, 0)])["a"].when == Period(DAY, DAY)
    assert dated([timed("a", None, 0)], inferred=True)["a"].when_basis == "day of report (inferred)"


def test_the_same_period_is_that_of_the_claim_before() -> None:
    claims = [timed("c", "over the same period", 20), timed("a", "on Sunday", 0), timed("b", None, 10)]
    found = dated(claims)
    assert found["c"].when == found["a"].when
    assert dated([timed("c", "over the same period", 20)])["c"].when is None


def test_without_a_wording_the_day_that_the_report_is_about() -> None:
    found = dated([timed("a", None, 0), timed("b", "on Sunday", 10), timed("c", None, 20), timed("d", None, 30, "expects")])
    assert found["a"].when == found["b"].when == found["c"].when == Period(date(2016, 12, 11), date(2016, 12, 11))
    assert found["c"].when_basis == "day of report's first dated event"
    assert found["d"].when == Period(DAY, DAY)


@pytest.mark.parametrize("wording", ["on 3 March 2015", "since 15 November", "last month"])
def test_background_does_not_tell_what_a_report_is_about(wording: str) -> None:
    assert dated([timed("a", wording, 0), timed("b", None, 10)])["b"].when == Period(DAY, DAY)


def test_what_is_not_understood_is_none_with_the_reason() -> None:
    assert dated([timed("a", "blah blah", 0)])["a"].when_basis.startswith("wording not understood")
    assert dated([timed("a", None, 0)], None)["a"].when is None
    assert (
        dated([timed("a", "on 4 April", 0)], None)["a"].when_basis == "'on 4 April' is told from the day of the report, which is not known"
    )
    assert "no language pack" in dated([timed("a", "igår", 0)], language="sv")["a"].when_basis


def test_full_dates_need_no_day_of_publication() -> None:
    found = dated([timed("a", "on 12 December 2016", 0), timed("b", "on Sunday", 5)], None)
    assert found["a"].when == Period(DAY, DAY)
    assert found["b"].when is None


def test_claims_without_a_report_are_left_as_they_are() -> None:
    assert date_claims([], [], [Linked("z", "r")], [], PACKS)[0] == Linked("z", "r")


SAID = "The ministry said on Sunday that nine had been killed"


def said(text: str, cue: str, time: str, source: str, event: str = "killed", stance: str = "asserts") -> Claim:
    """A claim whose cue, time and source stand in a text."""
    at = {word: Span(text.index(word), text.index(word) + len(word)) for word in (cue, time, source)}
    whole = Span(0, len(text))
    return Claim(
        "a", "r", whole, text, whole, event, stance, source=Named(source, at[source]), cue=at[cue], time=Named(time, at[time])
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cue", "time", "source", "guessed"),
    [
        (SAID, "said", "on Sunday", "The ministry", True),
        ("Said the ministry Sunday: nine died", "Said", "Sunday", "the ministry", True),
        ("The guards Sunday that they had fired denied", "denied", "Sunday", "The guards", True),
        ("Nine were killed on Sunday, the ministry said", "said", "on Sunday", "the ministry", False),
        ("Nine were killed on Sunday, said the ministry", "said", "on Sunday", "the ministry", False),
        ("The ministry said that nine had been killed on Sunday", "said", "on Sunday", "The ministry", False),
        ("The ministry said Sunday's raid killed nine", "said", "Sunday's", "The ministry", False),
    ],
)
def test_the_day_of_saying_is_a_guess_at_the_day_of_the_deed(text: str, cue: str, time: str, source: str, guessed: bool) -> None:
    found = dated([said(text, cue, time, source)])["a"]
    assert found.when == Period(date(2016, 12, 11), date(2016, 12, 11))
    assert found.when_basis.startswith("day of report") is guessed


def test_what_lasts_is_so_on_the_day_on_which_it_is_said() -> None:
    assert not dated([said(SAID, "said", "on Sunday", "The ministry", "control")])["a"].when_basis.startswith("day of report")


def test_a_day_of_saying_long_before_the_report_is_no_guess() -> None:
    found = dated([said(SAID, "said", "on Sunday", "The ministry")], date(2016, 12, 15))["a"]
    assert not found.when_basis.startswith("day of report")


def test_the_day_of_a_dateline_is_that_of_the_report() -> None:
    lead = replace(report("r", "TOLMAR, Dec 10 (Reuters) - Nine were killed.", "en"), dateline="TOLMAR, Dec 10 (Reuters)")
    claims = [replace(timed("a", "Dec 10", 27), time=Named("Dec 10", Span(8, 14)))]
    (found,) = date_claims([lead], claims, [Linked("a", "r")], [DayOf("r", DAY)], PACKS)
    assert (found.when, found.when_basis) == (Period(DAY, DAY), "day of report")


@pytest.mark.parametrize(("stance", "guessed"), [("denies", True), ("accuses", True), ("asserts", False)])
def test_denials_and_blame_are_of_the_day_of_the_report_and_the_deed_need_not_be(stance: str, guessed: bool) -> None:
    assert dated([timed("a", "on Monday", 0, stance)])["a"].when_basis.startswith("day of report") is guessed
