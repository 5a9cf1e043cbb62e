"""Records loaded when they are looked at: the same as a list of them, and only a stretch in memory."""

import pytest

import handmade
from warledger.store import Shelf, open_store
from warledger.store.shelf import STRETCH


def counting(number):
    """A shelf of numbers as records, and the stretches that it loaded."""
    ids = [f"{n:04}" for n in range(number)]
    loaded = []

    def load(wanted):
        loaded.append(list(wanted))
        return {i: int(i) for i in wanted}

    return Shelf(ids, load), loaded


def test_a_shelf_is_a_sequence_of_its_records():
    shelf, _ = counting(3 * STRETCH + 5)
    assert list(shelf) == list(range(3 * STRETCH + 5))
    assert (len(shelf), shelf[-1], shelf[2:4]) == (3 * STRETCH + 5, 3 * STRETCH + 4, [2, 3])
    with pytest.raises(IndexError):
        shelf[len(shelf)]


def test_going_through_loads_each_record_once_and_a_stretch_at_a_time():
    shelf, loaded = counting(2 * STRETCH + 1)
    assert loaded == []
    list(shelf)
    assert [len(part) for part in loaded] == [STRETCH, STRETCH, 1]


def test_one_record_by_its_id():
    shelf, _ = counting(STRETCH + 1)
    assert (shelf.get("0064"), shelf.get("0000"), shelf.get("9999"), shelf.get("")) == (64, 0, None, None)


def test_only_some_of_the_records():
    shelf, _ = counting(10)
    assert list(shelf.only({"0003", "0007"})) == [3, 7]
    assert shelf.only(set(shelf.ids)) is shelf


def test_records_in_memory_come_in_the_order_of_their_ids():
    assert list(Shelf.of([3, 1, 2, 2], str)) == [1, 2, 3]


def test_the_reports_of_a_ledger_one_after_the_other(tmp_path):
    with open_store(tmp_path / "l.db") as store:
        handmade.fill(store)
        with store.view() as view:
            assert list(view.report_shelf()) != []
            assert list(view.report_shelf()) == sorted(view.reports(), key=lambda r: r.id)
            assert [a.report_id for a in view.annotation_shelf()] == [r.id for r in view.report_shelf()]
