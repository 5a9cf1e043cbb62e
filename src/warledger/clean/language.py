"""Which language a report is in.

Takes text, gives a BCP-47 code. py3langid reads the whole text; short texts follow what was declared.
"""

from __future__ import annotations

import re

import py3langid

ALIASES = {"no": "nb", "iw": "he", "in": "id"}
SHORTEST = 60
"""Letters under which py3langid errs, so that a declared language is believed first."""


def identify(text: str, declared: str = "") -> str:
    """BCP-47 code of the text's language, "und" when there are no letters. A declared one decides short texts.

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
    code = str(py3langid.classify(letters[:20_000])[0])
    return ALIASES.get(code, code)
