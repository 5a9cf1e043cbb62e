"""Pages one after the other: what is taken ahead, what fails, and in which order readings come."""

import pytest

import fakes
from warledger.model import RawPage
from warledger.run.reading import BARREN, read_on, read_pages


def pages(*texts):
    return [RawPage(f"{n:03}.txt", f"{text} {n}".encode() if text else b"") for n, text in enumerate(texts)]


def flow(source):
    stages = fakes.flowing_reading()
    return read_on(stages, stages.annotate_on, source)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["one"],
        ["one", "two", "three", "four", "five"],
        ["", "one", "", "", "two", ""],
        ["one", "CRASH ANNOTATE", "two", "CRASH CLAIMS", "CRASH CLEAN", "CRASH ANNOTATE"],
        ["CRASH ANNOTATE"] * 5,
        [""] * (BARREN * 2 + 1) + ["one"],
    ],
)
def test_readings_are_those_of_one_batch_in_the_order_of_the_pages(texts):
    together = read_pages(fakes.reading(), pages(*texts))
    assert tuple(flow(pages(*texts))) == together
    assert [r.page.name for r in together] == [f"{n:03}.txt" for n in range(len(texts))]


def test_no_more_pages_are_taken_than_annotating_asks_for():
    taken = []
    readings = flow(taken.append(p.name) or p for p in pages(*["one"] * 10))
    next(readings)
    assert len(taken) == 3
    next(readings)
    assert len(taken) == 4


def test_refused_pages_do_not_wait_for_a_report():
    taken = []
    readings = flow(taken.append(p.name) or p for p in pages(*[""] * 100))
    assert next(readings).rejections
    assert len(taken) == BARREN


def test_an_error_of_the_source_comes_after_what_was_read():
    def broken():
        yield from pages("one", "two", "three", "four")
        raise OSError("the disk went away")

    names = []
    with pytest.raises(OSError, match="went away"):
        for reading in flow(broken()):
            names.append(reading.page.name)
    assert names == ["000.txt", "001.txt", "002.txt", "003.txt"]
