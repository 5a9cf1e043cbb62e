"""Faults of one report while conclusions are drawn, and decisions that no longer fit."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import fakes
from warledger.keep import NoRoom
from warledger.model import Judgement, PackError, RawPage, StoreError
from warledger.run import Reconciling
from warledger.run.attempt import Sifter
from warledger.run.reconcile import conclude

AT = datetime(2026, 1, 1, tzinfo=UTC)


def read(*texts):
    reports = [fakes.clean(RawPage(f"r{at}.txt", text.encode())) for at, text in enumerate(texts)]
    return reports, [c for r in reports for c in fakes.claims(r, None)]


def breaking(stage, word, error=RuntimeError):
    """Stages of which one fails whenever it meets a report with a word in it."""
    sound = fakes.reconciling()
    call = getattr(sound, stage)

    def fail(reports, *others):
        if any(word in r.text for r in reports):
            raise error(f"{stage} broke")
        return call(reports, *others)

    return replace(sound, **{stage: fail})


TEXTS = [f"Report {i}.\nSource{i % 3} said {i} killed in Place{i % 2}\n" for i in range(9)]


@pytest.mark.parametrize("stage", ["link", "stories", "date_claims", "ledger"])
def test_a_report_that_a_stage_fails_on_is_left_out_and_the_rest_is_as_without_it(stage):
    reports, claims = read(*TEXTS, "BAD one.\nSource1 said 5 killed in Place1\n")
    bad = reports[-1].id
    got = conclude(breaking(stage, "BAD"), reports, claims)
    want = conclude(fakes.reconciling(), reports[:-1], [c for c in claims if c.report_id != bad])
    assert [(i.record_id, i.code) for i in got.issues] == [(bad, "stage-failed")]
    assert f"{stage} broke" in got.issues[0].detail
    assert got.matters == want.matters
    assert {d.report_id for d in got.days} == {r.id for r in reports}


def test_several_bad_reports_are_all_named():
    reports, claims = read(*TEXTS, "BAD a", "BAD b", "BAD c")
    got = conclude(breaking("link", "BAD"), reports, claims)
    assert sorted(i.record_id for i in got.issues) == sorted(r.id for r in reports[-3:])


def test_a_stage_that_fails_on_no_report_alone_is_not_hidden():
    def pairs(ids):
        if len(ids) > 1:
            raise RuntimeError("two are too many")
        return ids

    with pytest.raises(RuntimeError, match="too many"):
        Sifter().run("link", ["a", "b"], pairs)


def test_a_stage_that_fails_on_nothing_at_all_is_not_hidden():
    reports, claims = read(*TEXTS)
    with pytest.raises(RuntimeError, match="always"):
        conclude(Reconciling(_always, *_rest()), reports, claims)


def _always(*_):
    raise RuntimeError("always")


def _rest():
    sound = fakes.reconciling()
    return sound.stories, sound.date_claims, sound.ledger


def test_a_broken_pack_ends_the_run():
    reports, claims = read(*TEXTS)
    with pytest.raises(PackError):
        conclude(breaking("link", "Report 3", lambda _: PackError("broken", "languages/xx/pack.toml", 3)), reports, claims)


def test_a_ledger_that_went_away_is_the_fault_of_no_report():
    reports, claims = read(*TEXTS)
    with pytest.raises(StoreError, match="went away"):
        conclude(breaking("link", "Report 3", lambda _: StoreError("the server went away")), reports, claims)


def test_a_decision_on_a_record_that_is_gone_is_an_issue_until_it_is_undone():
    reports, claims = read(*TEXTS)
    lost = Judgement("ju-1", "cl-gone", "reject", "{}", "ana", AT)
    held = Judgement("ju-2", claims[0].id, "reject", "{}", "ana", AT)
    got = conclude(fakes.reconciling(), reports, claims, judgements=[lost, held])
    assert [(i.record_id, i.code) for i in got.issues] == [("ju-1", "judgement-without-record")]
    undo = Judgement("ju-3", "cl-gone", "undo", json.dumps({"judgement": "ju-1"}), "ana", AT)
    assert conclude(fakes.reconciling(), reports, claims, judgements=[lost, held, undo]).issues == ()


def test_no_room_for_temporary_files_is_the_fault_of_no_report():
    def full(ids):
        raise NoRoom(28, "/tmp: No space left on device")

    with pytest.raises(StoreError, match="no room for temporary files .*TMPDIR"):
        Sifter().run("ledger", ["rp-1", "rp-2"], full)


@pytest.mark.parametrize("gone", [NoRoom(28, "/tmp: No space left on device"), StoreError("the server went away")])
def test_what_fails_while_the_bad_report_is_looked_for_is_no_fault_of_a_report(gone):
    """A report is bad, and then the disk is full or the ledger goes away while halves are tried."""
    calls = []

    def call(ids):
        calls.append(ids)
        if len(calls) > 3:
            raise gone
        if "rp-2" in ids:
            raise ValueError("cannot be borne")

    sifter = Sifter()
    with pytest.raises(StoreError, match="no room|went away"):
        sifter.run("ledger", ["rp-1", "rp-2", "rp-3", "rp-4"], call)
    assert (sifter.spoiled, sifter.issues) == (set(), [])
