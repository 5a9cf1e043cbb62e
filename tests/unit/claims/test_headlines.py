"""A headline says again what the report tells, and leaves out who says it."""

import pytest
from tests.unit.claims.test_assemble import claims

BODY = "Two people died when shells hit Arda, the Orm Guard said."


@pytest.mark.parametrize(
    ("headline", "roles", "kept"),
    [
        ("Shells hit Arda again", {"place": "Arda"}, False),
        ("Shells hit the coast", {}, False),
        ("Shells hit Vesta again", {"place": "Vesta"}, True),
        ("Eight shells hit Arda", {"place": "Arda", "count": "Eight", "subject": "shells"}, True),
        ("Shells hit Arda again.", {"place": "Arda"}, True),  # a sentence, no headline
    ],
)
def test_what_a_headline_says_again_is_no_claim(headline: str, roles: dict[str, str], kept: bool) -> None:
    text = f"{headline}\n\n{BODY}"
    told = {"place": "Arda#2" if "Arda" in headline else "Arda", "source": "Orm Guard", "cue": "said"}
    found = claims(text, [("hells hit", "shelling", roles), ("shells hit Arda, the", "shelling", told)])  # type: ignore[arg-type]
    assert len(found) == 1 + kept


def test_a_headline_stands_where_the_report_attributes_nothing() -> None:
    text = "Shells hit Arda again\n\nTwo people died when shells hit Arda."
    found = claims(text, [("Shells hit", "shelling", {"place": "Arda"}), ("shells hit", "shelling", {"place": "Arda#2"})])
    assert len(found) == 2
