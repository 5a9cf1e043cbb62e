"""Bodies that no pack knows, named in two languages with one acronym in brackets."""

from __future__ import annotations

import pytest
from tests.unit.link.linking import claim, report

ENGLISH = ("Bridges for Peace Network", "Bridges for Peace Network (BPN) said 3 people were killed.", "en")
FRENCH = ("Réseau Ponts pour la paix", "Le Réseau Ponts pour la paix (BPN) a annoncé 3 morts.", "fr")
BRACKETED = ("Réseau Ponts pour la paix (BPN)", *FRENCH[1:])
ANOTHER = ("Boreal Party of Nordland", "The Boreal Party of Nordland (BPN) said 3 people were killed.", "en")
UNNAMED = ("Réseau Ponts pour la paix", "Le Réseau Ponts pour la paix a annoncé 3 morts.", "fr")
BORROWED = ("Rat der Nordlichter", "Der Rat der Nordlichter (BPN) sprach von 3 Toten.", "de")


def origins(linker, *told):
    """Origin ids of sources, one a report."""
    reports = [report(f"r{at}", text, language) for at, (_, text, language) in enumerate(told)]
    claims = [claim(f"c{at}", f"r{at}", source=source, source_kind="organisation") for at, (source, _, _) in enumerate(told)]
    return [entry.origin_id for entry in sorted(linker.link(reports, claims, {}).linked, key=lambda e: e.claim_id)]


@pytest.mark.parametrize("other", [FRENCH, BRACKETED])
def test_one_body_in_two_languages_is_one_origin(linker, other):
    assert len(set(origins(linker, ENGLISH, other))) == 1
    assert origins(linker, ENGLISH, other) == origins(linker, other, ENGLISH)


def test_an_acronym_of_two_bodies_joins_nobody(linker):
    assert len(set(origins(linker, ENGLISH, FRENCH, ANOTHER))) == 3


def test_bodies_of_one_language_are_not_joined(linker):
    assert len(set(origins(linker, ENGLISH, ("Northern Lights Council", "The Northern Lights Council (BPN) said 3 died.", "en")))) == 2


def test_a_body_without_the_acronym_is_not_joined(linker):
    assert len(set(origins(linker, ENGLISH, UNNAMED))) == 2


def test_an_acronym_that_spells_neither_name_joins_nobody(linker):
    assert len(set(origins(linker, FRENCH, BORROWED))) == 2


def test_a_known_body_with_its_acronym_behind_it_is_that_body(linker):
    text = "Doctors Without Borders (MSF) said 3 people were killed."
    told = ("Doctors Without Borders (MSF)", text, "en"), ("Médecins sans frontières", "Médecins sans frontières a annoncé 3 morts.", "fr")
    assert len(set(origins(linker, *told))) == 1


@pytest.mark.parametrize("source", ["provincial government", "North Kivu provincial government"])
def test_a_provincial_government_is_not_the_state(linker, source):
    state = ("Congolese government", "The Congolese government said 3 people were killed.", "en")
    assert len(set(origins(linker, (source, f"In Congo, the {source} said 3 people were killed in Goma.", "en"), state))) == 2
