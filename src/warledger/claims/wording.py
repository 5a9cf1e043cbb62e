"""What claim assembly asks of a language pack, in its own words.

Takes a `LanguagePack`, gives look-ups by folded word. Reads no text of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from warledger.model import Span
from warledger.packs import LanguagePack
from warledger.packs.cases import base_form, begins_name, is_one, known_form, place_form, says_where
from warledger.packs.joints import PRONOUNS
from warledger.packs.known import party_names_in, place_names_in
from warledger.packs.words import CACHED_PACKS, Token

ENDINGS = ("erne", "arna", "orna", "ene", "ane", "iet", "ium", "en", "et", "ar", "er", "or", "n", "t", "a")
"""Endings of the definite and of many in languages that join words into one; the longest first."""
SHORTEST_STEM = 5
ARTICLE_REACH = 40
"""Code points before a noun in which its article may stand."""
DESCRIBING = 3
"""Words before a noun, its article and what describes it ("a private dwelling house")."""
REFERENCE_REACH = 30
"""Code points in which a short form for a body stands behind the word for an office."""
NOUN_LENGTH = 24
"""Code points in which a noun stands right before its adjective."""
GENITIVES = re.compile(r"^(.{3,40}?)['’]?s$")
"""A noun without the ending that makes it an owner ("junta's", "juntaens")."""
ADJECTIVES_BEHIND = frozenset({"ar", "es", "fr", "pt"})
"""Languages whose adjectives stand behind their nouns."""
ARTICLE = "ال"
MANY = ("ون", "ين")
"""Arabic endings of words for many people."""
LONGEST_SAME = 4
"""Words of a phrase such as "the same security official" at most."""
SMALL_WORD = 3
"""Letters that the words between them have at most ("for the", "des")."""


@lru_cache(maxsize=CACHED_PACKS)
def wording_of(pack: LanguagePack) -> Wording:
    """The look-ups of a pack, made once."""
    return Wording(pack)


class Wording:
    """Look-ups over one language pack; words are folded as the pack folds them."""

    def __init__(self, pack: LanguagePack) -> None:
        self.pack = pack
        senses: dict[str, set[str]] = {}
        for entry in pack.words.entries:
            senses.setdefault(entry.parts[0], set()).add(entry.form)
        self.nouns = frozenset(e.form for e in pack.groups.entries if " " not in e.form)
        self._senses = {sense: frozenset(forms) for sense, forms in senses.items()}
        self._indefinite = frozenset(e.form for e in pack.quantities.entries if e.sense == "article")
        self._ones = self._indefinite | {form for form, value in pack.number_values().items() if value == "1"}
        self.articles = _definite_articles(self._senses.get("reference", frozenset())) | self._indefinite
        self.joins = self._senses.get("of", frozenset())
        self.links = self._senses.get("in", frozenset()) | self._senses.get("at", frozenset())
        self._bodies = tuple(e.form for e in pack.words.entries if e.parts[0] == "reference" and " " not in e.form)

    @property
    def has_articles(self) -> bool:
        """Whether the language says "a" before a noun that it does not say "the" of, so that a noun without either is known."""
        return bool(self._indefinite) and not self.pack.habits.endings and not self.pack.habits.attached

    def says_one(self, text: str, span: Span) -> bool:
        """Whether a word for "a" or "one" stands in a span, or not far before it among the words that describe its noun."""
        words = [t.key for t in self.pack.tokens(span.of(text)) if t.kind == "word"]
        before = self.pack.tokens(text[max(0, span.start - ARTICLE_REACH) : span.start])
        last = next((n for n in range(len(before), 0, -1) if before[n - 1].kind == "mark"), 0)
        near = [t.key for t in before[last:]][-DESCRIBING:]
        return any(key in self._ones for key in (*words, *near))

    def keys(self, text: str) -> list[str]:
        """Folded words of a text, marks and numbers left out."""
        return [t.key for t in self.pack.tokens(text) if t.kind == "word"]

    def state_of(self, text: str) -> str:
        """The state that a lone adjective stands for ("ruso" is Rusia); "" for anything else. Its table names the state itself first."""
        if not text[:1].islower():
            return ""
        codes = {e.sense for e in self.pack.demonyms.get(text)}
        if len(codes) != 1:
            return ""
        known = [e.lemma for e in self.pack.demonyms.entries if e.sense in codes and e.lemma[:1].isupper()]
        return known[0] if known else ""

    def is_pronoun(self, text: str) -> bool:
        """Whether a text names nothing by itself: a pronoun, alone or with the verb it speaks by ("a-t-il indiqué")."""
        pronouns = self._senses.get("pronoun", frozenset())
        keys = self.keys(text)
        if " ".join(keys) in pronouns:
            return True
        cues = {key for span, _ in self.pack.reporting.find(text) for key in self.keys(span.of(text))}
        rest = [key for key in keys if key not in cues and len(key) > 1]
        return bool(rest) and all(key in pronouns for key in rest)

    def is_person_pronoun(self, text: str) -> bool:
        """Whether a text is "he" or "she", where that is no word for a thing too."""
        senses = {e.sense for e in self.pack.words.get(text)}
        return bool(senses & {"pronoun:he", "pronoun:she"}) and "pronoun:it" not in senses

    def is_own(self, text: str) -> bool:
        """Whether a text begins with a word for whose it is that names nobody ("its aircraft", "sus soldados")."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        return bool(words) and any(key in self._senses.get("own", frozenset()) for key in words[0].keys)

    def is_but_own(self, text: str) -> bool:
        """Whether a text is but a word for whose it is ("su" of "según su versión")."""
        keys = self.keys(text)
        return len(keys) == 1 and keys[0] in self._senses.get("own", frozenset())

    def has_and(self, text: str) -> bool:
        """Whether a text joins two things by a word for "and"."""
        return any(key in self._senses.get("and", frozenset()) for key in self.keys(text))

    def without_and(self, text: str) -> str:
        """The text without a word for "and" at its end, where a list was cut."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        return text[: words[-1].start].rstrip() if len(words) > 1 and words[-1].key in self._senses.get("and", frozenset()) else text

    def without_asked(self, text: str) -> str:
        """The text without a word at its end that says but that they were asked ("fuentes consultadas")."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        return text[: words[-1].start].rstrip() if len(words) > 1 and words[-1].key in self._senses.get("asked", frozenset()) else text

    def without_rank(self, text: str) -> str:
        """A short form for a body without the rank of who speaks for it, which was marked with it ("الجيش العميد")."""
        lead, _, last = text.rpartition(" ")
        bare = self.is_reference(lead) or self.pack.habits.attached  # ranks stand before names there
        return lead if lead and self.is_rank(last) and bare else text

    def is_reference(self, text: str) -> bool:
        """Whether a text stands for a fuller name told before ("the ministry", "the group")."""
        return self._is_one_of("reference", text, articled=True)

    def is_party_noun(self, text: str) -> bool:
        """Whether a text is but a noun for an armed group or other body of people ("the group", "the movement")."""
        return self._is_one_of("band", text, articled=True)

    def is_body_noun(self, text: str) -> bool:
        """Whether a text is but a noun for a body that is no party, which stands for one named before ("the union")."""
        return self._is_one_of("body", text, articled=True)

    def is_source_told_of(self, text: str) -> bool:
        """Whether a text is but a word for the source told of before ("the source", "dicha fuente")."""
        return self._is_one_of("source", text)

    def is_same(self, text: str) -> bool:
        """Whether a reference says that it goes on with who was named last ("the same source")."""
        words = {t.key for t in self.pack.tokens(text) if t.kind == "word"}
        return self.is_reference(text) and bool(words & self._senses.get("same", frozenset()))

    def is_selfsame(self, lead: str, noun: str) -> bool:
        """Whether a few words say that they mean the very one who spoke last, whatever noun they have ("the same official").

        `lead` are words before the noun that are all of the phrase's word for "same", or none where the phrase holds it.
        """
        same = self._senses.get("selfsame", frozenset())
        keys = self.keys(noun)
        if lead:
            return len(keys) == 1 and " ".join(self.keys(lead)) in same
        return len(keys) <= LONGEST_SAME and (not same.isdisjoint(keys) or any(f"{a} {b}" in same for a, b in pairwise(keys)))

    def is_paper(self, text: str) -> bool:
        """Whether a text is what a source put out, not the source ("the statement")."""
        return self._is_one_of("paper", text)

    def is_bare_role(self, text: str) -> bool:
        """Whether a text is but the word for one who speaks for a body ("the spokesman"): it does not say which."""
        return self._is_one_of("role", text)

    def is_office_of_land(self, text: str) -> bool:
        """Whether a text is but the word for an office and "of the country" ("прем'єр-міністр країни"): it does not say which."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word" and t.key not in self.articles]
        offices = self.pack.word_spans(text, "title", "role")
        lands = self.pack.word_spans(text, "land")
        joins = self._senses.get("of", frozenset())
        rest = [t for t in words if not any(o.start <= t.start < o.end for o in offices) and t.key not in joins]
        return bool(offices and rest) and all(any(at.start <= t.start < at.end for at in lands) for t in rest)

    def is_nobodys(self, text: str) -> bool:
        """Whether a text tells but who somebody is: a calling, a rank, or an office of "the country"."""
        return self.is_private(text) or self.is_rank(text) or self.is_office_of_land(text)

    def is_private(self, text: str) -> bool:
        """Whether a text tells but what somebody was or does ("former minister of Norland", "blogger"), or a rank: no body speaks."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word" and t.key not in self.articles]
        found = self.pack.word_spans(text, "private")
        held = [any(at.start <= t.start < at.end for at in found) for t in words]
        return bool(words) and (all(held) or (held[0] and self.has_office(text)) or self._is_rank(words))

    def has_office(self, text: str) -> bool:
        """Whether a text holds a title or a word for someone who speaks for a body."""
        return any(e.parts[0] in ("title", "role") for _, entries in self.pack.words.find(text) for e in entries)

    def _is_rank(self, words: Sequence[Token]) -> bool:
        """Whether words are but a rank that is cut short ("Maj. Gen."): an office ("President") speaks, a rank does not."""
        known = {key for form in self._senses.get("title", ()) for key in form.split(" ")}
        return words[-1].text in self.pack.abbreviations and all(t.key in known for t in words)

    def is_rank(self, text: str) -> bool:
        """Whether a text is but ranks ("le colonel", "Lieutenant General"): nobody is named by them."""
        ranked = self.pack.word_spans(text, "rank")
        words = [t for t in self.pack.tokens(text) if t.kind == "word" and t.key not in self.articles]
        return bool(words) and all(any(at.start <= t.start < at.end for at in ranked) for t in words)

    def head(self, text: str) -> str:
        """A reference without articles and words for "the same"; itself when nothing is left."""
        same = {word for form in self._senses.get("same", ()) for word in form.split(" ")}
        kept = [t.text for t in self.pack.tokens(text) if t.kind == "word" and t.key not in same and t.key not in self.articles]
        return " ".join(kept) or text

    def same_words(self, few: str, text: str) -> bool:
        """Whether each word of `few` is in the text, attached particles aside ("المصادر" in "مصادر عسكرية").

        Where words are joined into one, also as the end of a longer word ("ministeriet" in "forsvarsministerium").
        """
        have = {key for t in self.pack.tokens(text) if t.kind == "word" for key in t.keys}
        ends = tuple(end for key in have for end in (key, _stem(key))) if self.pack.compounds else ()
        words = [t for t in self.pack.tokens(few) if t.kind == "word"]
        return all(have & set(t.keys) or any(end.endswith((t.key, _stem(t.key))) for end in ends) for t in words)

    def _is_one_of(self, sense: str, text: str, *, articled: bool = False) -> bool:
        """Whether a text is but one of the forms of a sense; `articled`: or is one behind an article that it leaves out."""
        known = self._senses.get(sense, frozenset())
        articles = self.articles if articled else ()
        return any(key in known or any(f"{article} {key}" in known for article in articles) for key in self._phrases(text))

    def _phrases(self, text: str) -> list[str]:
        """The folded words of a text as one phrase, the first word with and without what is attached to it."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        return [" ".join([key, *(t.key for t in words[1:])]) for key in words[0].keys] if words else []

    def is_anonymous(self, text: str) -> bool:
        """Whether a text names kinds of people, not a party ("residents", "a security official")."""
        return any(e.parts[0] == "anonymous" for _, entries in self.pack.words.find(text) for e in entries)

    def lemma(self, text: str) -> str:
        """The base form of a kind of people ("официальных лиц" is "официальные лица") or of a name in a case form.

        How many of a kind there are is no part of its name ("at least two residents"), and an office of its own takes its base form.
        """
        words = self.pack.tokens(text)
        hit = self.pack.words.at(words, 0) if words else None
        if kind := self.kind_counted(text):
            return kind
        if hit is not None and (post := next((e for e in hit[0] if e.sense == "post"), None)):
            base = post.lemma.capitalize() if text[:1].isupper() else post.lemma
            return base + text[words[hit[1] - 1].end :]
        kinds = [e for e in hit[0] if e.parts[0] == "anonymous"] if hit is not None and hit[1] == len(words) else []
        if kinds:
            return kinds[0].lemma if self.keys(kinds[0].lemma) != self.keys(text) else text
        return known_form(base_form(text, self.pack.code, self._bodies), self.pack.code, party_names_in(self.pack.code))

    def kind_counted(self, text: str) -> str:
        """The base form of a kind of people that a text counts ("одного з очевидців" is "очевидець"); "" where it counts none."""
        words = self.pack.tokens(text)
        end = len(words)
        one = self.pack.words.at(words, end - 1) if end > 1 else None
        behind = one is not None and any(e.sense == "one" for e in one[0])
        at, values, part = self._counted(words[: end - 1] if behind else words)
        part, values = part or behind, values or (["1"] if behind else [])
        end -= behind
        if not values or at >= end or (at and not text[words[at].start - 1].isspace()):
            return ""
        rest = text[words[at].start : words[end - 1].end]
        if not part and not any(v[0].isdigit() for v in values):
            return ""
        if not self.is_anonymous(rest):
            return rest if self.pack.habits.endings and self.is_anonymous(f"bir {rest}") else ""
        base = self.lemma(rest)
        if not part or values[0] not in ("1", "article"):
            return base
        return self._one_of(base) or ("" if self.pack.habits.attached else base)

    def _counted(self, words: Sequence[Token]) -> tuple[int, list[str], bool]:
        """Where the words of a count end that a text begins with, what they mean, and whether it is a part of something."""
        at, values, part = int(len(words) > 1 and words[0].key in self.pack.habits.elisions), list[str](), False
        while at < len(words):
            hit = self.pack.quantities.at(words, at) or self.pack.numbers.at(words, at)
            one = self.pack.words.at(words, at)
            known = values or part
            if one is not None and any(e.sense == "one" for e in one[0]):
                values, part, at = [*values, "1"], True, one[1]
            elif hit is not None and any(e.sense != "range:of" or known for e in hit[0]):
                part = part or any(e.sense == "range:of" for e in hit[0])
                values += [e.sense for e in hit[0] if e.sense != "range:of"]
                at = hit[1]
            elif words[at].kind == "number" or (known and words[at].key in self.articles | self.joins):
                values += [words[at].text] if words[at].kind == "number" else []
                part = part or words[at].key in self.joins
                at += 1
            else:
                break
        return at, values, part

    def _one_of(self, many: str) -> str:
        """The word for one of a kind of people whose word for many is given, "" where the pack has none."""
        words = {e.lemma.split(" ")[-1] for e in self.pack.words.entries if e.parts[0] == "anonymous" and e.lemma.count(" ") <= 1}
        bare = [w.removeprefix(ARTICLE) for w in many.split(" ")]
        if self.pack.habits.attached:  # only where endings tell many: "مسؤولون محليون"
            return " ".join(w[:-2] for w in bare) if all(w.endswith(MANY) and len(w) > SHORTEST_STEM for w in bare) else ""
        near = [w for w in words if w != many and " " not in many and _differ_in_ending(w, many)]
        return min(near, key=lambda w: (len(w), w), default="")

    def begins_with_post(self, text: str) -> bool:
        """Whether a text begins with an office that speaks for no state as a whole, and tells of what ("ombudsman of the republic")."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        start = 1 if words and words[0].key in self.articles else 0
        hit = self.pack.words.at(words, start)
        return hit is not None and hit[1] < len(words) and any(e.sense == "post" for e in hit[0])

    def is_post(self, text: str) -> bool:
        """Whether a text is such an office alone ("the ombudsman")."""
        return self._is_one_of("post", text, articled=True)

    def is_medium(self, text: str) -> bool:
        """Whether a text is but a noun for an outlet, without its name ("the newspapers")."""
        return self._is_one_of("medium", text, articled=True)

    def knows(self, word: str) -> bool:
        """Whether a word means anything by itself in the tables: a kind of people, a thing, a short form."""
        return bool(self.pack.words.get(word) or self.pack.groups.get(word))

    def place(self, text: str) -> str:
        """The base form of the name of a place."""
        if self.is_known(text):
            return text
        known = known_form(text, self.pack.code, place_names_in(self.pack.code))
        return known if known != text else place_form(text, self.pack.code)

    def is_known(self, text: str) -> bool:
        """Whether a text is the name of a party or place that the packs know, in its base form."""
        return text.casefold() in place_names_in(self.pack.code) or text.casefold() in party_names_in(self.pack.code)

    def begins_name(self, word: str, name: str) -> bool:
        """Whether a word belongs to the name behind it: an adjective in its case."""
        return begins_name(word, name, self.pack.code)

    def has_role(self, text: str) -> bool:
        """Whether a text holds a word for someone who speaks for a body ("spokesman", "chief", "sources")."""
        return any(e.parts[0] in ("role", "anonymous") for _, entries in self.pack.words.find(text) for e in entries)

    def after_role(self, text: str) -> int:
        """Where a text goes on behind the words for one who speaks for a body that it begins with; 0 when with none."""
        tokens = self.pack.tokens(text)
        at = 0
        while (hit := self.pack.words.at(tokens, at)) is not None and any(e.parts[0] == "role" for e in hit[0]):
            at = hit[1]
        return tokens[at].start if 0 < at < len(tokens) else 0

    def owner_before_role(self, text: str) -> int:
        """How long the noun for a body is that a text holds before the word for who speaks for it, its genitive's ending aside; 0 for none.

        Only where the text is but these two: "the junta's spokesman", "juntaens talsmann", "cunta sözcüsü".
        """
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        roles = self.pack.word_spans(text, "role")
        start = 1 if len(words) > 2 and words[0].key in self.articles else 0
        if len(words) != start + 2 or not any(r.start <= words[-1].start and words[-1].end <= r.end for r in roles):
            return 0
        owner = words[start]
        if any(r.start < owner.end and owner.start < r.end for r in roles) or not self.articles.isdisjoint(owner.keys):
            return 0
        bare = next((w for w in GENITIVES.findall(owner.text) if self.is_reference(w)), owner.text)
        return owner.start + len(bare) if self.is_reference(bare) and not self.begins_with_office(bare) else 0

    def last_owner(self, text: str, within: Span, bodies: Sequence[Span]) -> Span | None:
        """The last body of a stretch of text that a word for "of" stands before: one of `bodies`, or a noun that stands for one."""
        tokens = self.pack.tokens(within.of(text))
        joins = self._senses.get("of", frozenset())
        for n in range(len(tokens) - 1, 0, -1):
            at = Span(tokens[n].start, tokens[n].end).shift(within.start)
            body = next((b for b in bodies if b.start == at.start), None)
            if body is None and not self.is_reference(self.lemma(tokens[n].text)):
                continue
            first = n
            while first > 1 and n - first < DESCRIBING and self._describes(tokens[first - 1], joins):
                first -= 1
            if tokens[first - 1].key in joins or tokens[first - 1].key in self.articles:
                return body or Span(tokens[first].start, tokens[n].end).shift(within.start)
        return None

    def is_told_on(self, text: str) -> bool:
        """Whether what stands behind a noun tells more of it ("of the province"), so that the noun is no part of another ("army chief")."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        joins = self._senses.get("of", frozenset()) | self._senses.get("in", frozenset()) | self.articles
        return not words or self.pack.code in ADJECTIVES_BEHIND or words[0].key in joins

    def _describes(self, token: Token, joins: frozenset[str]) -> bool:
        """Whether a word may describe the noun behind it: an adjective in small letters, no small word."""
        return token.kind == "word" and token.text.islower() and len(token.text) > SMALL_WORD and token.key not in joins | self.articles

    def begins_with_body(self, text: str) -> bool:
        """Whether a text begins with a noun for a body, in any case ("совета провинции")."""
        first = base_form(text.split(" ")[0], self.pack.code, self._bodies)
        return first.casefold() in self._bodies and not self.has_office(first)

    def begins_with_office(self, text: str) -> bool:
        """Whether a text begins with the word for an office ("губернатора провинции"): who stands for that is no body."""
        hit = self.pack.words.at(tokens, 0) if (tokens := self.pack.tokens(text)) else None
        return hit is not None and any(e.parts[0] in ("title", "role") for e in hit[0])

    def reference_at(self, text: str, start: int) -> Span | None:
        """The short form for a body that stands at a place of a text, small words before it aside ("for the ministry")."""
        for token in self.pack.tokens(text[start : start + REFERENCE_REACH]):
            if len(token.text) > SMALL_WORD:
                at = Span(start + token.start, start + token.end)
                return at if self.is_reference(token.text) else None
        return None

    def behind_title(self, text: str) -> str:
        """The last name, folded, in a text that is but a title with it ("Colonel Lee", "пан Лінь"); "" for anything else."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        titles = self.pack.word_spans(text, "title")
        held = [any(at.start <= t.start < at.end for at in titles) for t in words]
        if len(words) < 2 or not words[-1].text[:1].isupper() or held[-1] or not all(held[:-1]):
            return ""
        return words[-1].key

    def begins_with_places(self, text: str) -> bool:
        """Whether a text begins with a noun for places ("villages were shelled")."""
        hit = self.pack.groups.at(tokens, 0) if (tokens := self.pack.tokens(text)) else None
        return hit is not None and all(e.parts[0] == "places" for e in hit[0])

    def begins_where(self, text: str) -> bool:
        """Whether a text begins with a noun for places in the case that says where something was done ("населених пунктах")."""
        hit = self.pack.groups.at(tokens, 0) if (tokens := self.pack.tokens(text)) else None
        return hit is not None and all(e.parts[0] == "places" for e in hit[0]) and says_where(tokens[hit[1] - 1].text, self.pack.code)

    def ends_as_place(self, text: str) -> bool:
        """Whether the last word of a text is a noun for a kind of place ("Вирнської області")."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        kinds = [at.end for at, entries in self.pack.groups.find(text) if any(e.parts[0] == "places" for e in entries)]
        return bool(words) and words[-1].end in kinds

    def ends_in_where(self, text: str) -> bool:
        """Whether the last word of a text is one for "in"."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        return bool(words) and not text[words[-1].end :].strip() and words[-1].key in self._senses.get("in", frozenset())

    def makes_known(self, text: str, *, first: bool = False) -> bool:
        """Whether the last word of a text (its `first`) makes the noun behind it one told of before, or whose: "the", "its", "of"."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word"]
        if not words:
            return False
        word = words[0] if first else words[-1]
        if not first and text[word.end :].strip():
            return False
        joins = self._senses.get("of", frozenset()) | self._senses.get("own", frozenset())
        return word.key in joins or (word.key in self.articles and word.key not in self._indefinite)

    def is_bare_place(self, text: str) -> bool:
        """Whether a text is but a noun for a kind of place ("the district", "Stadt", "الحي", "the same side"): it names none."""
        kinds = [at for at, entries in self.pack.groups.find(text) if any(e.parts[0] == "places" for e in entries)]
        idle = self.articles | self._senses.get("same", frozenset())
        words = [t for t in self.pack.tokens(text) if t.kind == "word" and t.key not in idle]
        return bool(words) and all(any(k.start <= t.start and t.end <= k.end for k in kinds) for t in words)

    def is_noun_told_of(self, text: str, before: str) -> bool:
        """Whether a text is but a noun for a building, behind no "a": the one told of before ("the base", "القاعدة")."""
        words = [t for t in self.pack.tokens(text) if t.kind == "word" and t.key not in self.articles]
        if len(words) != 1 or any(t.key in self._indefinite for t in self.pack.tokens(before)[-1:]):
            return False
        nouns = [e for e in self.pack.groups.get(words[0].text) if e.parts[0] == "buildings"]
        return bool(nouns) and not (self.pack.habits.attached and any(e.form == words[0].key for e in nouns))

    def is_unnamed_place(self, text: str) -> bool:
        """Whether a text but describes a place ("the south of the country"): capitals are known, it has none. A building tells where."""
        if not text.islower() or any(c.isdigit() for c in text):
            return False
        return not any(e.parts[0] == "buildings" for _, entries in self.pack.groups.find(text) for e in entries)

    def noun_before(self, text: str, start: int) -> Span | None:
        """The noun for people or things right before a place of a text, in a language whose adjectives stand behind their nouns."""
        words = [t for t in self.pack.tokens(text[max(0, start - NOUN_LENGTH) : start]) if t.text]
        if not self.pack.habits.attached or not words or words[-1].kind != "word" or not self.pack.groups.get(words[-1].text):
            return None
        offset = max(0, start - NOUN_LENGTH)
        return Span(offset + words[-1].start, offset + words[-1].end)

    def groups_of(self, text: str) -> frozenset[str]:
        """The ontology groups of all nouns of a phrase."""
        return frozenset(e.parts[0] for _, entries in self.pack.groups.find(text) for e in entries)

    def begins_with_and(self, text: str) -> bool:
        """Whether a noun has the word for "and" joined to it ("وطفل")."""
        word = text.split(" ", 1)[0]
        for particle in self.pack.habits.attached:
            if word.startswith(particle) and any(e.sense == "and" for e in self.pack.words.get(particle)):
                return bool(self.pack.groups.find(word[len(particle) :]))
        return False

    def begins_with_family(self, text: str) -> bool:
        """Whether words behind a person go on with his own family ("and his family", "مع عائلته"), no event or mark between."""
        for at, entries in self.pack.groups.find(text):
            if all(e.parts[-1] == "c" for e in entries):
                return self._is_own_family(text[: at.start], at.of(text))
        return False

    def _is_own_family(self, lead: str, family: str) -> bool:
        tokens = self.pack.tokens(lead)
        if any(t.kind == "mark" for t in tokens) or self.pack.events.find(lead):
            return False
        said = {e.parts[0] for _, entries in self.pack.words.scan(tokens) for e in entries}
        owned = "own" in said or (bool(self.pack.habits.attached) and family.endswith(PRONOUNS))
        return owned and (bool(said & {"and", "with", "together"}) or self._has_joined_and(lead.strip() or family))

    def _has_joined_and(self, text: str) -> bool:
        """Whether the word for "and" is written joined to the first word ("وعائلته")."""
        return any(text.startswith(p) and any(e.sense == "and" for e in self.pack.words.get(p)) for p in self.pack.habits.attached)

    def group_of(self, text: str) -> tuple[str, bool]:
        """Ontology group of a noun phrase ("" when unknown) and whether its noun is a singular."""
        hits = [e for _, entries in self.pack.groups.find(text) for e in entries]
        if not hits:
            return "", False
        best = min(hits, key=lambda e: e.parts[0] in ("people", "other"))
        numbers = {e.parts[1] for e in hits if e.parts[0] == best.parts[0] and len(e.parts) > 1}
        return best.parts[0], numbers == {"s"} or ("sp" in numbers and is_one(text, self.pack.code))


def _differ_in_ending(one: str, many: str) -> bool:
    """Whether a word may be the singular of another: they differ in no more than their last letters."""
    same = next((n for n, (a, b) in enumerate(zip(one, many, strict=False)) if a != b), min(len(one), len(many)))
    return same >= SHORTEST_STEM - 1 and max(len(one), len(many)) - same <= SMALL_WORD and len(one) <= len(many) + 1


def _stem(word: str) -> str:
    """A word without the ending that makes it definite or many, where enough of it is left to tell it by."""
    ending = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM), "")
    return word[: len(word) - len(ending)]


def _definite_articles(references: frozenset[str]) -> frozenset[str]:
    """Words that begin at least three references of two words: "the" in a pack that has "the group", "the army" ..."""
    firsts = Counter(form.split(" ")[0] for form in references if form.count(" ") == 1)
    return frozenset(word for word, count in firsts.items() if count >= 3 and len(word) <= 4)
