import dataclasses
import json
import typing
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from warledger.model import (
    Account,
    Annotation,
    Claim,
    Count,
    Declared,
    Echo,
    Judgement,
    Matter,
    Named,
    OffsetMap,
    Period,
    RawPage,
    Report,
    Segment,
    Span,
    StoreError,
)
from warledger.store.codec import decode, encode, to_json, to_plain

TEXT = st.text(st.characters(exclude_categories=()), max_size=40)  # lone surrogates too
SPANS = st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(TEXT, TEXT, SPANS, st.integers(0, 10**12) | st.none())
def test_records_come_back(text, other, span, high):
    claim = Claim(text, other, span, text, span, "killed", count=Count(0, high, text), via=(), time=None)
    assert decode(Claim, encode(claim)) == claim


@pytest.mark.parametrize("record", [*handmade.CLAIMS, *handmade.MATTERS, *handmade.CONCLUSIONS.linked, handmade.report("en.txt")])
def test_hand_made_records_come_back(record):
    assert decode(type(record), encode(record)) == record


@given(TEXT, st.integers() | st.booleans() | st.none() | TEXT, st.floats() | st.integers(), SPANS)
def test_a_record_is_written_as_canonical_json_is(text, odd, prob, span):
    claim = Claim(text, odd, span, text, span, "killed", via=(Named(text, span),), count=Count(0, None, text), prob=prob)
    account = Account("ac-1", text, odd, "", (text, ""), superseded=((text, Count(1, 2)),), said_on=date(2020, 1, 2))
    for record in (claim, account, RawPage(text, b"", declared=Declared(text), captured_at=datetime(2020, 1, 2, tzinfo=UTC))):
        plain = dataclasses.replace(record, content="") if isinstance(record, RawPage) else record
        assert encode(plain) == to_json(to_plain(plain))


def test_times_and_days_come_back():
    judgement = Judgement("ju-1", "ma-1", "accept", "{}", "ana", datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC))
    assert decode(Judgement, encode(judgement)) == judgement
    matter = dataclasses.replace(handmade.MATTERS[0], when=Period(date(2016, 1, 1), None))
    assert decode(Matter, encode(matter)) == matter


def test_offset_maps_come_back():
    report = dataclasses.replace(handmade.report("en.txt"), offsets=OffsetMap((Segment(0, 3, 5, 4), Segment(3, 1, 9, 1))))
    assert decode(Report, encode(report)) == report


def test_defaults_are_left_out_and_keys_sorted():
    plain = json.loads(encode(Echo("b", "a", "wire", 0.5)))
    assert list(plain) == ["kind", "of_id", "report_id", "score"]


def test_a_default_that_differs_by_type_is_kept():
    assert decode(Annotation, encode(Annotation("rp-1", "packs", ()))) == Annotation("rp-1", "packs", ())


@given(st.recursive(st.none() | st.integers() | TEXT, lambda s: st.lists(s) | st.dictionaries(TEXT, s), max_leaves=8))
def test_canonical_json_is_utf8_and_comes_back(value):
    text = to_json(value)
    text.encode("utf-8")
    assert json.loads(text) == value


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense", '{"id":1', '{"colour":"red"}', '{"span":[5,2]}'])
def test_damage_is_a_clear_error(text):
    with pytest.raises(StoreError, match="damaged Claim"):
        decode(Claim, text)


def test_every_stored_kind_can_be_rebuilt():
    from warledger.store import kinds

    for kind in vars(kinds).values():
        if isinstance(kind, kinds.Kind):
            assert typing.get_type_hints(kind.type)
