"""Shapes in which accusations, denials, admissions and totals come, in invented wars and several languages, claims given."""

import pytest

from warledger.evaluate.given import given_outcome


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
