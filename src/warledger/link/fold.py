"""Names brought to comparable forms: a lookup key in its own script, phonetic Latin tokens, a consonant skeleton.

Takes a name and its language, gives strings. Does not compare two names and does not look anything up.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from warledger.link.alphabets import ARABIC, CYRILLIC, HEBREW, LATIN_BY_LANGUAGE, LATIN_LETTERS, SAME, SPELLINGS

MAX_NAME = 200
"""Characters of a name that are looked at: a longer one is no name, and must not cost time."""

ARTICLES = frozenset("al el il as ash an ar ad adh at ath az ul ur us es ech en er ed et ez the la le les l d".split())
PARTICLES = ARTICLES | frozenset("bin ibn ben bint bn von van der den de du da do dos das di del della zu of and y und og et e i".split())

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′ʿʾ״׳″ـ"))
_SPECIAL = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h", "ŋ": "n"})
_TAILS = frozenset(("الله", "الدين", "دين", "allah", "ullah", "din", "eddin", "eddine"))
"""Second halves of names that are written apart or together: Nasr Allah, Salah al-Din."""
_ABD = re.compile(r"abd(?:[aeiou][lr])?(?:-|\s)?")


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """Key under which a name is looked up: its own script, without case, marks, hyphens, quotes and invisible signs.

    >>> name_key("Cheikh-Saïd"), name_key("الشّيخ سَعيد")
    ('cheikh said', 'الشيخ سعيد')
    """
    text = unicodedata.normalize("NFKD", text[:MAX_NAME]).casefold().translate(_APOSTROPHES).translate(_SPECIAL)
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category[0] in "LN":
            kept.append("ي" if char in "ىی" else "ه" if char == "ة" else "ك" if char == "ک" else char)
        elif category[0] not in "M" and category != "Cf":
            kept.append(" ")
    return " ".join("".join(kept).split())


def bare_key(key: str) -> str:
    """A lookup key without a leading article (al-, el-, ash-, ال ...); the key itself when nothing else is left.

    >>> bare_key("al bab"), bare_key("الباب")
    ('bab', 'باب')
    """
    head, _, rest = key.partition(" ")
    if rest and head in ARTICLES:
        return rest
    return " ".join(_bare_arabic(t) for t in key.split(" ")) if "ا" in key else key


def _bare_arabic(token: str) -> str:
    return token[2:] if token.startswith("ال") and len(token) > 4 else token


def script_of(text: str) -> str:
    """Script of the first letter: latin, arabic, cyrillic, hebrew or other; "" when there is no letter."""
    for char in text:
        if char.isalpha():
            code = ord(char)
            if code < 0x250 or 0x1E00 <= code < 0x1F00:
                return "latin"
            if 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFEFF:
                return "arabic"
            if 0x400 <= code < 0x530:
                return "cyrillic"
            return "hebrew" if 0x590 <= code < 0x600 else "other"
    return ""


@lru_cache(maxsize=65536)
def romanise(name: str, language: str = "und") -> str:
    """A name in lower-case Latin letters as its language sounds them; Latin names keep their spelling.

    >>> romanise("Харків", "uk"), romanise("حلب", "ar"), romanise("İdlib", "tr")
    ('kharkiv', 'hlb', 'idlib')
    """
    text = unicodedata.normalize("NFC", name[:MAX_NAME]).replace("İ", "I").translate(_APOSTROPHES)
    script = script_of(text)
    if script == "cyrillic":
        table = {**CYRILLIC["ru"], **CYRILLIC.get(language[:2], {})}
        return anyascii("".join(table.get(c, c) for c in text.casefold())).lower()
    if script == "arabic":
        plain = unicodedata.normalize("NFKD", text)
        return anyascii("".join(ARABIC.get(c, c) for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))).lower()
    if script == "hebrew":
        return anyascii("".join(HEBREW.get(c, c) for c in text if unicodedata.category(c) not in ("Mn", "Cf"))).lower()
    return text.casefold() if script == "latin" else anyascii(text).lower()


@lru_cache(maxsize=65536)
def phonetic(token: str, language: str = "und") -> str:
    """One Latin token spelt by sound, so that outlets' habits meet: Cheikh, Sjeik and Scheich all give "shaih".

    >>> phonetic("Bachar", "fr"), phonetic("Bashar", "en")
    ('bashar', 'bashar')
    """
    token = token.casefold()
    for old, new in LATIN_BY_LANGUAGE.get(language[:2], ()):
        token = token.replace(old, new)
    token = "".join(LATIN_LETTERS.get(c, c) for c in token)
    token = "".join(c for c in unicodedata.normalize("NFKD", token.translate(_SPECIAL)) if "a" <= c <= "z" or c.isdigit())
    for old, new in SPELLINGS:
        token = token.replace(old, new)
    token = re.sub(r"(.)\1", r"\1", token)
    return token[:-1] if len(token) > 3 and token[-1] in "eh" and token[-2] in "nmrlsdtbkaiou" else token


@lru_cache(maxsize=65536)
def fold(name: str, language: str = "und") -> tuple[str, ...]:
    """Phonetic tokens of a name without particles and doubled words; empty when the name has no letters.

    >>> fold("Rami Abdel Rahmane", "fr") == fold("Rami Abdulrahman", "en")
    True
    """
    arabic = script_of(name) == "arabic"
    words = re.split(r"[^\w]+", " ".join(map(_bare_arabic, name.split())) if arabic else name)
    roman = [r for w in words if w for r in re.split(r"[^a-z0-9À-ɏ]+", romanise(w, language)) if r]
    kept = [w for w in roman if w not in PARTICLES] or roman
    joined = _join_tails(_join_abd(roman, kept))
    tokens: list[str] = []
    for word in joined:
        same = SAME.get(word)
        token = phonetic(same) if same else phonetic(word, language if not arabic else "ar")
        if token and (not tokens or tokens[-1] != token):
            tokens.append(token)
    return tuple(tokens)


@lru_cache(maxsize=65536)
def content_words(name: str, language: str = "und") -> tuple[str, ...]:
    """Words of a name in its own script, small, without articles and particles, Abd joined to what follows.

    >>> content_words("عبد الرحمن"), content_words("Abd al-Rahman")
    (('عبدرحمن',), ('abdrahman',))
    """
    words = [w for part in name[:MAX_NAME].casefold().split() for w in re.split(r"[^\w]+", _bare_arabic(part.translate(_APOSTROPHES))) if w]
    kept = [w for w in words if w not in PARTICLES and w not in ("بن", "ابن", "بنت")] or words
    if script_of(name) != "arabic":
        kept = _join_abd(words, kept)
    out: list[str] = []
    for word in kept:
        if out and (out[-1] == "عبد" or word in _TAILS):
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)


def _join_tails(words: list[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        if out and word in ("allh", "aldyn", "dyn", "allah", "ullah", "din", "eddin", "eddine"):
            out[-1] += word
        else:
            out.append(word)
    return out


def _join_abd(roman: list[str], kept: list[str]) -> list[str]:
    """Writes Abd al-Rahman, Abdel Rahmane, Abdulrahman and Abderrahman as one word."""
    if not any(w.startswith("abd") for w in kept):
        return kept
    out: list[str] = []
    pending = False
    for word in kept:
        if pending:
            out[-1] += word
            pending = False
            continue
        match = _ABD.fullmatch(word)
        if match or word in ("abdu", "abdo"):
            out.append("abd")
            pending = True
        else:
            match = _ABD.match(word)
            rest = word[match.end() :] if match else ""
            out.append("abd" + rest if len(rest) >= 3 else word)
    return out


_CLASSES = str.maketrans({
    "b": "b", "p": "b", "f": "b", "v": "b", "w": "b", "s": "s", "z": "s", "c": "s", "j": "s", "t": "t", "d": "t",
    "k": "k", "g": "k", "q": "k", "x": "k", "m": "m", "n": "m", "l": "l", "r": "r",
    **dict.fromkeys("aeiouyh", ""),
})  # fmt: skip


@lru_cache(maxsize=65536)
def skeleton(token: str) -> str:
    """Consonant classes of a phonetic token, doubled ones once: the coarse key under which candidates are gathered.

    >>> skeleton("harkiv"), skeleton("harkov")
    ('rkb', 'rkb')
    """
    return re.sub(r"(.)\1+", r"\1", token.translate(_CLASSES)) or token[:1]
