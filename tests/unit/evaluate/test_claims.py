import copy
import importlib.util
import random

import pytest

from warledger.evaluate import Names, evaluate_claims, load_gold
from warledger.evaluate.claims import same_count, same_when
from warledger.evaluate.page import render_evaluation
from warledger.evaluate.spelling import is_outlet, name_key
from warledger.model import InputError

GOLD = [
    {"report": "a", "start": 0, "end": 10, "event": "killed", "source": ["SOHR", "Observatory"], "place": "Aleppo",
     "count": {"low": 3, "high": 3}},
    {"report": "a", "start": 20, "end": 30, "event": "airstrike", "source": "outlet", "when": ["2016-12-12", "2016-12-12"]},
    {"report": "b", "start": 0, "end": 10, "event": "capture", "source": "SANA", "stance": "denies"},
]  # fmt: skip


def test_gold_against_itself_is_perfect():
    result = evaluate_claims(GOLD, GOLD, Names.load(()))
    assert result.claims().f1 == result.figures().f1 == 1.0
    assert all(hits == seen for hits, seen in result.fields().values())
    assert result.intervals()["claims"] == (1.0, 1.0)


def test_nothing_found():
    result = evaluate_claims(GOLD, [], Names.load(()))
    assert result.claims().f1 == 0.0
    assert len(list(result.missed())) == 3


def test_families_fields_and_leftovers():
    found = [
        {"report": "a", "start": 5, "end": 9, "event": "killed", "source": "the Observatory", "count": {"low": 9, "high": 9}},
        {"report": "a", "start": 20, "end": 30, "event": "shelling", "source": "outlet", "when": ["2016-12-11", "2016-12-13"]},
        {"report": "a", "start": 90, "end": 99, "event": "killed", "source": None},
        {"report": "elsewhere", "start": 0, "end": 9, "event": "killed"},
    ]
    result = evaluate_claims(GOLD, found, Names.load(()), {"a": "nb"})
    assert result.fields() == {"count": (0, 1), "event": (1, 2), "place": (0, 1), "source": (2, 2), "stance": (2, 2), "when": (0, 1)}
    assert (len(list(result.missed())), len(list(result.spurious()))) == (1, 1)
    assert set(result.languages()) == {"nb", "und"}
    assert result.families()["attack"].right == 1
    assert "missed" not in result.as_json()
    assert len(result.as_json(errors=5)["spurious"]) == 1


def test_one_found_claim_matches_one_gold_claim():
    result = evaluate_claims(GOLD[:1], [GOLD[0], GOLD[0]], Names.load(()))
    assert (len(list(result.spurious())), result.claims().right) == (1, 1)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ((34, None), (34, None), True), ((34, None), (34, 34), True), ((2201, None), (2200, 2200), True), ((None, 50), (None, 50), True),
        ((None, 50), (0, 50), True), ((None, 50), (0, 60), False),
        ((20, 99), (24, 24), True), ((20, 99), (19, 99), True), ((300, 300), (310, 310), False),
        ((3, 3), None, False),
    ],
)  # fmt: skip
def test_counts(gold, found, same):
    row = {"low": found[0], "high": found[1]} if found else None
    assert same_count({"low": gold[0], "high": gold[1]}, row) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        (["2016-12-12", "2016-12-12"], ["2016-12-12", "2016-12-12"], True), (["2016-12-01", "2016-12-31"], ["2016-12-12", None], True),
        (["2016-12-12", "2016-12-12"], ["2016-12-13", "2016-12-13"], False), ([None, "2016-12-12"], [None, "2016-12-12"], True),
        (["2016-12-12", "2016-12-12"], None, False),
    ],
)  # fmt: skip
def test_days(gold, found, same):
    assert same_when(gold, found) is same


def test_names():
    assert name_key("Cheikh Saïd") == name_key("Sheikh Said")
    assert is_outlet(None)
    assert is_outlet("report")
    assert not is_outlet("SANA")
    assert not is_outlet("outlet")  # matched as a name: see OUTLET_KEYS
    names = Names.load(())
    assert names.same(["A", "Syrian Observatory for Human Rights"], "Observatory")
    assert names.same("Aleppo", {"name": "Alep"}) is False
    assert not names.same("Aleppo", None)


def test_gold_that_cannot_be_used(tmp_path):
    path = tmp_path / "gold.jsonl"
    for text, says in (("", "no gold claims"), ('{"report": "a"}', "has no start"), ("[1]", "not a JSON object"), ("{", "not JSON")):
        path.write_text(text)
        with pytest.raises(InputError, match=says):
            load_gold(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError):
        load_gold(path)
    path.write_text("[]")
    with pytest.raises(InputError, match="no list of names"):
        Names.load([path])


@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_are_those_of_the_shared_scorer(shared, seed):
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = load_gold(shared / "gold" / "aleppo.claims.jsonl")
    found = disturbed(gold, random.Random(seed))
    for paths in ([], [shared / "gold" / "aleppo.names.json"]):
        theirs = score.score(gold, found, score.Names(paths))
        ours = evaluate_claims(gold, found, Names.load(paths))
        numbers = ours.as_json()
        for measure in ("figures", "claims"):
            for part in ("precision", "recall", "f1", "gold", "predicted"):
                assert numbers[measure][part] == pytest.approx(theirs[measure][part], abs=6e-4)
        assert {k: v["n"] for k, v in numbers["by_field"].items()} == {k: v["n"] for k, v in theirs["by_field"].items()}
        for field, seen in theirs["by_field"].items():
            assert numbers["by_field"][field]["accuracy"] == pytest.approx(seen["accuracy"], abs=6e-4)
        assert (list(ours.missed()), list(ours.spurious())) == (theirs["missed"], theirs["spurious"])


def disturbed(gold, rng):
    """Gold with a fifth left out and a fifth of each field spoilt."""
    found = []
    for row in gold:
        row = copy.deepcopy(dict(row))
        if rng.random() < 0.2:
            continue
        for key in ("source", "place", "actor", "target"):
            row[key] = rng.choice(row[key]) if isinstance(row[key], list) else row[key]
            row[key] = None if rng.random() < 0.2 else row[key]
        if rng.random() < 0.2:
            row["event"] = rng.choice(["killed", "airstrike", "capture", "attack"])
        if row["count"] and rng.random() < 0.3:
            row["count"] = {**row["count"], "low": (row["count"]["low"] or 0) + rng.choice([0, 1, 2, 9])}
        if rng.random() < 0.2:
            row["when"] = rng.choice([None, ["2016-12-11", "2016-12-12"], [None, "2016-12-12"], ["2016-12-12", None]])
        row["start"] += rng.choice([-20, 0, 20])
        found += [row] * (2 if rng.random() < 0.1 else 1)
    return found


def test_by_side_of_the_source_both_alike():
    rows = [
        {**GOLD[0], "report": "s", "source": "Free Syrian Army", "actor": "Syrian Arab Army"},
        {**GOLD[2], "report": "s", "source": "SANA"},
        {**GOLD[1], "report": "s"},
        {**GOLD[1], "report": "s", "start": 40, "end": 50, "source": "a passer-by"},
    ]
    sides = evaluate_claims(rows, rows[:1], Names.load(())).sides()
    assert {label: t["claims"].as_dict()["recall"] for label, t in sides.items()} == {
        "no side known": 0.0, "own voice": 0.0, "syria: Syrian government and allies": 0.0, "syria: Syrian opposition": 1.0,
    }  # fmt: skip


def test_the_page_shows_numbers_and_every_error_escaped():
    gold = [{**GOLD[0], "evidence": "<script>3 killed</script>"}, GOLD[2]]
    page = render_evaluation(evaluate_claims(gold, [{**GOLD[2], "source": "<b>other</b>"}], Names.load(())), "gold.jsonl")
    assert "<script>" not in page
    assert "&lt;script&gt;3 killed" in page
    assert "Missed (1)" in page
    assert "&lt;b&gt;other" in page
