"""Control is asked for by the names that an analyst uses, which need not be those of the claims."""

import pytest

from warledger.evaluate.dossier_scores import score_dossier
from warledger.evaluate.given import given_outcome


def scored(place, asked, **more):
    """The control tally of one capture of a place, told in one report, when asked for by another name."""
    text = f"Varnia's army said on Tuesday that it had captured {place}."
    rows = [{"name": "r1", "text": text, "language": "en", "published": "2031-05-06"}]
    claim = {"report": "r1", "s": f"captured {place}", "event": "capture", "stance": "asserts", "source": "Varnia's army"}
    claim |= {"actor": "Varnia's army", "place": place, "when": ["2031-05-06", "2031-05-06"]}
    control = [{"place": asked, "on": "2031-05-06", "holder": "Varnia", "state": "held"}]
    truth = {"conflict": None, "claims": {"c1": claim}, "origins": {"c1": "Varnia"}, "control": control} | more
    outcome = given_outcome(rows, truth)
    return score_dossier(truth, outcome, {"c1": "c1"})["control"]


@pytest.mark.parametrize(
    ("place", "asked"),
    [("Oberfeld, Karst", "Oberfeld"), ("حي الزهور, كارست", "حي الزهور"), ("Нижній квартал, Карст", "Нижній квартал"), ("Tirmin", "Tirmin")],
)
def test_a_quarter_is_found_without_the_town_that_it_was_named_with(place, asked):
    assert (scored(place, asked).right, scored(place, asked).of) == (1, 1)


@pytest.mark.parametrize(("place", "asked"), [("Palmyre", "Palmyra"), ("حلب", "Aleppo"), ("Чернігів", "Chernihiv")])
def test_a_place_is_found_under_the_name_that_the_analyst_has_for_it(place, asked):
    assert scored(place, asked).right == 1


def test_another_place_is_not(place="Oberfeld, Karst"):
    assert scored(place, "Unterfeld").right == 0
