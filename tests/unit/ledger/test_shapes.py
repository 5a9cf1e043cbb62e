"""Shapes in which accusations, denials, admissions and totals come, in invented wars and several languages, claims given."""

import pytest

from warledger.evaluate.given import given_outcome
from warledger.ledger.facts import Basis, FactMaker
from warledger.model import Claim, Entity, Linked, Origin, Span
from warledger.packs.ontology import load_ontology


def concluded(*reports, conflict=None):
    """The ledger of reports: language, day and claims, each its words, event, stance and what else is known of it."""
    rows, claims = [], {}
    for at, (language, day, *told) in enumerate(reports, 1):
        name = f"r{at}"
        rows.append({"name": name, "language": language, "text": ". ".join(words for words, *_ in told) + ".", "published": day or ""})
        for words, event, stance, more in told:
            figure = more.get("count")
            row = {"report": name, "s": words, "event": event, "stance": stance, "when": [day, day] if day else None} | more
            if isinstance(figure, int):
                row["count"] = {"low": figure, "high": figure, "text": ""}
            claims[f"c{len(claims) + 1}"] = row
    return given_outcome(rows, {"conflict": conflict, "claims": claims})


def matters(outcome):
    return {m.claim_ids: m for m in outcome.ledger.matters}


VARNIA = {"source": "Varnia's defence ministry", "place": "Tirmin, Varnia"}


@pytest.mark.parametrize(
    ("language", "denied", "own"),
    [
        ("en", "denied that its troops had killed 28 civilians in Tirmin", "said that they had killed six there"),
        ("de", "bestritt, in Tirmin 28 Zivilisten getötet zu haben", "es seien sechs gewesen"),
        ("ru", "опровергло гибель 28 мирных жителей в Тирмине", "заявило, что убиты шестеро"),
        ("ar", "نفت مقتل 28 مدنيا في تيرمين", "قالت إن قواتها قتلت ستة"),
    ],
)
def test_who_denies_a_figure_and_gives_another_denies_but_the_figure(language, denied, own):
    more = VARNIA | {"actor": "Varnia's army", "subject": "civilians"}
    charged = {"source": "diocese of Tirmin", "actor": "Varnia's army", "place": "Tirmin, Varnia", "subject": "civilians", "count": 28}
    charge = ("accused Varnia's army of killing 28 civilians in Tirmin", "killed", "accuses", charged)
    answer = (language, "2031-05-07", (denied, "killed", "denies", more | {"count": 28}), (own, "killed", "asserts", more | {"count": 6}))
    days = {"when": ["2031-05-06", "2031-05-06"]}
    reports = [("en", "2031-05-06", charge), (*answer[:2], *((w, e, s, m | days) for w, e, s, m in answer[2:]))]
    (matter,) = concluded(*reports).ledger.matters
    assert (matter.standing, len(matter.origin_ids), len(matter.denied_by)) == ("contested", 2, 1)
    assert (matter.estimate.low, matter.estimate.best, matter.estimate.high) == (6, 6, 28)
    assert {r.kind for r in matter.relations} == {"conflict"}


def test_who_says_that_it_happened_and_denies_his_part_still_says_so():
    dead = VARNIA | {"subject": "civilians"}
    told = ("the ministry said 12 civilians had died in Tirmin", "killed", "asserts", dead | {"count": 12})
    part = ("but denied that its troops had killed them", "killed", "denies", dead | {"actor": "Varnia's army"})
    (matter,) = concluded(("en", "2031-05-06", told, part)).ledger.matters
    assert (len(matter.origin_ids), len(matter.denied_by), matter.estimate.best) == (1, 1, 12)


FALLEN = [
    ("en", "acknowledged that Tirmin had fallen on Tuesday"),
    ("de", "räumte am Dienstag den Fall von Tirmin ein"),
    ("fr", "a reconnu la chute de Tirmin"),
    ("sv", "medgav att Tirmin hade fallit"),
    ("ar", "أقرت بسقوط تيرمين"),
    ("uk", "визнала, що Тірмін упав"),
    ("tr", "Tirmin'in düştüğünü kabul etti"),
]


@pytest.mark.parametrize(("language", "words"), FALLEN)
def test_the_fall_of_a_place_that_is_acknowledged_is_owned_to_whoever_took_it(language, words):
    fall = (words, "capture", "asserts", VARNIA)
    (matter,) = concluded((language, "2031-05-06", fall)).ledger.matters
    assert matter.standing == "confirmed"


@pytest.mark.parametrize("source", ["Médecins Sans Frontières", "United Nations", "a resident"])
def test_who_watches_a_war_owns_to_nothing(source):
    fall = ("acknowledged that Tirmin had fallen", "capture", "asserts", {"source": source, "place": "Tirmin, Varnia", "actor": "rebels"})
    (matter,) = concluded(("en", "2031-05-06", fall)).ledger.matters
    assert matter.standing == "single-source"


def test_what_is_acknowledged_of_the_foe_alone_is_no_admission():
    own = ("acknowledged that its troops had captured Tirmin", "capture", "asserts", VARNIA | {"actor": "Varnia's army"})
    (matter,) = concluded(("en", "2031-05-06", own)).ledger.matters
    assert matter.standing == "single-source"


@pytest.mark.parametrize(
    ("charge", "denial"),
    [
        (("fr", "l'armée pakistanaise a abattu cinq avions indiens"), ("ru", "отвергла потерю самолётов")),
        (("en", "Pakistan's army shot down five Indian jets"), ("de", "wies den Verlust von Flugzeugen zurück")),
    ],
)
def test_a_denial_that_names_no_place_answers_what_is_said_of_its_party_on_that_day(charge, denial):
    shot = {"source": "Pakistan's army", "actor": "Pakistan's army", "target": "India", "subject": "aircraft", "count": 5}
    lost = {"source": "India's defence ministry", "target": "India", "subject": "aircraft", "when": ["2031-05-07", "2031-05-07"]}
    said = (charge[0], "2031-05-07", (charge[1], "damage", "asserts", shot))
    (matter,) = concluded(said, (denial[0], "2031-05-09", (denial[1], "damage", "denies", lost))).ledger.matters
    assert matter.standing == "contested"
    other = lost | {"when": ["2031-05-02", "2031-05-02"]}
    assert len(concluded(said, (denial[0], "2031-05-09", (denial[1], "damage", "denies", other))).ledger.matters) == 2


@pytest.mark.parametrize(
    ("day", "total"),
    [
        (("en", "12 civilians were killed in Kharkiv", "Kharkiv"), ("fr", "480 civils ont été tués en Ukraine depuis janvier", "Ukraine")),
        (("es", "siete civiles murieron en Goma", "Goma"), ("de", "seit Januar seien im Kongo 300 Zivilisten getötet worden", "Kongo")),
        (("tr", "Tirmin'de dokuz sivil öldü", "Tirmin, Varnia"), ("sv", "90 civila har dödats i Varnia sedan januari", "Varnia")),
    ],
)
def test_the_dead_of_a_day_and_a_total_of_months_in_another_story_differ_in_the_days(day, total):
    one = {"source": "United Nations", "subject": "civilians", "place": day[2], "count": 12}
    all_of = {"source": "Red Cross", "subject": "civilians", "place": total[2], "count": 480, "when": ["2031-01-01", "2031-06-30"]}
    reports = [
        (day[0], "2031-05-06", (day[1], "killed", "asserts", one)),
        (total[0], "2031-07-01", (total[1], "killed", "asserts", all_of)),
    ]
    assert [p.reason for p in concluded(*reports).ledger.incomparable] == ["period"]


def dead(words, place, count, source, **more):
    """Civilians killed, by word of a source."""
    return (words, "killed", "asserts", {"source": source, "place": place, "subject": "civilians", "count": count} | more)


INSIDE = [
    ("sudan", ("fr", "neuf civils tués", "Abu Shouk"), ("en", "26 dead in El Fasher", "El Fasher"), ("ar", "مقتل 58", "North Darfur")),
    (
        None,
        ("de", "neun Tote in Ndosho", "Ndosho, Goma"),
        ("es", "26 muertos en Goma", "Goma"),
        ("tr", "Kuzey Kivu'da 58 ölü", "North Kivu"),
    ),
    (None, ("sv", "nio döda i Stadelhof", "Stadelhof, Mosul"), ("pt", "26 mortos em Mossul", "Mosul"), ("uk", "58 загиблих", "Nineveh")),
]


@pytest.mark.parametrize(("conflict", "quarter", "city", "state"), INSIDE)
def test_the_dead_of_a_quarter_its_city_and_their_province_on_one_day_lie_inside_one_another(conflict, quarter, city, state):
    told = zip((quarter, city, state), (9, 26, 58), ("Red Cross", "Médecins sans frontières", "United Nations"), strict=True)
    reports = [(lang, "2024-06-10", dead(words, place, n, who, when=["2024-06-09"] * 2)) for (lang, words, place), n, who in told]
    (matter,) = concluded(*reports, conflict=conflict).ledger.matters
    assert {r.kind for r in matter.relations} == {"include"}
    assert (matter.estimate.low, matter.estimate.high) == (58, 58)


def test_fewer_dead_in_a_province_than_in_its_city_are_not_told_of_one_happening():
    city = ("es", "2024-06-10", dead("26 muertos en Goma", "Goma", 26, "Red Cross"))
    state = ("en", "2024-06-10", dead("nine dead in North Kivu", "North Kivu", 9, "United Nations"))
    assert len(concluded(city, state).ledger.matters) == 2


@pytest.mark.parametrize(
    ("language", "words"), [("tr", "beş askerinin öldüğünü"), ("fr", "la mort de cinq soldats"), ("ru", "гибель пяти солдат")]
)
def test_an_undated_figure_for_a_group_in_a_place_is_of_the_day_that_its_story_tells(language, words):
    boast = {"source": "Tirmin Front", "actor": "Tirmin Front", "target": "Varnia's army", "place": "Tirmin, Varnia"}
    boast |= {"subject": "soldiers", "count": 12}
    own = VARNIA | {"target": "Varnia's army", "subject": "soldiers", "count": 5}
    reports = [
        ("en", "2031-05-06", ("Tirmin Front fighters killed 12 of Varnia's soldiers in Tirmin", "killed", "asserts", boast)),
        (language, None, (f"Varnia's defence ministry Tirmin {words}", "killed", "asserts", own)),
    ]
    (matter,) = concluded(*reports).ledger.matters
    assert (matter.estimate.low, matter.estimate.best, matter.estimate.high) == (5, 5, 12)
    assert {r.kind for r in matter.relations} == {"conflict"}


def held(outcome):
    """State and holder of each day on which something was said of the ground."""
    return [(str(c.on)[5:], c.state, c.holder) for c in sorted(outcome.ledger.control, key=lambda c: c.on)]


@pytest.mark.parametrize(
    ("first", "retook"),
    [
        (("en", "Tirmin Front fighters seized Tirmin"), ("fr", "l'armée de Varnia a repris Tirmin")),
        (("ru", "бойцы Tirmin Front взяли Тирмин"), ("tr", "Varnia ordusu Tirmin'i geri aldı")),
        (("de", "Kämpfer der Tirmin Front nahmen Tirmin ein"), ("ar", "استعاد جيش Varnia تيرمين")),
    ],
)
def test_who_says_to_have_retaken_a_place_days_later_holds_it_while_nobody_gainsays(first, retook):
    front = {"source": "Tirmin Front", "actor": "Tirmin Front", "place": "Tirmin, Varnia"}
    army = {"source": "Varnia's army", "actor": "Varnia's army", "place": "Tirmin, Varnia"}
    lost = (first[0], "2031-05-06", (first[1], "capture", "asserts", front))
    back = (retook[0], "2031-05-08", (retook[1], "capture", "asserts", army))
    assert [state for _, state, _ in held(concluded(lost, back))] == ["held", "held"]
    still = ("en", "2031-05-08", ("the Tirmin Front said it still held Tirmin", "control", "asserts", front))
    assert held(concluded(lost, back, still))[-1][1] == "contested"
    denial = ("en", "2031-05-08", ("the Tirmin Front denied it", "capture", "denies", front | {"actor": "Varnia's army"}))
    assert held(concluded(lost, back, denial))[-1][1] == "contested"
    at_once = ("en", "2031-05-06", ("the army said it had taken Tirmin", "capture", "asserts", army))
    assert held(concluded(lost, at_once))[-1][1] == "contested"


@pytest.mark.parametrize(
    ("charge", "accused", "answer"),
    [
        (("fr", "ont accusé la coalition menée par Riyad"), "coalition menée par Riyad", ("en", "Saudi-led coalition", "Saada")),
        (("es", "acusó a la milicia de Kestrel"), "milicia de Kestrel", ("de", "Kestrel-Miliz", "Tirmin, Varnia")),
        (("ru", "обвинили силы Орвика"), "силы Орвика", ("tr", "Orvik güçleri", "Tirmin, Varnia")),
    ],
)
def test_who_answers_for_himself_is_the_one_accused_under_a_name_that_no_table_knows(charge, accused, answer):
    raid = {"place": answer[2], "when": ["2031-05-06", "2031-05-06"]}
    accuses = (f"{charge[1]} {answer[2]}", "airstrike", "accuses", raid | {"source": "United Nations", "actor": accused})
    denies = (f"{answer[1]} {answer[2]}", "airstrike", "denies", raid | {"source": answer[1], "actor": answer[1]})
    outcome = concluded((charge[0], "2031-05-07", accuses), (answer[0], "2031-05-07", denies))
    (matter,) = outcome.ledger.matters
    assert [a.whom_id for a in matter.accusations] == list(matter.denied_by)
    assert matter.standing == "contested"


def test_of_two_armies_losses_that_name_no_place_the_group_tells_them_apart():
    of = {"subject": "soldiers", "count": 49, "source": "Armenia's prime minister", "target": "Armenia"}
    other = {"subject": "soldiers", "count": 50, "source": "Azerbaijan's defence ministry", "target": "Azerbaijan"}
    told = [("49 Armenian soldiers died", "killed", "asserts", of), ("50 of its soldiers died", "killed", "asserts", other)]
    assert [p.reason for p in concluded(("en", "2031-05-06", *told)).ledger.incomparable] == ["group"]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (("es", "50.021 muertos en Gaza desde octubre de 2023", 50_021), ("de", "52.400 Tote in Gaza seit Oktober 2023", 52_400)),
        (("ar", "مقتل 41 ألفا", 41_000), ("tr", "Ekim 2023'ten beri Gazze'de 39 bin ölü", 39_000)),
        (("fr", "12.000 morts", 12_000), ("uk", "14 000 загиблих", 14_000)),
    ],
)
def test_a_total_that_goes_on_is_revised_by_its_origin_months_later_and_holds_no_army_s_count_of_fighters(first, later):
    def toll(words, n, until, **more):
        who = {"source": "United Nations", "subject": "people", "place": "Gaza", "count": n, "when": ["2023-10-07", until]}
        return (words, "killed", "asserts", who | more)

    fighters = toll("20.000 combatentes", 20_000, "2025-04-30", source="Israeli army", subject="fighters", target="Hamas")
    reports = [
        (first[0], "2025-03-23", toll(first[1], first[2], "2025-03-23")),
        (later[0], "2025-04-30", toll(later[1], later[2], "2025-04-30")),
        ("pt", "2025-04-30", fighters),
    ]
    ledger = concluded(*reports, conflict="gaza").ledger
    whole = next(m for m in ledger.matters if len(m.claim_ids) == 2)
    assert [r.kind for r in whole.relations] == ["revise"]
    assert whole.estimate.best == later[2]
    assert "group" in {p.reason for p in ledger.incomparable}


@pytest.mark.parametrize(
    ("denial", "count"), [("a nié la mort de huit de ses soldats", 8), ("отрицает гибель 30 солдат", 30), ("nega 12 mortos", 12)]
)
def test_who_gave_a_figure_and_denies_another_stands_by_his_own(denial, count):
    lost = {"place": "Tirmin, Varnia", "subject": "soldiers", "target": "Varnia's army", "when": ["2031-05-06", "2031-05-06"]}
    own = ("two of its soldiers died in Tirmin", "killed", "asserts", lost | {"source": "Varnia's army", "count": 2})
    boast = (
        "Tirmin Front killed soldiers",
        "killed",
        "asserts",
        lost | {"source": "Tirmin Front", "actor": "Tirmin Front", "count": count},
    )
    other = (denial, "killed", "denies", lost | {"source": "Varnia's army", "count": count})
    (matter,) = concluded(("en", "2031-05-06", own), ("en", "2031-05-07", boast), ("fr", "2031-05-08", other)).ledger.matters
    assert (matter.estimate.low, matter.estimate.best, matter.estimate.high) == (2, 2, count)
    assert (len(matter.origin_ids), len(matter.denied_by), matter.standing) == (2, 1, "contested")
    taken_back = (denial, "killed", "denies", lost | {"source": "Varnia's army", "count": 2})
    (matter,) = concluded(("en", "2031-05-06", own), ("fr", "2031-05-08", taken_back)).ledger.matters
    assert matter.estimate is None


def test_the_best_figure_is_a_number_rather_than_a_later_word_for_dozens():
    prefect = (
        "25 dead in Tirmin",
        "killed",
        "asserts",
        {"source": "Red Cross", "place": "Tirmin, Varnia", "subject": "civilians", "count": 25},
    )
    some = {"source": "Amnesty International", "place": "Tirmin, Varnia", "subject": "civilians"}
    dozens = ("dusinvis ble drept i Tirmin", "killed", "asserts", some | {"count": {"low": 24, "high": 99, "text": "dusinvis"}})
    later = ("nb", "2031-05-07", (*dozens[:3], dozens[3] | {"when": ["2031-05-06", "2031-05-06"]}))
    (matter,) = concluded(("en", "2031-05-06", prefect), later).ledger.matters
    assert (matter.estimate.low, matter.estimate.best, matter.estimate.high) == (24, 25, 99)


@pytest.mark.parametrize(
    ("charge", "denial"),
    [
        (("en", "Markaba", "accused Hezbollah of shelling Markaba"), ("ar", "مرقبا", "نفى حزب الله قصف مرقبا")),
        (("de", "Vossendorf", "beschoss Vossendorf"), ("uk", "Фосендорф", "заперечила обстріл села Фосендорф")),
        (("es", "Caserío Alto", "bombardeó Caserío Alto"), ("ru", "Касерио-Альто", "отрицает обстрел Касерио-Альто")),
    ],
)
def test_a_denial_by_the_one_accused_answers_on_its_day_under_a_spelling_of_the_place_that_no_table_knows(charge, denial):
    strike = {"source": "Israeli army", "actor": "Hezbollah", "place": charge[1]}
    answer = {"source": "Hezbollah", "actor": "Hezbollah", "place": denial[1], "when": ["2031-05-06", "2031-05-06"]}
    beside = {"source": "Red Cross", "subject": "civilians", "place": "Beirut", "count": 31}
    others = [(lang, ("31 civilians died in Beirut", "killed", "asserts", beside)) for lang in (charge[0], denial[0])]
    told = (charge[0], "2031-05-06", (charge[2], "shelling", "accuses", strike), others[0][1])
    said = (denial[0], "2031-05-06", (denial[2], "shelling", "denies", answer), others[1][1])
    outcome = concluded(told, said)
    assert len(outcome.stories) == 1
    assert ("c1", "c3") in matters(outcome)
    later = answer | {"when": ["2031-05-04", "2031-05-04"]}
    assert ("c1", "c3") not in matters(concluded(told, (*said[:2], (denial[2], "shelling", "denies", later), others[1][1])))


TWO_TOLLS = [
    ("fr", "21 civils tués à Tirmin par les rebelles", "13 civils tués à Tirmin par l'aviation de l'armée"),
    ("ru", "в Тирмине от обстрела повстанцев погиб 21 мирный житель", "от ударов армии погибли 13 мирных жителей"),
    ("tr", "isyancıların Tirmin'de 21 sivili öldürdüğünü", "ordunun 13 sivili öldürdüğünü"),
]


@pytest.mark.parametrize(("language", "theirs", "ours"), TWO_TOLLS)
def test_two_tolls_that_two_origins_lay_on_two_parties_are_two_unless_those_put_it_on_each_other(language, theirs, ours):
    where = {"place": "Tirmin, Varnia", "subject": "civilians"}
    charge = (theirs, "killed", "accuses", where | {"source": "Israeli army", "actor": "Hezbollah", "count": 21})
    other = (ours, "killed", "asserts", where | {"source": "Red Cross", "actor": "Israeli army", "count": 13})
    outcome = concluded((language, "2031-05-06", charge, other))
    assert set(matters(outcome)) == {("c1",), ("c2",)}
    assert [p.reason for p in outcome.ledger.incomparable] == ["perpetrator"]
    equal = (*other[:3], other[3] | {"count": 21})
    back = (ours, "killed", "accuses", other[3] | {"source": "Hezbollah"})
    for answer in (equal, back):
        assert set(matters(concluded((language, "2031-05-06", charge, answer)))) == {("c1", "c2")}


@pytest.mark.parametrize(("one", "other"), [("sv", "pt"), ("ar", "en"), ("uk", "de")])
def test_two_villages_that_no_table_knows_are_two_where_one_report_names_both(one, other):
    def dead(village, source="Orvay Liberation Front"):
        what = {"source": source, "actor": "Varnia's army", "place": village, "subject": "civilians", "count": 2}
        return (f"two civilians killed in {village} and the well of the mill poisoned", "killed", "accuses", what)

    first = (one, "2031-05-06", dead("Ostrelk"))
    assert set(matters(concluded(first, (other, "2031-05-06", dead("Wendrup"))))) == {("c1", "c2")}
    both = concluded(first, (other, "2031-05-06", dead("Wendrup"), dead("Ostrelk", "Red Cross")))
    assert set(matters(both)) == {("c1", "c3"), ("c2",)}


@pytest.mark.parametrize(
    ("charge", "denial"),
    [
        (("fr", "Front du Nord"), ("tr", "Kuzey Cephesi")),
        (("en", "Dawn Column"), ("pt", "Coluna Alvorada")),
        (("de", "Nordfront"), ("sv", "Norra Fronten")),
    ],
)
def test_who_answers_for_himself_is_the_one_accused_under_a_name_of_another_language(charge, denial):
    where = {"place": "Tirmin, Varnia", "when": ["2031-05-06", "2031-05-06"]}
    dead = ("31 civilians died in Tirmin", "killed", "asserts", where | {"source": "Red Cross", "subject": "civilians", "count": 31})
    blamed = ("rockets on Tirmin", "shelling", "accuses", where | {"source": "Varnia's army", "actor": charge[1]})
    answer = ("no rockets on Tirmin", "shelling", "denies", where | {"source": denial[1], "actor": denial[1]})
    outcome = concluded((charge[0], "2031-05-06", blamed, dead), (denial[0], "2031-05-08", answer, dead))
    matter = matters(outcome)["c1", "c3"]
    assert (matter.standing, len(matter.denied_by)) == ("contested", 1)
    assert [a.whom_id for a in matter.accusations] == list(matter.denied_by)


@pytest.mark.parametrize("role", ["actor_id", "target_id"])
def test_who_speaks_of_himself_is_the_origin_of_his_words_though_a_body_bears_his_name(role):
    named = {"en-p": ("person", "or-p"), "en-b": ("body", "or-b")}
    entities = [Entity(key, kind, "Kuzey Cephesi", origin_id=origin_id) for key, (kind, origin_id) in named.items()]
    origins = [Origin("or-p", "Kuzey Cephesi", "person"), Origin("or-b", "Kuzey Cephesi", "other")]
    claim = Claim("c", "r", Span(0, 1), "", Span(0, 1), "shelling", "denies")
    linked = Linked("c", "r", source_id="en-p", origin_id="or-p", **{role: "en-p"})
    (fact,) = FactMaker(Basis(load_ontology(), entities=entities, origins=origins)).facts([claim], [linked])
    assert (fact.body if role == "actor_id" else fact.target) == fact.origin.id == "or-p"
