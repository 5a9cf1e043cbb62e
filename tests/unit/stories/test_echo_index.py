"""What a new report follows, looked up instead of reconciled."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from warledger.model import Claim, Count, Linked, Named, Span
from warledger.stories import echo_index, find_stories
from warledger.stories.echo_index import EchoIndex
from wires import OTHER, WIRE, report


def index_of(*reports):
    index = EchoIndex()
    for each in reports:
        index.add(each)
    return index


def edges(echoes):
    return [(e.report_id, e.of_id, e.kind, e.score, e.reasons) for e in echoes]


def test_a_copy_and_a_wire_are_found_as_a_reconciliation_finds_them():
    known = [report("a", WIRE), report("d", OTHER, 9)]
    for new in (report("b", WIRE, 11), report("c", WIRE + " " + OTHER[:40], 12, credit="AFP")):
        assert edges(index_of(*known).find(new)) == edges(find_stories([*known, new]).echoes)


def test_one_that_came_first_is_followed_by_those_that_are_known():
    (echo,) = index_of(report("a", WIRE, 12)).find(report("z", WIRE, 5))
    assert (echo.report_id, echo.of_id) == ("a", "z")


def test_a_long_passage_is_enough_and_a_quotation_is_not():
    long = " ".join(f"Paragraph {i} tells of the harbour, its cranes and the price of grain in week {i}." for i in range(40))
    (echo,) = index_of(report("a", WIRE)).find(report("b", f"{WIRE} {long}", 11))
    assert echo.of_id == "a"
    quote = '"We heard two blasts and then the lights went out," said the mayor.'
    assert index_of(report("a", f"{quote} {OTHER}")).find(report("b", f"{WIRE} {quote}", 9)) == ()


def test_itself_and_other_languages_are_no_echo():
    assert index_of(report("a", WIRE)).find(report("a", WIRE)) == ()
    assert index_of(report("a", WIRE, language="fr")).find(report("b", WIRE, 9)) == ()


def test_furniture_of_a_page_is_no_wording():
    far = report("a", WIRE, published_on=date(2031, 1, 3), published_at=None)
    assert index_of(far).find(report("b", WIRE, 11)) == ()


def told(name, figures):
    """Claims of a report in the order of its text, with their links."""
    found = []
    for at, n in enumerate(figures):
        span = Span(at * 10, at * 10 + 5)
        claim = Claim(f"{name}{at}", name, span, "x", span, "killed", source=Named("hospital", span), count=Count(n, n, str(n)))
        found.append((claim, Linked(claim.id, name, "en-1", "or-1")))
    return found


@pytest.mark.parametrize(("day", "found"), [(11, True), (13, True), (18, False)])
def test_a_translation_of_the_days_around_is_found_by_its_claims(day, found):
    index = EchoIndex()
    index.add(report("a", WIRE), told("a", [9, 14, 3]))
    new = report("b", "Neuf morts à la gare.", language="fr", published_on=date(2031, 3, day), published_at=None)
    assert [(e.of_id, e.kind) for e in index.find(new, told("b", [9, 14, 3]))] == ([("a", "translation")] if found else [])
    assert index.find(new, told("b", [8, 15, 30])) == ()


def test_what_was_sorted_in_is_found_like_what_waits(monkeypatch):
    rng, words = random.Random(1), [f"word{i}" for i in range(400)]
    texts = [" ".join(rng.choices(words, k=60)) for _ in range(200)]
    known = [report(f"r{at:03}", text) for at, text in enumerate(texts)]
    new = [report(f"n{at}", texts[at] + " and more beside it", 15) for at in (0, 70, 199)]
    before = [edges(index_of(*known).find(each)) for each in new]
    monkeypatch.setattr(echo_index, "WAITING", 500)
    assert [edges(index_of(*known).find(each)) for each in new] == before
    assert [found[0][1] for found in before] == ["r000", "r070", "r199"]


def test_of_a_wire_that_everybody_copied_a_look_up_takes_the_first_and_no_more():
    index = index_of(
        *(report(f"r{at:03}", WIRE, published_at=datetime(2031, 3, 11, 8, at // 60, at % 60, tzinfo=UTC)) for at in range(300))
    )
    found = index.find(report("z", WIRE, 20))
    assert found[0].of_id == "r000"
    assert len(found) <= echo_index.STOCK
