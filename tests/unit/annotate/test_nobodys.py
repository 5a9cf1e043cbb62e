"""Numbers that count nobody, harm that no party did, words beside numbers, and parts that something else befell."""

import pytest

from marked import Text
from warledger.annotate.modifiers import without_modifiers
from warledger.annotate.nature import without_nature
from warledger.annotate.nobodys import ages_of, times_of, without_ages, without_times
from warledger.annotate.rebuttals import without_suppositions
from warledger.claims.counts import find_counts


@pytest.mark.parametrize(
    ("code", "text", "ages"),
    [
        ("nb", "– Soldatene arresterte dem, sier Lina Daran (34).", ["34"]),
        ("sv", "– De dödade alla, säger Lina Daran, 51.", ["51"]),
        ("en", "Lina Daran, 51, said they killed 12.", ["51"]),
        ("en", "Lina Daran said 12, 13 or more died.", []),
        ("en", "Lina Daran (2019) shows it.", []),
    ],
)
def test_a_number_behind_a_name_is_an_age(code: str, text: str, ages: list[str]) -> None:
    t = Text(code, text)
    found = ages_of(text, t.names("Lina Daran", kind="person"))
    assert [a.of(text) for a in found] == ages
    frame = t.frame(text.split()[0], "killed", count=ages[0]) if ages else None
    assert frame is None or without_ages([frame], found)[0].arguments == ()


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event", "count", "kept"),
    [
        ("en", "The family was displaced four times.", "displaced", "displacement", "four", []),
        ("es", "La familia ha sido desplazada cuatro veces.", "desplazada", "displacement", "cuatro", []),
        ("nb", "Moren ble såret to ganger.", "såret", "injured", "to", []),
        ("en", "The port was shelled four times.", "shelled", "shelling", "four", ["four"]),
        ("en", "It displaced four families.", "displaced", "displacement", "four", ["four"]),
    ],
)
def test_how_many_times_counts_deeds_not_people(code: str, text: str, trigger: str, event: str, count: str, kept: list[str]) -> None:
    t = Text(code, text)
    times = times_of(text, [at for at, _ in find_counts(text, t.pack)], t.pack)
    (out,) = without_times([t.frame(trigger, event, count=count)], times)
    assert t.said(out, "count") == kept


@pytest.mark.parametrize(
    ("code", "text", "left"),
    [
        ("en", "312 people were killed in an earthquake in 2010.", 0),
        ("de", "312 Menschen wurden getötet bei einem Erdbeben.", 0),
        ("tr", "Depremde 312 kişi öldürüldü.", 0),
        ("en", "312 people were killed in an air raid in 2010.", 1),
    ],
)
def test_an_earthquake_is_no_war(code: str, text: str, left: int) -> None:
    t = Text(code, text)
    word = next(w for w in ("killed", "getötet", "öldürüldü") if w in text)
    assert len(without_nature(t.text, t.sentences, [t.frame(word, "killed")], t.pack)) == left


def test_force_in_the_sentence_keeps_its_dead() -> None:
    t = Text("en", "The raid killed 12 people in the town that an earthquake had destroyed.")
    frames = [t.frame("raid", "airstrike"), t.frame("killed", "killed")]
    assert len(without_nature(t.text, t.sentences, frames, t.pack)) == 2


def test_a_heart_attack_is_no_attack() -> None:
    t = Text("es", "El cantante murió de un ataque al corazón.")
    assert without_nature(t.text, t.sentences, [t.frame("murió", "killed"), t.frame("ataque", "attack")], t.pack) == ()


def test_words_that_bound_a_number_are_none_and_begin_no_event() -> None:
    t = Text("ar", "مقتل 11 شخصا على الأقل وإصابة 50 آخرين")
    bare = t.frame("مقتل", "killed", count="على الأقل")
    late = t.frame("الأقل وإصابة", "injured", count="50")
    first, second = without_modifiers(t.text, [bare, late], t.pack)
    assert t.said(first, "count") == []
    assert second.trigger.of(t.text) == "وإصابة"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "stance"),
    [
        ("pt", "“Se os soldados voltarem, matam-nos a todos”, diz Omar.", "matam", "expects"),
        ("nb", "– Hvis soldatene kommer, dreper de oss, sier Omar.", "dreper", "expects"),
        ("fr", "Si l'armée se tait, une chaîne a confirmé que douze sont morts.", "morts", "asserts"),  # grants a point
    ],
)
def test_what_follows_an_if_in_speech_is_expected(code: str, text: str, trigger: str, stance: str) -> None:
    t = Text(code, text)
    (out,) = without_suppositions(t.text, t.sentences, [t.frame(trigger, "killed")], t.pack)
    assert out.stance == stance


@pytest.mark.parametrize(
    ("code", "text", "left"),
    [
        ("en", "Her new novel tells the story of a soldier who watches 12 friends being killed.", 0),
        ("ru", "Ее новый роман рассказывает о солдате, который видит, что его друг убит.", 0),
        ("tr", "Yeni romanı, 12 arkadaşının öldürülüşünü izleyen bir askerin hikâyesini anlatıyor.", 0),
        ("en", "The author of the novel was killed in Orik.", 1),
        ("fr", "Un homme qui a raconté le roman a été tué.", 1),
    ],
)
def test_what_a_novel_tells_happened_to_nobody(code: str, text: str, left: int) -> None:
    t = Text(code, text)
    word = next(w for w in ("killed", "убит", "öldürülüşünü", "tué") if w in text)
    assert len(without_nature(t.text, t.sentences, [t.frame(word, "killed")], t.pack)) == left


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event", "left"),
    [
        ("en", "Tarim beat Velna 3-1 after the striker shot and the defence collapsed.", "collapsed", "damage", 0),
        ("es", "El Tarim venció 3-1 con dos goles y la defensa visitante se hundió ante el ataque.", "ataque", "attack", 0),
        ("en", "Fans of the striker clashed after the 3-1 match and killed a man.", "killed", "killed", 1),
        ("de", "Der Stürmer sah den Angriff auf die Stadt.", "Angriff", "attack", 1),
    ],
)
def test_words_of_war_in_sports_are_none(code: str, text: str, trigger: str, event: str, left: int) -> None:
    t = Text(code, text)
    assert len(without_nature(t.text, t.sentences, [t.frame(trigger, event)], t.pack)) == left


@pytest.mark.parametrize(
    ("code", "text", "trigger", "left"),
    [
        ("en", "All aircraft returned safely to base.", "returned", 0),
        ("de", "Alle Maschinen seien zu ihrer Basis zurückgekehrt.", "zurückgekehrt", 0),
        ("tr", "Tüm uçaklar üssüne döndü.", "döndü", 0),
        ("uk", "Усі літаки повернулися на базу.", "повернулися", 0),
        ("en", "The families left the base and returned to Orik.", "returned", 1),
    ],
)
def test_aircraft_that_return_to_base_are_no_people_who_come_home(code: str, text: str, trigger: str, left: int) -> None:
    t = Text(code, text)
    assert len(without_nature(t.text, t.sentences, [t.frame(trigger, "return")], t.pack)) == left
