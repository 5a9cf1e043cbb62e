"""A figure that dead and wounded share is at most that of each."""

import pytest

from warledger.ledger import bounded
from warledger.model import Claim, Count, Span, Subject


def claim(text: str, event: str, trigger: str, count: str, subject: str = "") -> Claim:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    of = Subject(subject, at(subject), "people") if subject else None
    return Claim(
        f"cl-{event}", "rp", Span(0, len(text)), text, at(trigger), event, "asserts", subject=of, count=Count(int(count), int(count), count)
    )


@pytest.mark.parametrize(
    ("text", "dead", "hurt", "shared"),
    [
        ("56 dead and wounded in Tavo", ("dead", "dead"), ("wounded", "wounded"), True),
        ("56 dead and wounded in Tavo", ("dead", ""), ("wounded", ""), True),
        ("56 dead and wounded in Tavo", ("dead", "dead"), ("wounded", "dead"), True),
        ("56 villagers killed or wounded in Tavo", ("killed", "villagers"), ("wounded", "villagers"), True),
        ("56 dead and 56 wounded in Tavo", ("dead", "dead"), ("wounded", "wounded"), False),
        ("56 killed, and 56 wounded in Tavo", ("killed", ""), ("wounded", ""), False),
        ("56 villagers killed and 56 guards wounded", ("killed", "villagers"), ("wounded", "guards"), False),
    ],
)
def test_one_count_of_dead_and_wounded_is_at_most_that_of_each(
    text: str, dead: tuple[str, str], hurt: tuple[str, str], shared: bool
) -> None:
    claims = [claim(text, "killed", dead[0], "56", dead[1]), claim(text, "injured", hurt[0], "56", hurt[1])]
    got = bounded(claims)
    assert [got[c.id].count.bounds for c in claims] == [(None, 56) if shared else (56, 56)] * 2  # type: ignore[union-attr]
