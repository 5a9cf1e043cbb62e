"""Whom "the group" stands for."""

import re

import pytest
from tests.unit.claims.test_assemble import claims

TALIBAN = [
    ("en", "The Taliban attacked Vardo. The movement said three men died in Lund.", "The Taliban", "The movement", "said", "died"),
    ("da", "Taliban angreb Vardo. Gruppen meddelte, at tre mænd døde i Lund.", "Taliban", "Gruppen", "meddelte", "døde"),
    ("es", "Los talibanes atacaron Vardo. El grupo dijo que tres murieron en Lund.", "Los talibanes", "El grupo", "dijo", "murieron"),
    ("ru", "Талибан атаковал Вардо. В движении заявили, что трое погибли в Лунде.", "Талибан", "движении", "заявили", "погибли"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "party", "noun", "cue", "died"), TALIBAN)
def test_the_group_is_the_armed_group_named_last(code: str, text: str, party: str, noun: str, cue: str, died: str) -> None:
    verb = text.split(" ")[1 if len(party.split(" ")) == 1 else 2]
    found = claims(text, [(verb, "attack", {"actor": party}), (died, "killed", {"source": noun, "cue": cue})], code=code)
    told = next(c for c in found if c.event == "killed").source
    assert told is not None
    assert told.text in ("Taliban", "talibanes", "Талибан")


def test_an_army_is_not_the_group_and_a_body_that_spoke_last_is() -> None:
    text = "The Norland army said it took Vardo. The group fled. Relief Now said ten died. The organisation said six were hurt."
    found = claims(
        text,
        [
            ("took", "capture", {"source": "Norland army", "cue": "said", "place": "Vardo"}),
            ("fled", "withdrawal", {"actor": "The group", "place": "Vardo"}),
            ("died", "killed", {"source": "Relief Now", "cue": "said#2", "count": "ten"}),
            ("hurt", "injured", {"source": "The organisation", "cue": "said#3", "count": "six"}),
        ],
        [("Norland army", "organisation"), ("Relief Now", "organisation")],
    )
    actors = {c.event: c.actor.text for c in found if c.actor}
    sources = {c.event: c.source.text for c in found if c.source}
    assert actors["withdrawal"] == "group"
    assert sources["injured"] == "Relief Now"


def test_the_source_is_who_spoke_last_and_a_source_is_not() -> None:
    text = "El mando militar dijo que dos murieron en Tavo. En Lund murió uno, según la fuente. Una fuente habló de tres heridos."
    found = claims(
        text,
        [
            ("murieron", "killed", {"source": "mando militar", "cue": "dijo", "count": "dos"}),
            ("murió", "killed", {"source": "fuente", "cue": "según", "count": "uno"}),
            ("heridos", "injured", {"source": "fuente#2", "cue": "habló", "count": "tres"}),
        ],
        code="es",
    )
    assert [c.source.text for c in found if c.source] == ["mando militar", "mando militar", "fuente"]


def test_a_person_told_of_by_last_name_speaks_for_the_body_told_behind_the_full_name() -> None:
    text = "Lind sagte, zwei Soldaten seien tot. Rina Lind, die Sprecherin des ormischen Verteidigungsministeriums, widersprach."
    (found,) = claims(text, [("tot", "killed", {"source": "Lind", "cue": "sagte", "count": "zwei"})], [("Rina Lind", "person")], "de")
    assert found.source is not None
    assert found.source.text == "ormische Verteidigungsministerium"
    assert found.speaker is not None
    assert found.speaker.text == "Rina Lind"


@pytest.mark.parametrize(
    ("code", "text", "words", "body"),
    [
        (
            "es",
            "Dos muertos, dijo el director adjunto de la policía de Tavo.",
            "director adjunto de la policía de Tavo",
            "policía de Tavo",
        ),
        ("pt", "Morreram dois, disse o chefe da administração militar.", "chefe da administração militar", "administração militar"),
        ("fr", "Deux sont morts, dit le porte-parole des séparatistes.", "porte-parole des séparatistes", "séparatistes"),
        ("ar", "قتل اثنان، قال مدير المرصد", "مدير المرصد", "المرصد"),
        ("en", "Two died, said a spokesman for the group.", "spokesman for the group", "group"),
        ("en", "Two died, said the chief of army operations.", "chief of army operations", "chief of army operations"),
    ],
)
def test_who_speaks_for_a_body_told_by_its_noun_gives_the_body(code: str, text: str, words: str, body: str) -> None:
    died = re.split(r"\W", text)[0]
    (found,) = claims(text, [(died, "killed", {"source": words})], code=code)
    assert found.source is not None
    assert found.source.text == body
