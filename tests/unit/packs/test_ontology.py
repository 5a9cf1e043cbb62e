from __future__ import annotations

from pathlib import Path

import pytest

from warledger.model.errors import OntologyError, PackError
from warledger.packs.ontology import GROUND, load_ontology, read_ontology

ACLED = {
    "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon", "Air/drone strike",
    "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack",
    "Abduction/forced disappearance", "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
    "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other",
}  # fmt: skip
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_crosswalks_name_real_categories() -> None:
    for event in load_ontology().events.values():
        assert not event.acled or event.acled in ACLED, event.code
        assert not event.plover or event.plover in PLOVER, event.code
        assert set(event.ged) <= {1, 2, 3}


def test_every_event_of_the_guidelines_is_there() -> None:
    assert len(load_ontology().events) == 41


def test_ground_is_what_the_ontology_calls_so_without_what_moves() -> None:
    kind = {name for name, event in load_ontology().events.items() if event.kind == "ground"}
    assert kind - GROUND == {"surrender", "deployment"} and kind > GROUND


def test_groups_include() -> None:
    ontology = load_ontology()
    assert ontology.includes("civilians", "children")
    assert ontology.includes("people", "fighters")
    assert ontology.includes("soldiers", "soldiers")
    assert not ontology.includes("children", "civilians")
    assert not ontology.includes("people", "buildings")


def test_comparable() -> None:
    ontology = load_ontology()
    assert ontology.comparable("attack", "airstrike")
    assert ontology.comparable("control", "capture")
    assert not ontology.comparable("airstrike", "shelling")
    assert not ontology.comparable("killed", "injured")


@pytest.mark.parametrize(
    ("event", "group", "whom"),
    [
        ("killed", "civilians", "actor"),
        ("killed", "fighters", "target"),
        ("capture", "", "target"),
        ("withdrawal", "", "actor"),
        ("surrender", "fighters", "subject"),
        ("talks", "", ""),
        ("damage", "buildings", "actor"),
    ],
)
def test_whom_a_claim_hurts(event: str, group: str, whom: str) -> None:
    assert load_ontology().harms(event, group) == whom


def test_phrases() -> None:
    ontology = load_ontology()
    assert ontology.phrase("killed", "", "civilians", "east Aleppo") == "civilians killed in east Aleppo"
    assert ontology.phrase("capture", place="Palmyra") == "Palmyra taken"
    for code in ontology.events:
        assert "{" not in ontology.phrase(code)


def test_unknown_names_raise() -> None:
    with pytest.raises(OntologyError):
        load_ontology().event("earthquake")
    with pytest.raises(OntologyError):
        load_ontology().includes("people", "martians")


def test_unknown_key_says_where(tmp_path: Path) -> None:
    events, groups = tmp_path / "events.toml", tmp_path / "groups.toml"
    events.write_text('version = 1\n[kinds]\nharm = "x"\n[events.killed]\nkind = "harm"\ncolour = "red"\n', encoding="utf-8")
    groups.write_text("version = 1\n", encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_ontology(events, groups)
    assert "events.toml:6 [events.killed.colour]" in str(error.value)
