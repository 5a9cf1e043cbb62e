import dataclasses
import io
import re

import pytest
from rich.console import Console

import handmade
from warledger.cli.brief import print_brief
from warledger.export.brief import EVERYTHING, Limits, beside, build_brief, figure
from warledger.model import Estimate
from warledger.store import open_store


def printed(store, limits=EVERYTHING, **options):
    out = io.StringIO()
    with store.view() as view:
        print_brief(build_brief(view, limits), Console(file=out, width=80, highlight=False, emoji=False, markup=False, **options))
    return out.getvalue()


@pytest.mark.parametrize(
    ("low", "best", "high", "text"),
    [(34, 34, 34, "34"), (34, 40, 60, "40 (34 to 60)"), (34, 34, None, "at least 34"), (20, 34, None, "at least 34 (20 or more)")],
)
def test_figures_in_words(low, best, high, text):
    matter = dataclasses.replace(handmade.MATTERS[0], estimate=Estimate(low, best, high, "a", "b", "c"))
    assert figure(matter) == text


@pytest.mark.parametrize(
    ("what", "estimate", "text"),
    [
        ("728 fighters surrendered", (728, 728, 728), ""),
        ("8 soldiers killed", (1, 8, 8), "1 to 8"), ("34 killed", (34, 34, None), "at least 34"),
        ("1,728 killed", (728, 728, 728), "728"), ("civilians killed", (20, 34, 40), "34 (20 to 40)"), ("captured", None, ""),
        ("20 to 99 killed", (20, 20, 99), ""), ("At least 34 killed", (34, 34, None), ""),
    ],
)  # fmt: skip
def test_a_figure_is_not_said_twice(what, estimate, text):
    made = Estimate(*estimate, "a", "b", "c") if estimate else None
    assert beside(dataclasses.replace(handmade.MATTERS[0], what=what, estimate=made)) == text


def test_colour_is_never_alone(filled):
    plain, colour = printed(filled), printed(filled, force_terminal=True, color_system="standard")
    assert "\x1b[" in colour
    assert re.sub(r"\x1b\[[0-9;]*m", "", colour) == plain
    for sign in "✔○≠∦":
        assert sign in plain


def test_long_lists_are_cut_and_say_so(filled):
    out = printed(filled, Limits(stories=1, matters=3, control=0, incomparable=0))
    assert "… and 1 more: warledger matters" in out
    assert "CONTESTED" in out  # a dispute never falls off the end


def test_every_number_of_a_figure_walks_back_to_words(filled):
    with filled.view() as view:
        for matter in view.matters():
            if matter.estimate is None:
                continue
            for bound, claim_id in (
                (matter.estimate.low, matter.estimate.low_claim_id),
                (matter.estimate.best, matter.estimate.best_claim_id),
                (matter.estimate.high, matter.estimate.high_claim_id),
            ):
                claim = view.claim(claim_id)
                assert claim.span.of(view.report(claim.report_id).text) == claim.evidence
                assert bound is None or bound in (claim.count.low, claim.count.high)


def test_what_is_not_reconciled_is_said(store):
    store.writer().put(handmade.reading("en.txt"))
    assert "1 report read but not yet reconciled" in printed(store)


def test_an_empty_ledger(store):
    assert printed(store).startswith("0 reports · 0 stories · 0 claims")


def test_words_of_strangers_do_not_reach_the_terminal(tmp_path):
    evil = "\x1b]0;owned\x07\x1b[2J\u202eevil"
    old = handmade.CONCLUSIONS
    with open_store(tmp_path / "l.db") as store:
        handmade.fill(store)
        store.writer().replace(
            dataclasses.replace(
                old, matters=tuple(dataclasses.replace(m, what=evil, reasons=(evil,)) for m in old.matters),
                stories=tuple(dataclasses.replace(s, title=evil) for s in old.stories),
                origins=tuple(dataclasses.replace(o, name=evil) for o in old.origins),
            )
        )  # fmt: skip
        out = printed(store)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\x07" not in out
