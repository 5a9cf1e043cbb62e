# ruff: noqa: E501
"""Words of PDF pages: joined lines, words of right-to-left scripts in the order of reading."""

import pytest

pdf = pytest.importorskip("warledger.clean.pdf")


class Layer:
    """A text layer whose letters stand side by side from left to right, as PDFium gives words of printed pages."""

    def __init__(self, text, leftwards=False):
        self.text, self.step = text, -5.0 if leftwards else 5.0

    def count_chars(self):
        return len(self.text)

    def get_charbox(self, at):
        return (300 + self.step * at, 100.0, 304 + self.step * at, 110.0)


@pytest.fixture
def codes(monkeypatch):
    monkeypatch.setattr(pdf.pypdfium2.raw, "FPDFText_GetUnicode", lambda layer, at: ord(layer.text[at]))


def test_words_in_the_order_of_the_eye_are_turned_round(codes):
    assert pdf._in_reading_order(Layer("ةليصح 80 (دحألا)، said")) == "حصيلة 80 (الأحد)، said"
    assert pdf._in_reading_order(Layer("حصيلة القصف", leftwards=True)) == "حصيلة القصف"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("", ""),
        ("One long line that goes on to the next\r\nline of the page.\r\nShort.\r\n\r\nNew one.", "One long line that goes on to the next line of the page.\nShort.\nNew one."),
        ("The town of Ramou\ufffe\r\nsah was hit again in the night of Mon\u00ad\r\nday by shells.", "The town of Ramousah was hit again in the night of Monday by shells."),
    ],
)  # fmt: skip
def test_lines_are_joined(page, text):
    assert pdf.join_paragraphs(page) == text
