"""Headlines that name their source last."""

import pytest

from warledger.annotate.headlines import with_headline_source
from warledger.model import Frame, Mention, Span
from warledger.packs import load_language


def told(headline: str, name: str = "", *, below: str = "Arda lies in the hills.", code: str = "en") -> str:
    """The source that "killed" or "mortos" has in a headline; `name` is a name of a body."""
    text = f"{headline}\n\n{below}"
    word = "killed" if "killed" in text else "mortos"
    at = text.index(word)
    frame = Frame(Span(at, at + len(word)), "killed", "asserts", 0.9, None, ())
    start = text.rindex(name) if name else 0
    names = [Mention("organisation", Span(start, start + len(name)), 0.9)] if name else []
    (out,) = with_headline_source(text, [frame], names, load_language(code))
    return out.spans("source")[0].of(text) if out.spans("source") else ""


@pytest.mark.parametrize(
    ("headline", "name", "source"),
    [
        ("Five killed in shelling of Arda: Doun Guard", "Doun Guard", "Doun Guard"),
        ("Five killed in shelling of Arda: residents", "", "residents"),
        ("Five killed in shelling of Arda - ministry", "", "ministry"),
    ],
)
def test_the_name_behind_the_mark_tells_it(headline: str, name: str, source: str) -> None:
    assert told(headline, name) == source


def test_a_name_known_from_below_is_a_name_there_too() -> None:
    assert told("Five killed in Arda: DGA", "DGA", below="The DGA said that shells fell.") == "DGA"


def test_words_without_their_article() -> None:
    assert told("Mais 20 mortos em Arda - organização", code="pt") == "organização"


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Five killed in shelling of Arda - Doun Post", "Doun Post"),  # the page's own name
        ("Five killed in shelling of Arda: BBC News", "BBC News"),
        ("Five killed in Arda: what we know", ""),
        ("Five killed in Arda: Doun Guard shelled the port", "Doun Guard"),
    ],
)
def test_what_else_stands_there_tells_nothing(headline: str, name: str) -> None:
    assert told(headline, name) == ""
