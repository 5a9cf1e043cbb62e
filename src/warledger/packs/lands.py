"""Adjectives of lands that are written as a noun for one of its people: "النظام السوري", "el régimen sirio".

Takes text, a span and a language pack; tells whether the word there says but whose another thing is.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.model.spans import Span
from warledger.packs.languages import LanguagePack
from warledger.packs.words import Token

ARTICLE = "ال"
ARTICLED = (ARTICLE, "لل", *(particle + ARTICLE for particle in "وفبك"))
"""Beginnings of an Arabic word with an article."""
REACH = 40
"""Code points before the word in which its noun and that noun's article stand."""
SMALL_WORD = 3
"""Letters that an article or a preposition has at most."""


def is_of_land(text: str, span: Span, pack: LanguagePack) -> bool:
    """Whether a word is the adjective of a land behind a noun, and nobody by itself.

    It is told by the article of the noun, which an Arabic adjective repeats; French nouns for people have a capital.
    """
    word = span.of(text)
    if " " in word or not pack.demonyms.get(word.removeprefix(ARTICLE)):
        return False
    start = max(0, span.start - REACH)
    before: Sequence[Token] = pack.tokens(text[start : span.start])
    if before and before[-1].text == "_":  # a hashtag
        before = before[:-1]
    if not before or before[-1].kind != "word" or text[start + before[-1].end : span.start].strip("_ "):
        return False
    noun = before[-1]
    if ARTICLE in pack.habits.attached:
        return word.startswith(ARTICLE) and any(noun.text.startswith(p) for p in ARTICLED)
    if pack.code == "fr":
        return word[0].islower() and len(noun.text) > SMALL_WORD
    small = before[-2].text if len(before) > 1 and before[-2].kind == "word" else ""
    told = pack.events.get(noun.key) or pack.numbers.get(noun.key) or pack.quantities.get(noun.key)
    return pack.code in ("es", "pt") and 0 < len(small) <= SMALL_WORD < len(noun.text) and not told
