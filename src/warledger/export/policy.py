"""What may leave in a file that others will read: names of private persons out, places coarse, quotes short.

Takes names, words and coordinates, gives what the file may hold. `full` lets everything through; whoever asks for it answers for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from warledger.export.names import Names
from warledger.export.words import shorten
from warledger.model import Entity

WITHHELD = "[name withheld]"
CONTACT = "[contact withheld]"
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}")
PHONE = re.compile(r"(?<!\w)(?:\+\d[\d ()./-]{8,20}|\d[\d ()/-]{8,20})\d(?!\w)")
SPOTLESS = "[spot withheld]"
_MINUTES = r"\d{1,2}(?:[.,٫]\d{2,6})?['′’](?: ?\d{1,2}(?:[.,٫]\d{1,4})?(?:\"|″|”|''))?"
_DEGREES = rf"[NSEW]? ?[-+−]?\d{{1,3}}(?:[.,٫]\d{{4,9}}°?|[.,٫]\d{{3}}(?=° ?| ?[NSEW])°?|° ?{_MINUTES}) ?[NSEW]?"
_BETWEEN = r"(?:[,;/|،؛\s]{1,3}(?:(?:and|et|og|y|und|и|та)\s)?(?:(?i:lon|lng|long|longitude)[\s:=]{1,3})?|\s?و\s?)"
_GRID = r"\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?\d{4,5} ?\d{4,5}|[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}"
SPOT = re.compile(rf"(?<![\w.,°]){_DEGREES}{_BETWEEN}{_DEGREES}(?!\w)|(?<!\w)(?:{_GRID})(?!\w)")
"""Two coordinates beside each other: degrees with four decimals (with three they could be thousands, but for a sign), or minutes; or a
spot of the military grid, or an open location code."""
LEAST_DIGITS = 9
"""Digits of a telephone number; days have eight."""
LEAST_NAME = 3
"""A form of a name shorter than this is an ordinary word too often."""
WORD = re.compile(r"[^\W\d_]+")
ARTICLE = "ال"
"""A single Arabic word with the article is a noun ("the correspondent") more often than a name."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How much is said. `quote_chars` bounds the words of a report given for one claim, `cell_degrees` the grid of coordinates."""

    full: bool = False
    quote_chars: int = 200
    cell_degrees: float = 0.1

    def statement(self) -> dict[str, object]:
        """What this policy did, for the sidecar."""
        if self.full:
            return {"mode": "full", "private_persons": "named", "coordinates": "as known", "quotes": "whole"}
        return {
            "mode": "public",
            "private_persons": f"names replaced by {WITHHELD}",
            "contacts": f"telephone numbers and e-mail addresses replaced by {CONTACT}",
            "coordinates": f"middle of the cell of {self.cell_degrees} degrees that holds the place",
            "quotes": f"at most {self.quote_chars} characters a claim",
        }


class Veil:
    """Applies a policy to what one ledger holds.

    What linking took for a private person is not always one ("Israeli media", "he", "the correspondent"): words that do not look
    like a name, or are made of words of public bodies and places, stay; else every text would be full of holes. `public` are
    names that everybody may read: of places and of origins.
    """

    def __init__(self, policy: Policy, entities: Iterable[Entity], public: Iterable[str] = ()) -> None:
        self.policy = policy
        known = list(entities)
        private = [] if policy.full else [e for e in known if e.private]
        bodies = (form for e in known if not e.private and e.kind not in ("person", "anonymous") for form in forms_of(e))
        vocabulary = frozenset(word for name in (*bodies, *public) for word in words_of(name)) if private else frozenset()
        people = frozenset(form.casefold() for e in known if not e.private for form in forms_of(e)) if private else frozenset()
        names = {e.id: [f for f in forms_of(e) if f.casefold() not in people and is_name(f, vocabulary)] for e in private}
        self._hidden = frozenset(record_id for record_id, forms in names.items() if forms)
        self._names = Names({form for forms in names.values() for form in forms})

    def hides(self, entity_id: str) -> bool:
        """Whether an entity is a private person who must not be named."""
        return entity_id in self._hidden

    def name(self, entity_id: str, name: str) -> str:
        """The name of an entity, or the words that stand for it."""
        return WITHHELD if self.hides(entity_id) else self.text(name)

    def text(self, words: str) -> str:
        """Words without names of private persons and without their telephone numbers and addresses."""
        if self.policy.full or not words:
            return words
        words = without_contacts(words)
        return self._names.hide(words, WITHHELD) if self._names else words

    def url(self, url: str) -> str:
        """An address; only its site when the rest of it has a name of a private person or a contact."""
        plain = unquote(url)
        if self.policy.full or (without_contacts(plain) == plain and not any(self._names.spans(plain, any_case=True))):
            return url
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        return f"{parts.scheme}://{parts.hostname}/" if parts.scheme in ("http", "https") and parts.hostname else ""

    def quote(self, words: str) -> str:
        """Words of a report, veiled and cut to the length that may be quoted."""
        return self.text(words) if self.policy.full else shorten(self.text(words), self.policy.quote_chars)

    def degree(self, value: float) -> float:
        """A coordinate, moved to the middle of its cell."""
        if self.policy.full:
            return round(value, 5)
        cell = self.policy.cell_degrees
        return round((math.floor(value / cell + 1e-9) + 0.5) * cell, 4)


def without_contacts(words: str) -> str:
    """Words without telephone numbers, e-mail addresses, and coordinates that say where to a few hundred metres.

    >>> without_contacts("at 36.17904, 37.14911 or 36°10'44\\"N 37°08'56\\"E; call +47 22 33 44 55")
    'at [spot withheld] or [spot withheld]; call [contact withheld]'
    """
    return SPOT.sub(SPOTLESS, PHONE.sub(_without_number, EMAIL.sub(CONTACT, words)))


def forms_of(entity: Entity) -> list[str]:
    """Every spelling of an entity."""
    return list(dict.fromkeys((entity.name, *(f.text for f in entity.forms))))


def words_of(name: str) -> list[str]:
    """The words of a name, in small letters."""
    return [w.casefold() for w in WORD.findall(name)]


def is_name(form: str, vocabulary: frozenset[str]) -> bool:
    """Whether words look like the name of a person: capitals where the script has them, and not only words of public names.

    >>> public = frozenset({"israeli", "ministry"})
    >>> [is_name(f, public) for f in ("Amina Khaled", "Israeli Ministry", "the officer", "أمينة خالد", "المراسل", "Ali")]
    [True, False, False, True, False, True]
    """
    found = WORD.findall(form)
    if not found or len(form) < LEAST_NAME or all(w.casefold() in vocabulary for w in found):
        return False
    if len(found) == 1 and (found[0].startswith(ARTICLE) or len(found[0]) < LEAST_NAME):
        return False
    first, last = found[0][0], found[-1][0]
    cased = first.lower() != first.upper()
    return not cased or (first.isupper() and last.isupper())


def _without_number(found: re.Match[str]) -> str:
    return CONTACT if sum(c.isdigit() for c in found.group()) >= LEAST_DIGITS else found.group()
