"""Days that compare and days that do not: sums of days, and the fall of one place told on two days."""

from ledger_rows import PUBLISHED, row
from warledger.ledger.totals import PLACE_BEFORE
from warledger.model import Story


def grouped(ledger_of, *rows, **given):
    built = ledger_of(rows, published=PUBLISHED, **given)
    return {frozenset(m.claim_ids) for m in built.ledger.matters}


def test_a_sum_of_two_days_is_no_word_on_either(ledger_of):
    first = row("a", n=12, when=["2016-12-12", "2016-12-12"])
    second = row("b", "r3", n=25, when=["2016-12-13", "2016-12-13"], start=0, end=9)
    both = row("c", "r3", n=37, when=["2016-12-12", "2016-12-13"], start=20, end=30)
    assert grouped(ledger_of, first, second, both) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_overnight_and_the_day_before_are_one(ledger_of):
    day, night = row("a", n=12), row("b", "r2", n=15, when=["2016-12-12", "2016-12-13"])
    assert grouped(ledger_of, day, night) == {frozenset("ab")}


GROUND = {"event": "capture", "actor": "Syrian army", "subject": None}


def test_the_fall_of_one_place_told_on_two_days_is_one_in_a_story(ledger_of):
    rows = row("a", **GROUND), row("b", "r2", when=["2016-12-13", "2016-12-13"], **GROUND)
    assert grouped(ledger_of, *rows) == {frozenset("ab")}
    later = row("b", "r2", when=["2016-12-19", "2016-12-19"], **GROUND)
    assert grouped(ledger_of, rows[0], later) == {frozenset("a"), frozenset("b")}


def test_districts_that_are_named_and_not_counted_are_no_other_group(ledger_of):
    plain = row("a", **GROUND)
    named = row("b", "r2", **GROUND | {"subject": "districts"})
    assert grouped(ledger_of, plain, named) == {frozenset("ab")}
    counted = row("c", "r2", n=6, **GROUND | {"subject": "districts"})
    assert grouped(ledger_of, plain, counted) == {frozenset("a"), frozenset("c")}


def test_who_sinks_ships_boasts_and_admits_nothing(ledger_of):
    rows = [row("a", n=1, event="damage", subject="vehicles", actor="Islamic State", source="Islamic State")]
    (matter,) = ledger_of(rows, published=PUBLISHED).ledger.matters
    assert matter.standing == "single-source"


def test_a_third_party_that_speaks_later_decides_who_holds_a_place(ledger_of):
    own = row("a", event="control", subject=None, source="Syrian army", actor="Syrian army")
    rival = row("b", event="capture", subject=None, source="Islamic State", actor="Islamic State")
    third = row(
        "c", "r2", event="withdrawal", subject=None, source="United Nations", actor="Syrian army", when=["2016-12-13", "2016-12-13"]
    )
    assert [c.state for c in ledger_of([own, rival], published=PUBLISHED).ledger.control if not c.inherited_from] == ["contested"]
    rows = [c for c in ledger_of([own, rival, third], published=PUBLISHED).ledger.control if not c.inherited_from]
    assert [(str(c.on), c.state) for c in rows] == [("2016-12-12", "contested"), ("2016-12-13", "held")]
    assert rows[-1].holder == "Islamic State"


def test_a_later_figure_of_one_origin_without_a_day_revises_its_own_and_parts_nobody(ledger_of):
    day, other = row("a", n=11), row("b", n=15, source="White Helmets", start=20, end=30)
    later = row("c", "r2", n=9, when=None)
    (matter,) = ledger_of([day, other, later], published=PUBLISHED).ledger.matters
    assert (matter.estimate.low, matter.estimate.high) == (9, 15)
    stranger = row("c", "r2", n=9, when=None, source="United Nations")
    assert grouped(ledger_of, day, other, stranger) == {frozenset("ab"), frozenset("c")}


def test_soldiers_are_a_side_s_own_where_another_says_whose_they_are(ledger_of):
    own = row("a", n=8, subject="soldiers", source="French Foreign Ministry")
    said = row("b", "r2", n=30, subject="soldiers", source="White Helmets", target="French Foreign Ministry")
    (matter,) = ledger_of([own, said], published=PUBLISHED).ledger.matters
    assert (matter.standing, matter.estimate.best) == ("confirmed", 8)
    (matter,) = ledger_of([own, said | {"target": "Reuters"}], published=PUBLISHED).ledger.matters
    assert matter.standing == "corroborated"


def test_figures_since_one_day_go_on(ledger_of):
    first = row("a", "r1", n=100, when=["2016-12-11", "2016-12-12"], event="displacement")
    later = row("b", "r3", n=138, when=["2016-12-11", "2016-12-14"], event="displacement")
    (matter,) = ledger_of([first, later], published=PUBLISHED).ledger.matters
    assert [r.kind for r in matter.relations] == ["revise"]
    day = first | {"when": ["2016-12-11", "2016-12-11"]}
    assert grouped(ledger_of, day, later) == {frozenset("a"), frozenset("b")}
    past = first | {"when": ["2016-12-11", "2016-12-11"], "report": "r3"}
    assert grouped(ledger_of, past, later) == {frozenset("a"), frozenset("b")}


def test_who_takes_back_a_denial_owns_to_it(ledger_of):
    denied = row("a", event="airstrike", stance="denies", subject=None, source="Russia", actor="Russia")
    owned = row("b", "r3", event="airstrike", subject=None, source="Russia", actor="Russia")
    (matter,) = ledger_of([denied, owned], published=PUBLISHED).ledger.matters
    assert matter.standing == "confirmed"
    (matter,) = ledger_of([owned], published=PUBLISHED).ledger.matters
    assert matter.standing == "single-source"


def test_who_blames_another_and_denies_its_own_part_says_that_it_happened(ledger_of):
    strike = {"event": "airstrike", "subject": None, "stance": "accuses"}
    one = row("a", source="Russia", actor="Islamic State", **strike)
    other = row("b", source="Islamic State", actor="Russia", **strike)
    denial = row("c", "r2", **strike | {"stance": "denies"}, source="Islamic State", actor="Islamic State")
    (matter,) = ledger_of([one, other, denial], published=PUBLISHED).ledger.matters
    assert (matter.standing, len(matter.origin_ids), len(matter.denied_by), len(matter.accusations)) == ("contested", 2, 1, 2)


def test_blame_in_the_report_of_the_denial_is_part_of_the_denial(ledger_of):
    strike = {"event": "airstrike", "subject": None}
    told = row("a", source="United Nations", **strike)
    denial = row("b", "r2", stance="denies", source="Islamic State", actor="Islamic State", **strike)
    back = row("c", "r2", stance="accuses", source="Islamic State", actor="Russia", **strike)
    (matter,) = ledger_of([told, denial, back], published=PUBLISHED).ledger.matters
    assert (matter.standing, len(matter.origin_ids), len(matter.accusations)) == ("contested", 1, 1)


TOLD = {"place_basis": "told before"}


def test_one_figure_of_one_story_and_day_is_one_wherever_it_is_told(ledger_of):
    here, there = row("a", n=728, **TOLD), row("b", "r2", n=728, place="Aleppo", **TOLD)
    (matter,) = ledger_of((here, there), published=PUBLISHED).ledger.matters
    assert set(matter.claim_ids) == {"a", "b"}
    assert matter.place_ids == ()
    assert grouped(ledger_of, row("a", n=728), row("b", "r2", n=728, place="Aleppo")) == {frozenset("a"), frozenset("b")}


def test_two_figures_without_a_place_compare_only_where_one_place_is_told_before(ledger_of):
    fled, left = row("a", n=3500, place=None), row("b", "r2", n=13346, place=None, source="Russia")
    built = ledger_of((fled, left), published=PUBLISHED)
    assert [p.reason for p in built.ledger.incomparable] == ["place"]
    assert grouped(ledger_of, fled, left | {"place": "Palmyra"}) == {frozenset("a"), frozenset("b")}
    assert grouped(ledger_of, fled | TOLD, left | TOLD) == {frozenset("a"), frozenset("b")}
    told = TOLD | {"place": "Palmyra"}
    assert grouped(ledger_of, fled | told, left | told) == {frozenset("ab")}
    assert grouped(ledger_of, fled | told, left | {"place": "Palmyra"}) == {frozenset("ab")}
    assert grouped(ledger_of, fled | told, left | {"place": "Aleppo"}) == {frozenset("a"), frozenset("b")}
    assert grouped(ledger_of, fled, left | {"source": fled["source"]}) == {frozenset("ab")}  # one origin's later word


def test_a_rounded_figure_is_the_exact_one(ledger_of):
    def both(low, n):
        rough = row("a", place=None) | {"count": {"low": low, "high": None, "text": "more"}}
        return grouped(ledger_of, rough, row("b", "r2", n=n, source="Russia"))

    assert both(13_001, 13_346) == both(13_000, 13_346) == {frozenset("ab")}
    assert both(3_501, 13_346) == both(13_001, 14_346) == both(7, 8) == {frozenset("a"), frozenset("b")}


def test_people_counted_without_a_place_are_where_the_story_is_told(ledger_of):
    city = row("c", event="airstrike", subject=None, place="Sukkari, Aleppo")
    (matter,) = (m for m in ledger_of((city, row("a", n=9, place="Palmyra", **TOLD)), published=PUBLISHED).ledger.matters if m.group)
    assert (len(matter.place_ids), matter.reasons[-1]) == (1, PLACE_BEFORE)
    two = row("a", n=728, place="Aleppo", **TOLD), row("b", "r2", n=728, place="Palmyra", **TOLD)
    built = ledger_of((city, *two), published=PUBLISHED)
    (matter,) = (m for m in built.ledger.matters if m.group)
    names = {p.id: p.name for p in built.basis.places}
    assert [names[p] for p in matter.place_ids] == ["Aleppo"]
    month = row("a", n=415, when=["2016-11-14", "2016-12-12"], place="Sukkari, Aleppo", **TOLD)
    (matter,) = (m for m in ledger_of((city, month), published=PUBLISHED).ledger.matters if m.group)
    assert [names[p] for p in matter.place_ids] == ["Aleppo"]


def test_what_nobody_counts_is_not_placed_by_what_is_told_before(ledger_of):
    (matter,) = ledger_of([row("a", **TOLD)], published=PUBLISHED).ledger.matters
    assert matter.place_ids == ()


def test_one_origin_s_one_figure_is_one_word_whoever_is_blamed(ledger_of):
    one, other = row("a", n=24, actor="Russia"), row("b", "r2", n=24, actor="Islamic State")
    assert grouped(ledger_of, one, other) == {frozenset("ab")}
    assert grouped(ledger_of, one, other | {"source": "White Helmets"}) == {frozenset("a"), frozenset("b")}


def test_no_missile_dies(ledger_of):
    one, other = row("a", n=12), row("b", "r2", n=29, subject="missiles")
    assert grouped(ledger_of, one, other) == {frozenset("ab")}


def test_counts_of_districts_that_differ_are_of_other_districts(ledger_of):
    ground = GROUND | {"event": "withdrawal", "subject": "districts", "place": "East Aleppo"}
    six, two = row("a", n=6, **ground), row("b", "r2", n=2, **ground)
    assert grouped(ledger_of, six, two) == {frozenset("ab")}  # one origin's word, and its later one
    assert grouped(ledger_of, six, two | {"source": "Russia"}) == {frozenset("a"), frozenset("b")}
    assert grouped(ledger_of, six, row("b", "r2", n=6, **ground | {"place": None, "source": "Russia"})) == {frozenset("ab")}
    assert grouped(ledger_of, six, row("b", "r2", n=6, **ground | {"subject": None, "place": "Aleppo"})) == {frozenset("ab")}


def test_districts_that_fell_are_of_the_narrower_place_that_is_named(ledger_of):
    ground = GROUND | {"event": "withdrawal", "subject": "districts"}
    rows = row("a", n=6, **ground | {"place": "Aleppo"}), row("b", "r2", n=6, **ground | {"place": "Aleppo"})
    built = ledger_of([*rows, row("c", "r3", n=6, **ground | {"place": "East Aleppo"})], published=PUBLISHED)
    (matter,) = built.ledger.matters
    names = {p.id: p.name for p in built.basis.places}
    assert [names[p] for p in matter.place_ids] == ["East Aleppo", "Aleppo"]


def test_one_figure_in_two_languages_is_one(ledger_of):
    ground = GROUND | {"event": "withdrawal", "subject": "districts"}
    six = row("a", **ground | {"count": {"low": 6, "high": 6, "text": "six"}, "place": "Aleppo"})
    seks = row("b", "r2", **ground | {"count": {"low": 6, "high": 6, "text": "seks"}, "place": "East Aleppo"})
    assert grouped(ledger_of, six, seks) == {frozenset("ab")}


def test_totals_of_one_army_since_one_day_are_one_question_in_whatever_story(ledger_of):
    lost = {"subject": "soldiers", "target": "Syrian army", "place": None}
    rows = [
        row("a", **lost, n=135, source="Syrian army", when=["2016-12-01", "2016-12-12"]),
        row("b", "r2", **lost, n=420, source="Syrian opposition", when=["2016-12-01", "2016-12-12"]),
        row("c", "r3", **lost | {"target": "Islamic State"}, n=50, source="Islamic State", when=["2016-12-01", "2016-12-12"]),
    ]
    stories = [Story(f"s{i}", "", None, (f"r{i}",)) for i in (1, 2, 3)]
    matters = ledger_of(rows, published=PUBLISHED, stories=stories).ledger.matters
    assert {frozenset(m.claim_ids) for m in matters} == {frozenset("ab"), frozenset("c")}
