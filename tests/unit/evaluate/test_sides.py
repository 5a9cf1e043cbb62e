"""Which side a source is on: the war of a report is told by the parties it names, not by words of every war."""

from warledger.evaluate.sides import NO_SIDE, OWN_VOICE, SideBook


def labels(*sources: str, **more: str) -> list[str]:
    rows = [{"report": "a", "source": source, **more} for source in sources]
    return list(SideBook().labels(rows).values())


def test_both_sides_of_a_war_are_told_apart() -> None:
    told = labels("Syrian government", "Hayat Tahrir al-Sham", "outlet")
    assert [t.startswith("syria: ") for t in told] == [True, True, False]
    assert told[0] != told[1]
    assert told[2] == OWN_VOICE


def test_rebels_and_an_army_are_of_every_war() -> None:
    assert labels("rebels", "government forces", actor="Republic of Tavo") == [NO_SIDE, NO_SIDE]


def test_a_party_of_one_side_alone_makes_no_war() -> None:
    assert labels("Syrian government", "Tavo Radio") == [NO_SIDE, NO_SIDE]
