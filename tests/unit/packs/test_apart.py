"""Verbs whose two parts do not stand side by side."""

import pytest

from warledger.packs import load_language
from warledger.packs.apart import parted_verbs


@pytest.mark.parametrize(
    ("code", "text", "head", "tail", "event"),
    [
        ("nb", "Mandag trakk opprørerne seg ut av seks bydeler.", "trakk", "seg ut", "withdrawal"),
        ("nb", "Hæren skjøt natt til tirsdag ned to droner.", "skjøt", "ned", "interception"),
        ("nn", "Måndag trekte hæren seg tilbake.", "trekte", "seg tilbake", "withdrawal"),
        ("sv", "På lördagen drog styrkorna sig tillbaka från Orvik.", "drog", "sig tillbaka", "withdrawal"),
        ("da", "Mandag rykkede hæren ind i Orvik.", "rykkede", "ind", "advance"),
        ("de", "Am Montag nahm die Polizei in Orvik drei Männer fest und fand Waffen.", "nahm", "fest", "detention"),
        ("de", "Die Truppen zogen sich aus Orvik zurück, hieß es.", "zogen sich", "zurück", "withdrawal"),
        ("de", "Rebellen geben sechs Viertel im Osten auf.", "geben", "auf", "withdrawal"),
        ("de", "Sie griffen am Montag an der Front einen Posten an.", "griffen", "an", "attack"),
    ],
)
def test_the_parts_of_a_verb_are_found(code: str, text: str, head: str, tail: str, event: str) -> None:
    (verb,) = parted_verbs(text, load_language(code))
    assert (verb.head.of(text), verb.tail.of(text), verb.entry.parts[0]) == (head, tail, event)
    assert verb.tail.end == len(text.rstrip(".")) or text[verb.tail.end] in " ,"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "Opprørerne trakk seg ut av seks bydeler."),  # side by side: one phrase of the table
        ("nb", "Hæren skjøt mot byen, og ned fra åsen kom stridsvogner."),  # a comma between
        ("de", "Sie griffen an der Front nach den Waffen."),  # a preposition: the clause goes on
        ("de", "Sie geben auf der Brücke Wasser aus."),
        ("en", "They pulled the soldiers back."),  # no particles in the table
    ],
)
def test_what_is_no_parted_verb(code: str, text: str) -> None:
    assert parted_verbs(text, load_language(code)) == ()
