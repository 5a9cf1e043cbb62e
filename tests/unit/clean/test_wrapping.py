"""Paragraphs that were broken at a width are read whole; lists, titles and messages in short lines are left as they are."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.clean import clean_page
from warledger.clean.segments import join_lines, split_lines
from warledger.clean.wrapping import find_wrapped
from warledger.model import RawPage

EN = (
    "At least 16 civilians were killed when shells hit a market in the town on Friday, the governor of the region said. Another 31 people "
    "were wounded, he added. The ministry denied that its forces had attacked the market."
)
NAMED = (
    "В пятницу, 6 сентября, российские войска обстреляли рынок в Константиновке. Погибли не менее 16 человек, сообщил глава области "
    "Вадим Филашкин. Ещё 31 человек получил ранения, добавил он. Министерство обороны России отрицает удар по рынку."
)
RU = (
    "В пятницу войска обстреляли рынок в городе. Погибли не менее 16 человек, сообщил глава области. Ещё 31 человек получил ранения, "
    "добавил он. Министерство обороны отрицает удар по рынку."
)
AR = (
    "قال المرصد يوم الجمعة إن 34 مدنيا على الأقل قتلوا في غارات جوية على الحي في المدينة. "
    "وأضاف أن أكثر من 50 شخصا أصيبوا بجروح. ونفى الجيش قصف الحي."
)
LISTS = [
    "Killed: 5\nInjured: 3\nMissing: 1",
    "04.50 Two children are among the wounded at the hospital, the ministry says.\n"
    "05.10 The army says that it shot down 12 drones in the night.\n"
    "06.00 The governor says that power is out in the whole of the district.",
    "- the first point is a long one that goes on for some time here\n- the second point is a long one that goes on for some time too\n"
    "- the third point is a long one that goes on for some time again",
    f"{EN}\n{EN}\n{RU}",
    "A short letter.\nWith two lines.",
    "Shells hit a market in the town, governor says 16 were killed\nMinistry denies that its forces attacked the market in town\n"
    "Power is out in the whole of the district for a second day now",
]


def read(text, kind="text/plain"):
    return clean_page(RawPage("a.txt", text.encode(), kind))


@pytest.mark.parametrize("width", [60, 72, 78])
@pytest.mark.parametrize("text", [EN, RU, AR, NAMED])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_paragraph_is_put_together(text, width, end):
    wrapped = "\n".join(textwrap.wrap(text, width))
    report = read(f"{wrapped}\n\n{wrapped}\n".replace("\n", end))
    assert report.text == f"{text}\n{text}", "a line that comes again in a paragraph is no furniture"


@pytest.mark.parametrize("text", LISTS)
def test_lines_that_end_are_left(text):
    lines = split_lines(text)
    assert find_wrapped(text, lines) == frozenset()


def test_a_title_and_a_list_in_a_letter_stay_apart():
    body = "\n".join(textwrap.wrap(EN, 70))
    text = f"MARKET HIT\n\n{body}\n\n- one thing\n- another thing\n\nhttps://example.org/{'a' * 90}\n"
    assert read(text).text.split("\n")[:4] == ["MARKET HIT", EN, "- one thing", "- another thing"]
    assert read(text).title == "MARKET HIT" and read(body).title.startswith(EN[:100])


def test_what_stands_under_two_dashes_is_a_signature():
    letter = f"From: a@b.example\nSubject: S\n\n{EN}\n-- \nPress office, second floor\n"
    report = read(letter, "message/rfc822")
    assert report.text == EN and [r.reason for r in report.removed] == ["signature", "signature"]
    assert "Press office" in read(f"{EN}\n--\nPress office\n").text, "only a letter has one"


@given(st.lists(st.text(alphabet="ab .\n\r-", max_size=80), max_size=12).map("\n".join))
def test_joined_text_maps_back(text):
    lines = split_lines(text)
    joined, offsets = join_lines(text, lines, {lines[i] for i in find_wrapped(text, lines)})
    assert [w for line in lines for w in line.of(text).split()] == joined.split()
    for segment in offsets.segments:
        start = segment.captured_start
        assert joined[segment.text_start : segment.text_start + segment.text_length] == text[start : start + segment.captured_length]
