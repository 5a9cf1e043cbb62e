"""What became of the words of a page."""

import time

from hypothesis import given
from hypothesis import strategies as st

from warledger.export.rewording import CAME, MOST_LINES, SAME, WENT, reword

OLD = "The column left at dawn.\nAt least 34 people were killed, the governor said.\nSchools stay closed."
NEW = "The column left at dawn.\nAt least 41 people were killed, the governor said on Monday.\nSchools stay closed.\nThe road is open."


def side(passages, gone):
    return "\n".join("".join(words for kind, words in p.pieces if kind != gone) for p in passages)


def test_words_that_came_and_went_are_told_apart_within_their_paragraph():
    stayed, changed, closed, new = reword(OLD, NEW)
    assert not stayed.changed and not closed.changed and stayed.pieces == ((SAME, "The column left at dawn."),)
    assert (WENT, "34") in changed.pieces and (CAME, "41") in changed.pieces and (CAME, " on Monday") in changed.pieces
    assert new.changed and new.pieces == ((CAME, "The road is open."),)


def test_the_same_text_has_no_changed_passage_and_white_space_is_none():
    assert [p.changed for p in reword(OLD, OLD.replace("\n", " \n\n  "))] == [False]
    assert reword("", "") == []


def test_passages_that_share_little_are_shown_whole():
    (only,) = reword("Rebels took the mill at night", "قتل ستة مدنيين في القصف على المدينة")
    assert [kind for kind, _ in only.pieces] == [WENT, CAME]


def test_paragraphs_beside_each_other_are_compared_one_by_one():
    old = "At least 34 people were killed there.\nThe army took the mill at noon."
    new = "At least 41 people were killed there.\nFighters surrendered, the ministry said."
    (only,) = reword(old, new)
    assert (WENT, "34") in only.pieces and (WENT, "The army took the mill at noon.") in only.pieces
    assert (CAME, "Fighters surrendered, the ministry said.") in only.pieces


LINES = st.lists(st.text(st.sampled_from("ab 1.أ"), min_size=1).map(str.strip).filter(bool), max_size=8)


@given(LINES, LINES)
def test_each_text_can_be_read_off_again(old, new):
    found = reword("\n".join(old), "\n".join(new))

    def joined(gone):
        return [part for part in side(found, gone).split("\n") if part.strip()]

    assert [" ".join(x.split()) for x in joined(WENT)] == [" ".join(x.split()) for x in new]
    assert [" ".join(x.split()) for x in joined(CAME)] == [" ".join(x.split()) for x in old]


def test_texts_that_were_made_to_be_slow_are_not():
    began = time.process_time()
    for one, other in (("a b " * 60_000, "b a " * 60_000), ("a\nb\n" * 50_000, "b\nc\n" * 50_000), ("x" * 500_000, "y" * 500_000)):
        assert any(p.changed for p in reword(one, other))
    long = "\n".join(f"line {n}" for n in range(3 * MOST_LINES))
    assert reword(long, long.replace("line 7\n", "line seven\n"))
    assert time.process_time() - began < 10
