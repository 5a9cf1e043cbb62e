"""Which language a report is in.

Takes text, gives a BCP-47 code. py3langid reads the whole text; short texts, and those that it has doubts about, follow what was declared.
"""

from __future__ import annotations

import re

import py3langid

ALIASES = {"no": "nb", "iw": "he", "in": "id"}
SHORTEST = 60
"""Letters under which py3langid errs, so that a declared language is believed first."""
DOUBT = 10.0
"""Nats by which another language must be likelier than the declared one (a Russian sentence as Bulgarian 0.1, a Ukrainian one -28)."""


def identify(text: str, declared: str = "") -> str:
    """BCP-47 code of the text's language, "und" when there are no letters. A declared one decides short texts and doubtful ones.

    >>> identify("Мешканці повідомили про вибухи в місті, влада закликала лишатися в укриттях.")
    'uk'
    """
    letters = re.sub(r"[\W\d_]+", " ", text).strip()
    known = declared.replace("_", "-").split("-")[0].lower()
    known = ALIASES.get(known, known)
    if len(letters) < SHORTEST and known:
        return known
    if not letters:
        return "und"
    ranked = [(ALIASES.get(str(code), str(code)), float(score)) for code, score in py3langid.rank(letters[:20_000])]
    best, likeliest = ranked[0]
    return known if any(code == known and likeliest - score < DOUBT for code, score in ranked) else best
