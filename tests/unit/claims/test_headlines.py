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


@pytest.mark.parametrize(
    ("headline", "roles", "below", "kept"),
    [
        ("Shells hit Arda again", {"place": "Arda"}, {"place": "Arda#2"}, False),
        ("Orm Guard: shells hit Arda", {"source": "Orm Guard", "place": "Arda"}, {"source": "Orm Guard#2", "place": "Arda#2"}, False),
        ("Orm Guard: shells hit Arda", {"source": "Orm Guard", "place": "Arda"}, {"place": "Arda#2"}, True),
        ("Shells hit the Orm coast", {"place": "Orm coast"}, {"place": "Arda"}, True),
    ],
)
def test_a_headline_stands_where_its_source_or_place_is_another(
    headline: str, roles: dict[str, str], below: dict[str, str], kept: bool
) -> None:
    text = f"{headline}\n\nTwo people died when heavy shells hit Arda, the Orm Guard and Vesta Radio said."
    found = claims(text, [("hells hit", "shelling", roles), ("heavy shells hit", "shelling", below)])  # type: ignore[arg-type]
    assert len(found) == 1 + kept


def test_a_headline_with_the_figure_of_the_text_says_nothing_new() -> None:
    def told(lead: str) -> int:
        text = f"Six soldiers killed in Arda\n\n{lead} soldiers were killed in Arda on Monday."
        there = {"place": "Arda#2", "count": lead, "subject": "soldiers#2"}
        here = {"place": "Arda", "count": "Six", "subject": "soldiers"}
        return len(claims(text, [("killed", "killed", here), ("were killed", "killed", there)]))  # type: ignore[arg-type]

    assert (told("six"), told("Seven")) == (1, 2)
