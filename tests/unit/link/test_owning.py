"""What a source owns to is told from what it says, in every language of the packs."""

import pytest

from warledger.link.owning import admitted
from warledger.model import Claim, Named, Span
from warledger.packs import load_language


def owned(text, words, language, *, cue="", stance="asserts"):
    """Whether a claim that stands in some words of a text is one that its source owns to."""
    at = text.index(words)
    span = Span(at, at + len(words))
    where = Span(text.index(cue), text.index(cue) + len(cue)) if cue else None
    source = Named("the army", span)
    claim = Claim("c", "r", span, words, span, "capture", stance, source, cue=where)
    return admitted(text, [claim], load_language(language)) == {"c"}


SAID = [
    ("en", "The army acknowledged late on Friday that Orvel had fallen.", "Orvel had fallen"),
    ("en", "Orvel had fallen, the ministry admitted.", "Orvel had fallen"),
    ("fr", "L'état-major a reconnu vendredi que la ville était tombée.", "la ville était tombée"),
    ("de", "Die Armee räumte am Freitag den Verlust der Stadt ein.", "den Verlust der Stadt"),
    ("de", "Der Sprecher gab am Abend zu, dass die Stadt gefallen sei.", "die Stadt gefallen sei"),
    ("es", "El ejército admitió el viernes que perdió la ciudad.", "perdió la ciudad"),
    ("pt", "O exército reconheceu na sexta-feira que a cidade caiu.", "a cidade caiu"),
    ("nb", "Hæren innrømmet fredag at byen var falt.", "byen var falt"),
    ("nn", "Hæren vedgjekk fredag at byen var fallen.", "byen var fallen"),
    ("sv", "Armén medgav på fredagen att staden hade fallit.", "staden hade fallit"),
    ("da", "Hæren erkendte fredag, at byen var faldet.", "byen var faldet"),
    ("ar", "وأقر الجيش يوم الجمعة بأن المدينة سقطت.", "المدينة سقطت"),
    ("ru", "Армия признала в пятницу, что город пал.", "город пал"),
    ("uk", "Армія визнала у п'ятницю, що місто впало.", "місто впало"),
    ("tr", "Ordu cuma günü kentin düştüğünü kabul etti.", "kentin düştüğünü"),
]


@pytest.mark.parametrize(("language", "text", "words"), SAID)
def test_a_source_owns_to_it(language, text, words):
    assert owned(text, words, language)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "The army admitted nothing on Thursday. It said Orvel had fallen.", "Orvel had fallen"),
        ("en", "The army admitted losses but said that it had taken Orvel.", "it had taken Orvel"),
        ("de", "Die Armee räumte die Stadt und erklärte, sie sei gefallen.", "sie sei gefallen"),
        ("de", "Der Minister gab bekannt, dass die Stadt gefallen sei.", "die Stadt gefallen sei"),
        ("fr", "Le gouvernement reconnu par l'ONU a déclaré que la ville était tombée.", "la ville était tombée"),
        ("uk", "Армія заявила, що взяла місто.", "взяла місто"),
        ("tr", "Ordu kenti aldığını açıkladı.", "kenti aldığını"),
    ],
)
def test_what_is_but_said_is_not_owned_to(language, text, words):
    assert not owned(text, words, language)


def test_the_word_that_the_reader_found_decides():
    text = "The army said Orvel had fallen, and admitted that Tirm was lost."
    assert not owned(text, "Orvel had fallen", "en", cue="said")
    assert owned(text, "Tirm was lost", "en", cue="admitted")
    assert not owned(text, "Tirm was lost", "en", cue="admitted", stance="denies")
