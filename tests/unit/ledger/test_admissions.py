"""Who tells against himself, and who answers what: counts of one's own dead, places given up, denials with their days."""

import pytest

from ledger_rows import PUBLISHED, row

ARMY, GROUP, MONITOR = "Syrian army", "Islamic State", "Syrian Observatory for Human Rights"
STRIKE = {"event": "airstrike", "subject": None}


def standing(ledger_of, *rows):
    (matter,) = ledger_of(rows, published=PUBLISHED).ledger.matters
    return matter.standing


def test_a_state_that_counts_dead_soldiers_counts_its_own(ledger_of):
    assert standing(ledger_of, row("a", n=15, subject="soldiers", source=ARMY)) == "confirmed"


@pytest.mark.parametrize(
    "changed",
    [
        {"source": MONITOR},
        {"subject": "civilians"},
        {"target": GROUP},
        {"actor": ARMY},
        {"stance": "relays"},
        {"count": None},
        {"event": "detention"},
    ],
)
def test_who_does_not_count_his_own_dead_admits_nothing(ledger_of, changed):
    assert standing(ledger_of, row("a", n=15, subject="soldiers", source=ARMY) | changed) != "confirmed"


def test_soldiers_that_are_called_by_more_than_that_may_be_anybody_s(ledger_of):
    rows = [row("a", n=15, subject="soldiers", source=ARMY)]
    built = ledger_of(rows, published=PUBLISHED)
    assert built.claims[0].subject.text == "soldiers"
    assert standing(ledger_of, rows[0] | {"subject": "hostile soldiers"}) == "single-source"


def test_an_armed_group_counts_its_own_where_another_did_it(ledger_of):
    lost = row("a", n=4, subject="fighters", source=GROUP)
    assert standing(ledger_of, lost | {"actor": "Russia"}) == "confirmed"
    assert standing(ledger_of, lost) == "single-source"
    assert standing(ledger_of, lost | {"subject": "soldiers", "actor": "Russia"}) == "single-source"


def test_who_left_a_place_and_says_that_another_holds_it_admits_the_loss(ledger_of):
    left = row("a", event="withdrawal", subject=None, source=ARMY, actor=ARMY)
    held = row("b", "r2", event="control", subject=None, source=ARMY, actor=GROUP, when=["2016-12-13", "2016-12-13"])

    def of_control(*rows):
        (matter,) = (m for m in ledger_of(rows, published=PUBLISHED).ledger.matters if m.event == "control")
        return matter.standing

    assert of_control(left, held) == "confirmed"
    assert of_control(held) == "single-source"
    assert of_control(left, held | {"place": "Aleppo"}) == "single-source"


def test_nobody_accuses_himself(ledger_of):
    told = row("a", stance="accuses", source="United Nations", actor="Russia", **STRIKE)
    own = row("b", "r2", stance="accuses", source="Russia", actor="Russia", **STRIKE)
    (matter,) = ledger_of([told, own], published=PUBLISHED).ledger.matters
    assert matter.standing == "corroborated"
    assert len(matter.accusations) == 1


def test_a_denial_may_be_of_the_day_before_its_report(ledger_of):
    told = row("a", event="capture", subject=None, source=GROUP, actor=GROUP, when=["2016-12-11", "2016-12-11"])
    denial = row("b", "r3", event="capture", subject=None, stance="denies", source=ARMY, when=["2016-12-13", "2016-12-13"])
    (matter,) = ledger_of([told, denial], published=PUBLISHED).ledger.matters
    assert (matter.standing, len(matter.denied_by)) == ("contested", 1)
    own = denial | {"actor": ARMY}  # the reader took the denier for the one who took the place
    (matter,) = ledger_of([told, own], published=PUBLISHED).ledger.matters
    assert matter.standing == "contested"
    other = denial | {"when": ["2016-12-08", "2016-12-08"]}
    assert len(ledger_of([told, other], published=PUBLISHED).ledger.matters) == 2


def test_the_accused_denies_its_own_deed_though_the_words_name_no_doer(ledger_of):
    from warledger.model import Story

    told = row("a", stance="accuses", source="United Nations", actor="Russia", **STRIKE)
    denial = row("b", "r2", stance="denies", source="Russia", when=["2016-12-13", "2016-12-13"], **STRIKE)
    apart = (Story("st-1", "", None, ("r1",)), Story("st-2", "", None, ("r2",)))
    (matter,) = ledger_of([told, denial], published=PUBLISHED, stories=apart).ledger.matters
    assert (matter.standing, len(matter.denied_by)) == ("contested", 1)
    stranger = denial | {"source": GROUP}
    assert len(ledger_of([told, stranger], published=PUBLISHED, stories=apart).ledger.matters) == 2


def test_who_denies_and_blames_another_answers_the_charge_of_the_others(ledger_of):
    charge = row("a", stance="accuses", source="United Nations", actor="Russia", **STRIKE)
    denial = row("b", "r2", stance="denies", source="Russia", actor="Russia", when=["2016-12-13", "2016-12-13"], **STRIKE)
    back = row("c", "r2", stance="accuses", source="Russia", actor=GROUP, when=["2016-12-13", "2016-12-13"], start=20, end=30, **STRIKE)
    matters = {frozenset(m.claim_ids): m for m in ledger_of([charge, denial, back], published=PUBLISHED).ledger.matters}
    assert set(matters) == {frozenset("ab"), frozenset("c")}
    assert matters[frozenset("ab")].standing == "contested"
    (alone,) = ledger_of([denial, back], published=PUBLISHED).ledger.matters
    assert set(alone.claim_ids) == {"b", "c"}


def test_to_tell_of_a_blow_that_killed_only_soldiers_is_no_admission(ledger_of):
    strike = row("a", source=GROUP, actor=GROUP) | STRIKE | {"count": None}
    monitor = row("b", "r2", source=MONITOR) | STRIKE | {"count": None}
    soldiers, people = (row("c", n=3, subject=group, source=GROUP, actor=GROUP) for group in ("soldiers", "civilians"))

    def of_the_strike(*rows):
        built = ledger_of(rows, published=PUBLISHED)
        return next(m.standing for m in built.ledger.matters if "a" in m.claim_ids)

    assert of_the_strike(strike, monitor, soldiers) == "corroborated"
    assert of_the_strike(strike, monitor, people) == "confirmed"


def test_a_blow_that_cost_a_party_its_own_was_one_at_itself(ledger_of):
    boast = row("a", source=GROUP, actor=GROUP) | STRIKE | {"count": None}
    boasted = row("b", n=9, subject="soldiers", source=GROUP, actor=GROUP)
    told = row("c", "r2", source=ARMY) | STRIKE | {"count": None}
    lost = row("d", "r2", n=4, subject="soldiers", source=ARMY, target=ARMY)
    built = ledger_of([boast, boasted, told, lost], published=PUBLISHED)
    assert {m.standing for m in built.ledger.matters} == {"confirmed"}


def test_to_boast_of_captives_is_no_admission(ledger_of):
    taken = row("a", n=182, event="abduction", subject="people", source=GROUP, actor=GROUP)
    assert standing(ledger_of, taken) == "single-source"


def test_a_denial_is_no_answer_to_what_the_same_report_says_instead(ledger_of):
    place = {"subject": None, "place": "Aleppo", "count": None}
    rows = [
        row("a", "r1", event="capture", source=GROUP, actor=GROUP) | place,
        row("b", "r2", event="capture", stance="denies", source=ARMY) | place,
        row("c", "r2", event="control", source=ARMY, actor=ARMY) | place,
    ]
    matters = ledger_of(rows, published=PUBLISHED).ledger.matters
    assert sorted(sorted(m.claim_ids) for m in matters) == [["a", "b"], ["c"]]
