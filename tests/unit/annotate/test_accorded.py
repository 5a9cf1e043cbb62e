"""Who tells what: sides of several "according to", offices behind a name, and those who were but told."""

from dataclasses import replace

import pytest

from marked import Text
from warledger.annotate.sources import with_sources
from warledger.model import Frame


def read(t: Text, frames: list[Frame], names: tuple[str, ...] = (), kind: str = "organisation") -> list[str]:
    return [" + ".join(t.said(f, "source")) for f in with_sources(t.text, t.sentences, frames, t.names(*names, kind=kind), t.pack)]


@pytest.mark.parametrize(
    ("code", "text", "triggers", "marked", "told"),
    [
        (
            "en",
            "Fourteen died according to the council, 31 were killed according to the nurses' union.",
            (("died", "Fourteen"), ("were killed", "31")),
            "nurses' union",
            ["council", "nurses' union"],
        ),
        (
            "nb",
            "Ifølge fylket ble 14 personer drept, og ifølge legelaget ble 31 skadd.",
            (("drept", "14"), ("skadd", "31")),
            "fylket",
            ["fylket", "legelaget"],
        ),
        (
            "fr",
            "On compte 14 morts selon la mairie, 31 blessés selon le syndicat.",
            (("morts", "14"), ("blessés", "31")),
            "syndicat",
            ["la mairie", "le syndicat"],
        ),
        (
            "ru",
            "По данным мэрии, погибли 14 человек, а по данным профсоюза, ранен 31 человек.",
            (("погибли", "14"), ("ранен", "31")),
            "мэрии",
            ["мэрии", "профсоюза"],
        ),
        (
            "tr",
            "Valiliğe göre 14 kişi öldü, sendikaya göre 31 kişi yaralandı.",
            (("öldü", "14"), ("yaralandı", "31")),
            "Valiliğe",
            ["Valiliğe", "sendikaya"],
        ),
    ],
)
def test_each_according_to_tells_what_stands_on_its_side(
    code: str, text: str, triggers: tuple[tuple[str, str], ...], marked: str, told: list[str]
) -> None:
    t = Text(code, text)
    cue = t.pack.reporting.find(text)[0][0].of(text)
    frames = [t.frame(trigger, "killed", count=count, source=marked, cue=cue) for trigger, count in triggers]
    names = tuple(told) if code in ("tr", "nb") else (marked,)
    assert [s.removeprefix("the ") for s in read(t, frames, names)] == told


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("According to the council 14 died, and 31 were hurt according to the union.", (("died", "14"), ("hurt", "31"))),
        ("Fourteen died and 31 were hurt, according to the council, according to Reuters.", (("died", "Fourteen"), ("hurt", "31"))),
    ],
)
def test_where_no_side_is_sure_each_keeps_its_source(text: str, triggers: tuple[tuple[str, str], ...]) -> None:
    t = Text("en", text)
    frames = [t.frame(trigger, "killed", count=count, source="council", cue="ccording to") for trigger, count in triggers]
    assert read(t, frames, ("council",)) == ["council", "council"]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "person", "place", "office"),
    [
        ("fr", "Anton Reva, maire d'Ardin, a dit que deux élèves ont été tués.", "tués", "Anton Reva", "Ardin", "maire d'Ardin"),
        ("da", "Anton Reva, borgmester i Ardin, siger, at to elever blev dræbt.", "dræbt", "Anton Reva", "Ardin", "borgmester i Ardin"),
        ("sv", "Anton Reva, bonde i Ardin, säger att två elever dödades.", "dödades", "Anton Reva", "Ardin", "Anton Reva"),
        ("fr", "Anton Reva, ancien maire d'Ardin, a dit que deux élèves ont été tués.", "tués", "Anton Reva", "Ardin", "Anton Reva"),
    ],
)
def test_who_holds_an_office_of_a_place_speaks_for_it(code: str, text: str, trigger: str, person: str, place: str, office: str) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "killed", source=person, speaker=person, cue=t.pack.reporting.find(text)[0][0].of(text))
    (out,) = with_sources(text, t.sentences, [frame], [*t.names(person, kind="person"), *t.names(place, kind="place")], t.pack)
    assert t.said(out, "source") == [office]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "speaker", "office"),
    [
        (
            "ru",
            "Мэр сказал, что шёл бой. Ранены девять детей, сказала Лина Хаас, глава профсоюза учителей.",
            "Ранены",
            "Мэр",
            "Лина Хаас",
            "глава профсоюза учителей",
        ),
        (
            "en",
            "The mayor spoke of a battle. Nine were hurt, said Lina Haas, head of the teachers' union.",
            "hurt",
            "The mayor",
            "Lina Haas",
            "head of the teachers' union",
        ),
        ("en", "The mayor spoke of a battle. Nine were hurt, said Lina Haas, his deputy.", "hurt", "The mayor", "Lina Haas", "The mayor"),
    ],
)
def test_who_is_named_with_an_office_speaks_for_nobody_named_before(
    code: str, text: str, trigger: str, source: str, speaker: str, office: str
) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "injured", source=source, speaker=speaker, cue=t.pack.reporting.find(text)[-1][0].of(text))
    assert read(t, [frame], (speaker,), kind="person") == [office]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "told"),
    [
        ("es", "Lina Haas llegó. «Hay nueve heridos», declaró a la prensa.", "heridos", "la prensa"),
        ("uk", "Прибула Lina Haas. «Поранено дев'ятьох», — сказала вона журналістам.", "Поранено", "журналістам"),
    ],
)
def test_whom_one_tells_is_no_source(code: str, text: str, trigger: str, told: str) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "injured", source=told, speaker="Lina Haas", cue=t.pack.reporting.find(text)[-1][0].of(text))
    assert read(t, [frame], ("Lina Haas",), kind="person") == [""]
    (out,) = with_sources(text, t.sentences, [frame], t.names("Lina Haas", kind="person"), t.pack)
    assert t.said(out, "speaker") == ["Lina Haas"]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "via"),
    [
        ("en", "Twelve died, according to the Relief Network, quoted by the Vostra agency.", "died", "Relief Network", "Vostra"),
        ("es", "Doce murieron, según la Red de Socorro, citada por la agencia Vostra.", "murieron", "Red de Socorro", "Vostra"),
        ("de", "Zwölf starben nach Angaben des Hilfsnetzes, das von der Agentur Vostra zitiert wird.", "starben", "Hilfsnetzes", "Vostra"),
        ("uk", "Загинуло дванадцятеро, повідомила Мережа Допомоги, яку цитує «Востра».", "Загинуло", "Мережа Допомоги", "Востра"),
    ],
)
def test_whom_an_agency_quotes_is_the_source(code: str, text: str, trigger: str, source: str, via: str) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "killed", source=source, via=via, cue=t.pack.reporting.find(text)[0][0].of(text))
    assert read(t, [frame], (source, via)) == [source]


@pytest.mark.parametrize(
    ("code", "text", "triggers", "passer", "source"),
    [
        (
            "en",
            "State TV reports, citing the Arda ministry, that 20 men died. Four cars were burnt, it adds.",
            ("died", "burnt"),
            "State TV",
            "Arda ministry",
        ),
        (
            "nb",
            "Statlig TV melder, med henvisning til Ardadepartementet, at 20 menn døde. Fire biler ble brent, heter det videre.",
            ("døde", "brent"),
            "Statlig TV",
            "Ardadepartementet",
        ),
    ],
)
def test_who_is_cited_is_the_source_of_what_follows_too(code: str, text: str, triggers: tuple[str, str], passer: str, source: str) -> None:
    t = Text(code, text)
    frames = [t.frame(triggers[0], "killed", source=source, via=passer, cue=t.pack.reporting.find(text)[0][0].of(text))]
    frames += [t.frame(triggers[1], "damage", source=passer)]
    assert read(t, frames, (passer, source)) == [source, source]


def test_who_cites_nobody_tells_what_follows_too() -> None:
    t = Text("en", "State TV reports that 20 men died. Four cars were burnt, it adds.")
    frames = [t.frame("died", "killed", source="State TV", cue="reports"), t.frame("burnt", "damage", source="State TV")]
    assert read(t, frames, ("State TV",)) == ["State TV", "State TV"]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "nobody", "names", "told"),
    [
        (
            "en",
            "According to the investigation, troops shelled the mill at dawn, the prosecutor's office said.",
            "shelled",
            "investigation",
            ("prosecutor's office",),
            "prosecutor's office",
        ),
        ("fr", "Selon l'enquête, on a bombardé le moulin à l'aube, indique le parquet.", "bombardé", "enquête", ("parquet",), "le parquet"),
        (
            "ru",
            "По данным следствия, войска обстреляли на рассвете большое село Маровка из РСЗО, сообщили в Прокуратуре.",
            "обстреляли",
            "следствия",
            ("РСЗО", "Прокуратуре"),
            "Прокуратуре",
        ),
        ("en", "According to the investigation, troops shelled the mill at dawn.", "shelled", "investigation", (), ""),
        (
            "en",
            "According to the Doun investigation, troops shelled the mill.",
            "shelled",
            "Doun investigation",
            ("Doun investigation",),
            "Doun investigation",
        ),
    ],
)
def test_an_investigation_is_nobody_where_who_tells_of_it_is_named(
    code: str, text: str, trigger: str, nobody: str, names: tuple[str, ...], told: str
) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "shelling", source=nobody, cue=t.pack.reporting.find(text)[0][0].of(text))
    assert read(t, [frame], names)[0].removeprefix("the ") == told


@pytest.mark.parametrize(
    ("code", "text", "trigger", "kept"),
    [
        ("en", "Ann Lee has lived in Velna since rebels burned her house in 2019.", "burned", False),
        ("ru", "Ann Lee, чей муж погиб на фронте в прошлом году, шьёт форму для армии.", "погиб", False),
        ("pt", "Ann Lee tinha oito anos quando os rebeldes a raptaram.", "raptaram", False),
        ("en", "Ann Lee said rebels burned her house in 2019.", "burned", True),
        ("en", "Ann Lee: rebels burned my house.", "burned", True),
        ("es", "«Quemaron mi casa.» Ann Lee vive en Velna.", "Quemaron", True),
    ],
)
def test_whom_a_sentence_tells_about_is_no_source(code: str, text: str, trigger: str, kept: bool) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, "damage", source="Ann Lee", speaker="Ann Lee")
    frame = replace(frame, arguments=tuple(replace(a, prob=0.95) for a in frame.arguments))
    (out,) = with_sources(text, t.sentences, [frame], t.names("Ann Lee", kind="person"), t.pack)
    assert bool(t.said(out, "speaker")) is kept
