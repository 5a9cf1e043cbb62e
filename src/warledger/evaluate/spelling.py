"""Whether two names mean one thing, as the scorer of the gold understands it.

Takes names as strings, lists of acceptable strings or objects with a name; gives booleans. Coarser than `link`: it must
accept every spelling that an annotator may have written, and is used for nothing but scoring.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from warledger.model import InputError

WEAK_WORDS = frozenset("the of and for in de la le les des du al el s district city town village".split())
SPELLINGS = (
    ("ch", "sh"), ("sj", "sh"), ("kh", "h"), ("ou", "u"), ("ee", "i"), ("oo", "u"), ("y", "i"), ("q", "k"), ("c", "k"), ("w", "u"),
    ("v", "f"),
)  # fmt: skip
"""What transliteration varies, replaced in this order."""

OUTLET_KEYS = frozenset({"outlet", "narator", "narrator", "report", "outlets"})
"""Compared with evened-out keys, as the scorer of the gold does: the word "outlet" itself is evened out to "utlet" and is
matched as a name, so that null for the report's own voice does not match a gold "outlet". Kept, for equal numbers."""


def name_key(name: object) -> str:
    """A name with its spelling evened out and its words sorted; "" for no name.

    >>> name_key("Cheikh Saïd") == name_key("Sheikh Said"), name_key("Soukkari") == name_key("Sukkari, district")
    (True, True)
    """
    return " ".join(sorted(_even_out(word) for word in _words(name)))


def is_outlet(name: object) -> bool:
    """Whether a source stands for the report's own voice."""
    if isinstance(name, list):
        return any(map(is_outlet, name)) if name else True
    return not name or name_key(name) in OUTLET_KEYS


@dataclass(frozen=True, slots=True)
class Names:
    """Names that are known to mean one thing, by key."""

    groups: Mapping[str, str]

    @staticmethod
    def load(paths: Iterable[Path]) -> Names:
        """Groups of names from files: `{kind: [[form, form], ...]}`, a "comment" is left out.

        Raises:
            InputError: a file cannot be read, or is something else.
        """
        groups: dict[str, str] = {}
        for path in paths:
            try:
                data = json.loads(path.read_text(encoding="utf-8"))
                for kind, lists in data.items():
                    if kind != "comment":
                        groups |= {name_key(form): f"{kind}:{i}" for i, forms in enumerate(lists) for form in forms}
            except (OSError, ValueError, AttributeError, TypeError) as error:
                raise InputError(f"{path} is no list of names: {error}") from error
        return Names(groups)

    def same(self, gold: object, found: object) -> bool:
        """Whether a found name is one of the acceptable ones; any name is right where gold has none."""
        if not gold:
            return True
        if isinstance(gold, list):
            return any(self.same(g, found) for g in gold if g)
        if isinstance(found, list):
            return any(self.same(gold, f) for f in found if f)
        if not found:
            return False
        one, other = name_key(gold), name_key(found)
        if self.groups.get(one, one) == self.groups.get(other, other):
            return True
        some, more = set(one.split()), set(other.split())
        return bool(some and more) and (some <= more or more <= some)


def _words(name: object) -> list[str]:
    if isinstance(name, Mapping):
        name = name.get("name") or name.get("canonical") or ""
    text = unicodedata.normalize("NFKD", str(name or "")).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return [w for w in re.split(r"[^\w]+", text) if w and w not in WEAK_WORDS]


def _even_out(word: str) -> str:
    for spelt, as_if in SPELLINGS:
        word = word.replace(spelt, as_if)
    return re.sub(r"(.)\1+", r"\1", word).rstrip("e")
