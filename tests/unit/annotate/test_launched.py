"""Drones and missiles that were sent, and lists of places with a number each."""

import pytest

from marked import Text
from warledger.annotate.gapped import with_gapped_places
from warledger.annotate.launched import with_launches


@pytest.mark.parametrize(
    ("code", "text", "sent", "down", "counts"),
    [
        ("en", "Orven launched 68 drones, of which 52 were shot down.", "launched", "shot down", ["68", "52"]),
        ("sv", "Orven skickade 68 drönare, varav 52 sköts ner.", "skickade", "sköts ner", ["68", "52"]),
        ("ru", "Противник запустил 68 беспилотников, 52 из них сбиты.", "запустил", "сбиты", ["68", "52"]),
    ],
)
def test_what_was_sent_and_what_was_shot_down(code: str, text: str, sent: str, down: str, counts: list[str]) -> None:
    t = Text(code, text)
    read = [t.frame(sent, "deployment"), *(t.frame(down, "interception", count=c) for c in counts)]
    frames = with_launches(text, read, [t.at(c) for c in counts], t.pack)
    told = {(f.event, f.trigger.of(text), f.spans("count")[0].of(text)) for f in frames}
    assert told == {("drone_strike", sent, "68"), ("interception", down, "52")}


def test_missiles_sent_to_an_ally_are_no_strike() -> None:
    t = Text("en", "The United States has sent 500 missiles to Orven.")
    frames = with_launches(t.text, [t.frame("sent", "aid", count="500")], [t.at("500")], t.pack)
    assert [f.event for f in frames] == ["aid"]


@pytest.mark.parametrize(
    ("code", "text", "down", "count", "whole"),
    [
        ("en", "Air defences shot down 12 of 15 drones launched overnight.", "shot down", "12", "12 of 15"),
        ("es", "Derribaron 12 de los 15 drones lanzados anoche.", "Derribaron", "12", "12 de los 15"),
        ("en", "Air defences launched an attack and shot down 27 drones.", "shot down", "27", "27"),
    ],
)
def test_what_was_shot_down_of_those_sent_keeps_its_number(code: str, text: str, down: str, count: str, whole: str) -> None:
    t = Text(code, text)
    frames = with_launches(text, [t.frame(down, "interception", count=count)], [t.at(whole)], t.pack)
    assert [(f.event, f.spans("count")[0].of(text)) for f in frames] == [("interception", count)]


@pytest.mark.parametrize(
    ("code", "text", "head", "places", "counts", "want"),
    [
        ("es", "Murieron cinco en Tarim, tres en Marovka y una en Belsk.", "Murieron", "Tarim Marovka Belsk", "cinco tres", "tres una"),
        ("de", "Fünf wurden in Tarim getötet, drei in Belsk.", "getötet", "Tarim Belsk", "Fünf drei", "drei"),
        ("ar", "قتل خمسة في تاريم وثلاثة في بيلسك.", "قتل", "تاريم بيلسك", "خمسة وثلاثة", "وثلاثة"),
        ("tr", "Tarim'de beş, Belsk'te üç kişi öldü.", "öldü", "Tarim Belsk", "üç beş", "beş"),
        ("en", "Five were killed in Tarim and a village near Belsk burned.", "killed", "Tarim Belsk", "Five", ""),
    ],
)
def test_each_place_of_a_list_has_its_own_dead(code: str, text: str, head: str, places: str, counts: str, want: str) -> None:
    t = Text(code, text)
    names, spans = t.names(*places.split(), kind="place"), [t.at(c) for c in counts.split()]
    frame = t.frame(head, "killed", count=counts.split()[0], place=places.split()[0])
    frames = with_gapped_places(text, [frame], spans, names, t.pack)
    assert [f.spans("count")[0].of(text) for f in frames[1:]] == want.split()
