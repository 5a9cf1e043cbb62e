"""Names with words around them, and persons by surname."""

import pytest

from warledger.evaluate.given import _linker
from warledger.link.context import Context, read_context
from warledger.link.parties import PartyIndex
from warledger.link.toponyms import parse_toponym
from warledger.model import OffsetMap, Report
from warledger.packs.conflicts import load_conflict

LINKER = _linker(None)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Daesh-held village north of Palmyra", "Palmyra"),
        ("rebel-held districts of Aleppo", "Aleppo"),
        ("north of Palmyra", "Palmyra"),
        ("Isle of Wight", "Isle of Wight"),
    ],
)
def test_what_stands_before_of_is_no_part_of_the_name(text, base):
    assert parse_toponym(text, LINKER._lexicon).base == base


def test_a_describing_word_in_small_letters_is_no_part_of_the_name():
    context = Context("r", "nb", None, (), (("SY", 3),), "SY")
    found = LINKER._places.resolve_all(["oldtidsbyen Palmyra", "Palmyra"], context)
    assert found["oldtidsbyen Palmyra"].id == found["Palmyra"].id


def test_a_surname_is_the_person_where_the_body_is_named():
    text = "L'OSDH a fait état de combats à Alep, en Syrie. M. Abdel Rahmane parle de bombardements."
    report = Report("r", "r", "r", text, text, OffsetMap.identity(len(text)), language="fr")
    context = read_context(report, (PartyIndex(load_conflict("syria")),), LINKER._lexicon)
    found = LINKER._resolver.resolve("M. Abdel Rahmane", context, "person")
    assert found is not None
    assert found.origin == "Syrian Observatory for Human Rights"
    assert LINKER._resolver.resolve("M. Abdel Rahmane", context, "organisation") == found
