"""Inflected forms of names: the forms under which an inflected name may be filed.

Takes names and lookup keys, gives lookup keys. Does not know which form is the base form.
"""

from __future__ import annotations

import re
from functools import lru_cache

from warledger.link.fold import bare_key, name_key, script_of

_TURKISH = re.compile(r"['’][a-zçğıöşü]{1,7}$")
_GENITIVE = re.compile(r"['’]s?$")
_DEFINITE = re.compile(r"(?:erna|arna|erne|ene)$")
"""How the northern languages end the name of all people of a kind: talibanerna, houthierne."""
DEFINITE = 7
"""Letters of the longest name that has no such ending."""
_CYRILLIC = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ою|ею|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ом|ем|ои|еи|ах|ях|ам|ям|ов|ев|ів|ии|іи|іі|ия|ія|ию|ію|[аеиоуыэюяьіїє])$"
)


@lru_cache(maxsize=65536)
def key_forms(text: str) -> tuple[str, ...]:
    """Lookup keys of a name as written, without a leading article, and without a genitive or Turkish suffix.

    >>> key_forms("Esad'ın")
    ('esadin', 'esad')
    """
    forms: dict[str, None] = {}
    for shape in (text, _GENITIVE.sub("", text), _TURKISH.sub("", text)):
        key = name_key(shape)
        if key:
            forms[key] = None
            head = shape.split()[0]
            acronym = len(head) > 1 and head.isupper() and not shape.isupper() and script_of(head) == "latin"  # "US", no article
            bare = key if acronym else bare_key(key)
            if len(bare) > 2:
                forms[bare] = None
    return tuple(forms)


@lru_cache(maxsize=65536)
def stem_key(key: str) -> str:
    """A lookup key with the ending of each word taken off, so that cases and genitives meet.

    >>> stem_key(name_key("Харькова")) == stem_key(name_key("Харькове"))
    True
    """
    return " ".join(_stem(token) for token in key.split(" "))


def _stem(token: str) -> str:
    first = token[:1]
    if "\u0400" <= first <= "\u04ff":
        return _CYRILLIC.sub("", token) if len(token) > 4 else token
    if "\u0600" <= first <= "\u06ff":
        for prefix in ("وال", "بال", "فال", "كال", "لل", "ال"):
            if token.startswith(prefix) and len(token) - len(prefix) >= 3:
                return token[len(prefix) :]
        return token[1:] if first in "وبلف" and len(token) > 5 else token
    token = token[:-1] if len(token) > 4 and token.endswith("s") and not token.endswith("ss") else token
    return _DEFINITE.sub("", token) if len(token) > DEFINITE else token
