"""What a public desk keeps back, in pages, data and API alike: names of private persons, contacts, exact spots in words.

Takes the names of a ledger, gives a Hider. One word of a name is enough to find a person by, so each is hidden by itself; whatever
the number of names, a text costs one look at each of its words. When a written word is a word of a name is said in `names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from warledger.export.names import SHORTEST, STEM, TOKEN, forms_of_word, key_of, readings
from warledger.export.policy import Policy, Veil, forms_of, is_name, without_contacts, words_of
from warledger.export.words import inert, shorten
from warledger.model import Entity, Origin
from warledger.store import View

WITHHELD = "█████"
"""Stands for a private person's name: of one length, so that it does not tell how long the name is."""
SHORT = 200
"""Letters of words that are remembered with what became of them: a page has the same ones many times."""


class Hider:
    """Takes names of private persons, with contacts and coordinates, out of words.

    `public` are names of bodies and places, whose words everybody may read: the "Syrian" of a "Syrian doctor" would black out half a
    page.
    """

    def __init__(self, names: Iterable[str], public: Iterable[str] = ()) -> None:
        common = {key_of(w) for name in public for w in words_of(name)}
        spelled = {key_of(w) for name in names for w in TOKEN.findall(inert(name))}
        self._hidden = frozenset(key for key in spelled if len(key) >= SHORTEST and key not in common)
        self._forms = frozenset(form for key in self._hidden for form in forms_of_word(key) if form.removesuffix(STEM) not in common)
        self._text = lru_cache(50_000)(self._hide)
        self._is_hidden = lru_cache(100_000)(self._is_name)

    def __bool__(self) -> bool:
        return bool(self._hidden)

    def knows(self, words: str) -> bool:
        """Whether any of the words is hidden."""
        return any(self._is_hidden(found[0]) for found in TOKEN.finditer(words))

    def text(self, words: str) -> str:
        """Words with what must be hidden taken out."""
        return self._text(words) if len(words) <= SHORT else self._hide(words)

    def _hide(self, words: str) -> str:
        return TOKEN.sub(self._shown, without_contacts(words)) if words else words

    def tells(self, words: str, query: str) -> bool:
        """Whether words that were found by a query still hold all of it once they are hidden: else a search would tell what is."""
        shown = self.text(words).casefold()
        return all(w in shown for w in query.casefold().split() if len(w) >= SHORTEST)

    def _shown(self, found: re.Match[str]) -> str:
        return WITHHELD if self._is_hidden(found[0]) else found[0]

    def _is_name(self, word: str) -> bool:
        bare = key_of(word)
        if any(form in self._forms for form, _ in readings(bare)):
            return True
        joined = range(SHORTEST, len(bare) - SHORTEST + 1)  # a hashtag or an address: AminaKhaled
        return any(bare[:n] in self._hidden and bare[n:] in self._hidden for n in joined)


class DeskVeil(Veil):
    """The veil of exports with what a desk hides: shorter names than a file that an editor looks over before it goes out."""

    def __init__(self, policy: Policy, hider: Hider, hidden_ids: frozenset[str]) -> None:
        self.policy, self.hider, self._ids = policy, hider, hidden_ids

    def hides(self, entity_id: str) -> bool:
        """Whether an entity is a private person."""
        return entity_id in self._ids

    def name(self, entity_id: str, name: str) -> str:
        """The name of an entity, or what stands for it."""
        return WITHHELD if self.hides(entity_id) else self.text(name)

    def text(self, words: str) -> str:
        """Words as they may be read."""
        return self.hider.text(words)

    def url(self, url: str) -> str:
        """An address, as it may be read."""
        plain = unquote(url)
        shown = self.text(plain)
        return url if shown == plain else shown

    def quote(self, words: str) -> str:
        """Words of a report, hidden before they are cut: a cut name would not be known any more."""
        return shorten(self.text(words), self.policy.quote_chars)


def desk_veil(view: View) -> DeskVeil:
    """What a public desk of this ledger hides."""
    people = view.entities()
    private = [e for e in people if e.private]
    public = (form for e in people if not (e.private or e.kind == "person") for form in forms_of(e))
    places = (form for p in view.places() if not p.provisional for form in (p.name, *(f.text for f in p.forms)))  # else anyone's house
    common = (*public, *places, *_bodies(view.origins()))
    vocabulary = frozenset(w for name in common for w in words_of(name)) if private else frozenset()
    names = (form for e in private for form in forms_of(e) if _may_name(e, form, vocabulary))
    return DeskVeil(Policy(full=False), Hider(names, common), frozenset(e.id for e in private))


def _may_name(entity: Entity, form: str, vocabulary: frozenset[str]) -> bool:
    """Whether a spelling may be a name: what linking took for a person may be "the correspondent"."""
    return is_name(form, vocabulary) or (is_name(entity.name, vocabulary) and form.casefold() == entity.name.casefold())


def _bodies(origins: Iterable[Origin]) -> Iterable[str]:
    return (o.name for o in origins if o.kind not in ("person", "anonymous"))
