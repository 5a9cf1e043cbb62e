"""Both sides of a war are read alike: with the names of the sides exchanged everything is concluded as before, mirrored."""

import json
from pathlib import Path

import pytest

from warledger.evaluate.given import given_outcome

DOSSIERS = Path(__file__).resolve().parents[3] / "evals" / "ledger"
SWAPS = {
    "neelum-each-side-counts": [
        ("Pakistani", "Indian"), ("Pakistans", "Indiens"), ("Pakistan", "India"), ("pakistanaise", "indienne"), ("pakistanais", "indien"),
        ("Pakistán", "la India"), ("indischen", "pakistanischen"),
    ],
    "tskhinvali-since-friday": [
        ("Georgian", "Russian"), ("Georgia", "Russia"), ("российских", "грузинских"), ("России", "Грузии"), ("Rus ", "Gürcü "),
        ("Rusya", "Gürcistan"), ("российские", "грузинские"),
    ],
    "withdrawal-or-rout": [
        ("Ukraine's", "Russia's"), ("России", "Украины"), ("Россия", "Украина"), ("ejército ucraniano", "ejército ruso"),
        ("Rusia", "Ucrania"), ("Ukraine", "Russia"),
    ],
    "prisoner-exchange": [
        ("Ukrainian", "Russian"), ("Ukraine", "Russia"), ("України", "Росії"), ("России", "Украины"), ("российск", "украинск"),
    ],
    "gharyan-wire-renamed": [
        ("Government of National Accord", "Libyan National Army"), ("حكومة الوفاق الليبية", "الجيش الوطني الليبي"),
        ("Armée nationale libyenne", "Gouvernement d'union nationale"),
    ],
    "catatumbo-two-bands": [("disidencias de las FARC", "ELN"), ("FARC dissidents", "ELN")],
}  # fmt: skip


def swapped(text, pairs):
    for at, (one, other) in enumerate(pairs):
        text = text.replace(one, f"\x00{at}a\x00").replace(other, f"\x00{at}b\x00")
    for at, (one, other) in enumerate(pairs):
        text = text.replace(f"\x00{at}a\x00", other).replace(f"\x00{at}b\x00", one)
    return text


def concluded(rows, truth):
    """What is concluded, without names."""
    out = given_outcome(rows, truth)
    matters = sorted(
        (
            tuple(m.claim_ids), m.standing, len(m.origin_ids), len(m.denied_by), len(m.accusations),
            tuple(sorted(r.kind for r in m.relations)),
            (m.estimate.low, m.estimate.best, m.estimate.high) if m.estimate else None,
        )
        for m in out.ledger.matters
    )  # fmt: skip
    stories = sorted(s.report_ids for s in out.stories)
    return matters, stories, sorted((str(c.on), c.state, bool(c.holder)) for c in out.ledger.control)


@pytest.mark.parametrize("name", sorted(SWAPS))
def test_the_sides_exchanged_the_ledger_mirrors(name):
    truth = (DOSSIERS / name / "truth.json").read_text("utf-8")
    lines = (DOSSIERS / name / "reports.jsonl").read_text("utf-8").splitlines()
    other = [swapped(line, SWAPS[name]) for line in lines]
    assert other != lines
    mirrored = concluded([json.loads(line) for line in other], json.loads(swapped(truth, SWAPS[name])))
    assert mirrored == concluded([json.loads(line) for line in lines], json.loads(truth))
