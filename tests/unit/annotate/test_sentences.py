"""Sentences: where a figure begins one."""

import pytest

from warledger.annotate.sentences import split_sentences


@pytest.mark.parametrize(
    ("code", "text", "parts"),
    [
        ("da", "De flygtede til Orm. 22 både er savnet.", 1),
        ("da", "De flygtede til byen. 22 både er savnet.", 2),
        ("de", "Die Räumung läuft. 5.000 Menschen sind fort.", 2),
        ("de", "Am 3. Mai starben zwei.", 1),
        ("de", "Sie kamen am Abend des 3. 5. 2020 an.", 1),
        ("da", "De var af kompagn. 30 og flygtede.", 1),
        ("en", "They left the harbour. 30 boats are missing.", 2),
    ],
)
def test_a_figure_may_begin_a_sentence(code: str, text: str, parts: int) -> None:
    assert len(split_sentences(text, code, ("kompagn",))) == parts


def test_lines_of_a_narrow_column_join_and_those_of_a_list_do_not() -> None:
    column = (
        "I flera veckor har soldater\nskjutit granater mot den lilla\nstaden Orm. I onsdags stängde\nhamnvakten alla vägar dit, och\n"
        "de boende väntar på båtar som\nska hämta dem."
    )
    assert [s.of(column).count("\n") for s in split_sentences(column, "sv")] == [2, 3]
    items = "Two boats are missing off Orm\nFour fishers came home\nThe harbour is closed to all\nSchools open on Monday"
    assert len(split_sentences(items, "en")) == 4
