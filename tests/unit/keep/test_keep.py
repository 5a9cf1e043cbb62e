"""Piles give back what was put there, from memory or from disk; lists give who meets under a key."""

import random

import pytest

import handmade
from warledger.keep import Lists, Pile


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


def test_words_of_a_key_are_kept_apart():
    lists = Lists()
    lists.add(("ab", "c"), 1)
    lists.add(("a", "bc"), 2)
    assert list(lists) == []
