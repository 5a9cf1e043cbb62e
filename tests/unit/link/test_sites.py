"""Spots within a town are told of the town."""

import pytest

from warledger.link.parties import Lexicon
from warledger.link.sites import bare_site
from warledger.packs.world import load_world

LEXICON = Lexicon(load_world())


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("gate of Kabul airport", "en", "Kabul"),
        ("marché d'Atareb", "fr", "Atareb"),
        ("Markt von Atareb", "de", "Atareb"),
        ("escuela General Santander de Bogotá", "es", "Bogotá"),
        ("Ayder Hospital in Mekelle", "en", "Mekelle"),
        ("Pa Zi Gyi village", "en", "Pa Zi Gyi"),
        ("больнице Кизляра", "ru", "Кизляра"),
        ("مخيم زمزم", "ar", "زمزم"),
        ("apartment block", "en", ""),
        ("the city", "en", ""),
        ("north of Palmyra", "en", "north of Palmyra"),
        ("Rio de Janeiro", "pt", "Rio de Janeiro"),
        ("Dar es Salaam", "en", "Dar es Salaam"),
        ("al-Bab", "en", "al-Bab"),
        ("Kafr Zita, Hama", "en", "Kafr Zita, Hama"),
    ],
)
def test_the_name_in_a_wording(text, language, name):
    assert bare_site(text, language, LEXICON) == name
