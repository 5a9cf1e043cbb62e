"""Piles give back what was put there, from memory or from disk; lists give who meets under a key."""

import dataclasses
import errno
import itertools
import random
import tempfile

import numpy as np
import pytest

import handmade
from warledger.keep import Buckets, Drawer, Grouped, Lists, NoRoom, Pile, Strings, least_joined
from warledger.keep.making import maker
from warledger.model import Claim, Span


@pytest.mark.parametrize("held", [0, 1, 3, 100])
def test_a_pile_gives_back_equal_records_in_any_order(held):
    records = [*handmade.CLAIMS, *handmade.MATTERS, ("a", 1), handmade.report("ar.txt")]
    pile = Pile(held)
    assert [pile.append(record) for record in records] == list(range(len(records)))
    assert list(pile) == records
    places = list(range(len(records)))
    random.Random(0).shuffle(places)
    assert [pile[at] for at in places] == [records[at] for at in places]
    assert list(pile.ordered(places)) == [records[at] for at in places]
    assert pile[-1] == records[-1]
    assert pile[1:3] == records[1:3]
    with pytest.raises(IndexError):
        pile[len(records)]


def test_records_are_made_as_their_type_makes_them():
    claim = handmade.CLAIMS[0]
    fields = {f.name: getattr(claim, f.name) for f in dataclasses.fields(claim)}
    made = maker(Claim)(**fields)
    assert type(made) is Claim
    assert made == claim
    assert hash(made) == hash(claim)
    assert maker(Claim)("cl", "rp", Span(0, 1), "", Span(0, 1), "killed") == Claim("cl", "rp", Span(0, 1), "", Span(0, 1), "killed")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.id = ""
    with pytest.raises(ValueError, match="not a span"):
        maker(Span)(2, 1)
    with pytest.raises(TypeError):
        maker(Span)(1, 2, 3)


@dataclasses.dataclass
class Loose:
    word: str


@pytest.mark.parametrize("kind", [Loose, str, int])
def test_what_is_no_frozen_record_is_its_own_maker(kind):
    assert maker(kind) is kind


def test_a_pile_can_be_read_while_it_grows():
    pile = Pile(1)
    for number in range(5):
        pile.append((number, "x" * number))
        assert list(pile) == [(n, "x" * n) for n in range(number + 1)]


def test_lists_give_keys_that_several_share_and_one_owns():
    lists = Lists()
    for words, number, own in (("ab", 3, True), ("ab", 1, False), ("c", 1, True), ("de", 5, False), ("de", 6, False), ("ab", 3, False)):
        lists.add(tuple(words), number, own=own)
    assert list(lists) == [[(1, False), (3, False), (3, True)]]
    assert list(Lists()) == []


@pytest.mark.parametrize("waiting", [0, 2, 1000])
def test_lists_are_the_same_from_disk(waiting):
    lists = Lists(waiting)
    for number in range(400):
        lists.add((str(number % 90),), number, own=number % 90 > 4)
    want = [[(number, True) for number in range(key, 400, 90)] for key in range(5, 90)]
    assert sorted(lists) == want
    assert sorted(lists) == want  # they can be gone through again


@pytest.mark.parametrize("words", [(), ("b", "a", "c"), ("б", "аа", "", "ä", "z\ud800", "z\U0001f600"), ("a" * 300, "b")])
def test_strings_give_back_what_was_put_there_and_its_order(words):
    held = Strings(words)
    held.append("last")
    want = [*words, "last"]
    assert list(held) == held[:] == want
    assert held[-1] == "last"
    assert [held[at] for at in held.order()] == sorted(want)
    with pytest.raises(IndexError):
        held[len(want)]


def test_chains_lead_to_their_least_number():
    assert least_joined(7, [(6, 5), (1, 3), (5, 3), (4, 4)]).tolist() == [0, 1, 2, 1, 4, 1, 1]
    assert least_joined(0, []).tolist() == []


def test_words_of_a_key_are_kept_apart():
    lists = Lists()
    lists.add(("ab", "c"), 1)
    lists.add(("a", "bc"), 2)
    assert list(lists) == []


@pytest.mark.parametrize("waiting", [0, 3, 1000])
def test_buckets_bring_equal_keys_together(waiting):
    rng = random.Random(1)
    entries = [(rng.randrange(200) * 0x9E3779B97F4A7C15 % 2**64, rng.randrange(9)) for _ in range(500)]
    buckets = Buckets(waiting)
    for at in range(0, 500, 50):
        keys, values = zip(*entries[at : at + 50], strict=True)
        buckets.add(np.array(keys, dtype="u8"), np.array(values, dtype="u4"))
    for _ in range(2):  # they can be gone through again
        found = {}
        for keys, values, starts in buckets.groups():
            for first, last in itertools.pairwise(starts.tolist()):
                assert len(set(keys[first:last].tolist())) == 1
                assert int(keys[first]) not in found
                found[int(keys[first])] = values[first:last].tolist()
        assert found == {key: sorted(v for k, v in entries if k == key) for key, _ in entries}
    assert list(Buckets().groups()) == []


def test_a_drawer_gives_records_by_id_and_restores_them():
    pile = Pile(1)
    for word in ("a", "bb", "ccc"):
        pile.append((word, len(word)))
    drawer = Drawer(["a", "bb", "ccc"], pile, 1, lambda record: (*record, "restored"))
    assert dict(drawer) == {w: (w, len(w), "restored") for w in ("a", "bb", "ccc")}
    assert drawer["a"] is drawer["a"]
    assert drawer.get("b") is None
    assert len(drawer) == 3


def test_groups_are_those_of_their_ids_whatever_they_lie_in():
    records = [("r2", 1), ("r1", 2), ("r2", 3)]
    grouped = Grouped.by(records, lambda record: record[0])
    pile = Pile(0)
    for group in ((("r1", 2),), (), (("r2", 1), ("r2", 3))):
        pile.append(group)
    piled = Grouped.piled(["r1", "r15", "r2"], pile)
    for each in (grouped, piled, Grouped.by(piled, len)):
        assert list(each) == [("r1", 2), ("r2", 1), ("r2", 3)]
        assert list(each.of("r2")) == [("r2", 1), ("r2", 3)]
        assert list(each.of("r0")) == []
        assert each.many(["r2", "r0", "r1"]) == [("r2", 1), ("r2", 3), ("r1", 2)]
        assert list(each.only({"r1"})) == [("r1", 2)]
        assert list(each.mapped(lambda group: group[:1])) == [("r1", 2), ("r2", 1)]


def no_room(*given):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_has_a_name_of_its_own(monkeypatch):
    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    pile, buckets = Pile(1), Buckets(0)
    assert pile.append("held in memory") == 0
    with pytest.raises(NoRoom, match="No space left"):
        pile.append("not held")
    with pytest.raises(NoRoom):
        buckets.add(np.array([1], dtype="u8"), np.array([1], dtype="u4"))
