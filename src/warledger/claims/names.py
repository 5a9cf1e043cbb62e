"""Who is meant, within one report: pronouns, short forms and acronyms to the fullest form that the report gives.

Takes a report's text, its annotation and its language pack; gives names in base form. Does not look beyond the report:
spellings and scripts are the business of `link`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from warledger.claims.attested import GENITIVES, attested
from warledger.claims.bare import bare_name
from warledger.claims.offices import body_behind, named_behind, own_office, whole_phrase
from warledger.claims.wording import Wording
from warledger.model import Annotation, Frame, Named, Span
from warledger.packs.known import armed_group_names, place_names_in
from warledger.packs.outlets import is_press, wire_agencies
from warledger.packs.words import fold

BRACKETED = re.compile(r"^\s*[(\[«\"]{1,2}\s*([^\W\d_][\w.\-]{1,11})\s*[)\]»\"]")
BRACKETS = {"(": ")", "[": "]", "«": "»", "“": "”"}
"""Marks that open something in a name, with those that close it."""
ENDING_BRACKET = re.compile(r"(?<=\w) ?[(\[][^()\[\]]{1,40}[)\]]\Z")
"""A bracket at the end of a name, mostly its initials."""
POSSESSIVE = re.compile(r"^['’]?s\s+")
"""What is left of a possessive before a name ("'s chief coordinator")."""
OF_BODY = re.compile(r",?\s{1,3}[^\W\d_]{1,4}(?:\s{1,3}[^\W\d_]{2,3})?\s{1,3}")
"""What stands between a person and the body that he or she belongs to ("of the", "i", "von der")."""
JOINT = re.compile(r"(?:\s{1,3}[a-zà-ÿа-яёіїєґ]{1,2}){1,6}$")
"""Small words at the end of a name, which join what follows it: "бойовики на", "forces de"."""
TOLD_TO = re.compile(r"\s(?:ل(?!ل)\w*|till?|gegenüber)\s*$")
"""Before a body, what makes it the one that was told: "مصادر طبية لنورث برس" are sources to North Press, "en kilde til AFP" too."""
WORD = re.compile(r"[^\W\d_]+")
APPOSED = re.compile(
    r"\s?[,،]\s(?:who is |der er |som er |som är |qui est |que es |quien es |que é |der |die )?"
    r"(?:an? |the |der |die |un |une |le |la |l[’']|el |o |a )?"
)
"""What stands between a person and the words that tell who that is."""
ASIDE_END = re.compile(r"[,،.;:!?\n(\"“”«»]")
CALLED_REACH = 40
"""Code points behind a name in which a noun tells what it is."""
TOPIC_REACH = 60
"""Code points in which an office tells its field and then its body."""
OFFICE_REACH = 60
"""Code points behind it in which the word for the office stands."""
OF_GAP = 8
"""Code points between the word for an office and the body ("for the")."""
EDGE = " \t\u00a0.,;:!?–—-\"'“”„«»‘’()[]…*•،؛؟"
NAMING_ROLES = ("source", "source_ref", "speaker", "actor", "target")
FIRST_PART = re.compile(r"(?<!\w)([^\W\d_]{5,24})\s\Z")
"""The word right before a name."""
WORD_BEFORE = re.compile(r"(?<!\w)[^\W\d_]{1,12} \Z")
WORDS_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]{1,12} ){1,2}\Z")
NAME_PART = 26
"""Code points that such a word and the space behind it have at most."""
RANK_GAP = 2
"""Characters between a rank and the name of who has it."""
ACTING = frozenset({"source", "source_ref", "speaker", "actor"})
"""Roles of those who do or say something: a short form rather stands for one of them than for who is but spoken of."""
REACH = 600
"""Characters back within which a pronoun looks for the source that it stands for."""
PAPER_REACH = 1200
"""The same for what a source put out ("the statement")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name met in the report: where, in base form, and what kind when known."""

    span: Span
    text: str
    kind: str
    role: str


class NameResolver:
    """Names of one report. Deterministic; holds nothing beyond the report."""

    def __init__(self, text: str, annotation: Annotation, wording: Wording) -> None:
        self._text, self._wording = text, wording
        self._sentences = annotation.sentences
        self._words = wording.nouns | {fold(w) for w in set(WORD.findall(text)) if not w[0].isupper()}
        self._forms = self._written_forms()
        self._kinds = {m.span: m.kind for m in annotation.mentions}
        self._candidates = sorted(self._collect(annotation), key=lambda c: (c.span, c.role))
        self._acronyms = dict(self._iter_acronyms())
        self._bodies = dict(self._iter_bodies(annotation.frames))

    def name(self, span: Span) -> Named:
        """The name at a span, in its fullest form within the report."""
        span = self._body_within(span)
        base = self.base(span.of(self._text))
        folded = base.casefold()
        if folded in self._acronyms:
            return Named(self._acronyms[folded], span, "organisation")
        antecedent = self._antecedent(span, base)
        kind = antecedent.kind if antecedent else self.kind(span, base)
        text = self._body_of(antecedent) if antecedent else base
        return Named(self._acronyms.get(text.casefold(), text), span, kind)

    def _body_of(self, named: Candidate) -> str:
        """The body within a name, in full where but a short form is left of it ("Defence Media Operations" is the Defence Headquarters)."""
        within = self._body_within(named.span)
        text = self.base(within.of(self._text))
        short = within != named.span and len(self._wording.keys(text)) == 1
        full = self._fuller(within, text) if short else None
        return full.text if full is not None else text

    def _body_within(self, span: Span) -> Span:
        """The body in "Observatory chief Rami Dahl" or "a spokesman for the Interior Ministry": who speaks for it is not it."""
        span = self._without_said(self._without_agency(span))
        span = whole_phrase(self._text, self._from_its_adjective(span), self._wording)
        people = [m for m, kind in self._kinds.items() if kind == "person"]
        bodies = [m for m, kind in self._kinds.items() if kind == "organisation"]
        whose = named_behind(self._text, span, self._wording, bodies) or own_office(self._text, span, self._wording, people)
        if whose or (whose := body_behind(self._text, span, self._wording, people)):
            return whose
        called = self._called_before_person(span) or next(
            (short for p in people if span.covers(p) and (short := self._short_before(p)) and span.covers(short)), None
        )
        if called:
            return called
        inside = [m for m in bodies if span.covers(m) and m != span and not self._is_gloss(m)]
        described = self._owner(span) or self._described(span)
        if described and not any(m.end >= described.end for m in inside):
            return described
        if not inside:
            return self._owner_told_of(span) or span
        body = max(inside, key=lambda m: (m.end - m.start, -m.start))
        before = self._text[span.start : body.start]
        around = f"{before} {self._text[body.end : span.end]}"
        told = self._wording.is_anonymous(before) and TOLD_TO.search(before)
        office = self._wording.begins_with_office(body.of(self._text))  # "the deputy minister of justice"
        if told:
            return Span(span.start, span.start + told.start())
        return body if self._wording.has_role(around) and not office else span

    def _is_gloss(self, span: Span) -> bool:
        """Whether words in small letters stand alone in brackets: they explain the word before ("sector (an administrative unit)")."""
        around = self._text[max(0, span.start - 1) : span.end + 1]
        return around[:1] == "(" and around[-1:] == ")" and around[1].islower()

    def _from_its_adjective(self, span: Span) -> Span:
        """A name from the adjective with a capital that it begins with, which the marked words leave out ("Высшего")."""
        before = FIRST_PART.search(self._text, max(0, span.start - NAME_PART), span.start)
        if before is None or not self._wording.begins_name(before[1], span.of(self._text)):
            return span
        return Span(before.start(1), span.end)

    def _person_beginning(self, span: Span) -> Span | None:
        """The person with whose name longer words begin."""
        return next((m for m, kind in self._kinds.items() if kind == "person" and m.start == span.start and m.end < span.end), None)

    def _without_agency(self, span: Span) -> Span:
        """A person without the agency that passes the words on, right behind ("слова Линя РИА «")."""
        person = self._person_beginning(span)
        if person is None:
            return span
        rest = self._text[person.end : span.end].strip(EDGE).casefold()
        cut = any(m.end > span.end and person.end < m.start < span.end for m in self._kinds)  # the marked words end in a name's midst
        return person if rest in wire_agencies() or cut else span

    def _without_said(self, span: Span) -> Span:
        """A person without what was said behind a comma, which was marked with the name ("Lee, into the hospitals")."""
        person = self._person_beginning(span)
        if person is None or not self._text.startswith(",", person.end):
            return span
        rest = self._text[person.end : span.end]
        named = any(m.start > person.end and m.end <= span.end and kind != "place" for m, kind in self._kinds.items())
        return span if named or self._wording.has_role(rest) or self._wording.has_office(rest) else person

    def _called_before_person(self, span: Span) -> Span | None:
        """The short form for a body right before a person of it ("الشبكة أحمد النور")."""
        person = next((m for m, kind in self._kinds.items() if kind == "person" and span.start < m.start and m.end >= span.end), None)
        before = self._text[span.start : person.start].strip() if person is not None else ""
        if not self._wording.is_reference(before):
            return None
        called = Span(span.start, span.start + len(before))
        full = self._fuller(called, before)
        return called if full is not None and full.kind == "organisation" else None

    def _owner_told_of(self, span: Span) -> Span | None:
        """The short form for a body behind a word for who speaks for it, with what tells which ("portavoz de la policía de Tavo")."""
        at = self._wording.after_role(span.of(self._text))
        if not at:
            return None
        people = [m.start for m, kind in self._kinds.items() if kind == "person" and span.start < m.start < span.end]
        end = min([span.end, *people])
        if end <= span.start + at:
            return None
        rest = Span(span.start + at, end)
        first = self._wording.reference_at(self._text, rest.start)
        whole = first is not None and first.start == rest.start and self._wording.is_told_on(self._text[first.end : rest.end])
        found = first if whole else self._wording.last_owner(self._text, rest, ())
        if found is None or found.start < rest.start:
            return None
        return Span(found.start, found.start + len(self._text[found.start : rest.end].rstrip(EDGE)))

    def _owner(self, span: Span) -> Span | None:
        """The noun for a body before the word for who speaks for it ("the junta's spokesman", "juntaens talsmann", "cunta sözcüsü")."""
        people = [m.start for m, kind in self._kinds.items() if kind == "person" and span.covers(m)]
        length = self._wording.owner_before_role(self._text[span.start : min(people, default=span.end)])
        return Span(span.start, span.start + length) if length else None

    def _described(self, span: Span) -> Span | None:
        """The body that words in another case name behind a word for who speaks for it ("голова Вирнської ради"), no name by itself."""
        people = [m.start for m, kind in self._kinds.items() if kind == "person" and span.covers(m)]
        end = min(people, default=span.end)
        at = self._wording.after_role(self._text[span.start : end])
        rest = self._text[span.start + at : end].rstrip() if at else ""
        place = self._wording.ends_as_place(rest) and not self._wording.begins_with_body(rest)
        if not rest or place or self._wording.begins_with_office(rest) or self._wording.lemma(rest) == rest:
            return None
        return Span(span.start + at, span.start + at + len(rest))

    def body_of(self, person: str) -> str:
        """The body that a person of this report speaks for, "" when the report does not say."""
        known = person.casefold()
        return self._bodies.get(known) or next((body for full, body in self._bodies.items() if full.endswith(f" {known}")), "")

    def base(self, words: str, *, place: bool = False) -> str:
        """A name without outer marks, leading article and possessive ending, in its base form."""
        text = _closed(" ".join(words.split())).strip(EDGE)
        text = JOINT.sub("", self._wording.without_and(POSSESSIVE.sub("", text)))
        if kind := self._wording.kind_counted(text):
            return kind
        first, _, rest = text.partition(" ")
        if rest and first.casefold() in self._wording.articles:
            text = rest.strip(EDGE)
        head, mark, tail = text.partition("'") if "'" in text else text.partition("’")
        if mark and tail and head.casefold() in self._wording.pack.habits.elisions:
            text = tail
        text = self._wording.without_rank(text)
        text = bare_name(re.sub(r"['’]s?$", "", self._wording.without_asked(text)).strip(EDGE), self._wording.pack.habits, self._words)
        text = self._as_known(text)
        return self._wording.place(text) if place else self._wording.lemma(text)

    def _as_known(self, name: str) -> str:
        """A name in the base form that the report or the packs show; itself where they show none."""
        return name if self._wording.is_known(name) else attested(name, self._wording.pack.code, self._forms) or name

    def _written_forms(self) -> frozenset[str]:
        """Words that the report writes with a capital, and no other word is, in small letters; states too where an "s" makes owners."""
        words = {w.casefold() for w in set(WORD.findall(self._text)) if w[0].isupper()}
        if self._wording.pack.code in GENITIVES:
            return frozenset(words | set(place_names_in(self._wording.pack.code)))
        return frozenset(w for w in words if fold(w) not in self._words)

    def kind(self, span: Span, base: str) -> str:
        """person, organisation, place or anonymous; "" when nothing tells."""
        for known, kind in self._kinds.items():
            if known.overlaps(span):
                return kind if kind != "other" else ""
        return "anonymous" if self._wording.is_anonymous(base) else ""

    def _collect(self, annotation: Annotation) -> Iterable[Candidate]:
        sources = {s for frame in annotation.frames for s in frame.spans("source")}
        for frame in annotation.frames:
            for arg in frame.arguments:
                if arg.role in NAMING_ROLES and not self._is_list(arg.span, sources):
                    yield self._candidate(arg.span, arg.role)
        for mention in annotation.mentions:
            if mention.kind in ("person", "organisation") and not self._is_list(mention.span, sources):
                yield self._candidate(mention.span, "mention")

    def _is_list(self, span: Span, sources: Iterable[Span]) -> bool:
        """Whether a span holds several names, one of which is a source by itself ("the Observatory and medics")."""
        return self._wording.has_and(span.of(self._text)) and any(span.covers(s) and s != span for s in sources)

    def _candidate(self, span: Span, role: str) -> Candidate:
        base = self.base(span.of(self._text))
        return Candidate(span, base, self.kind(span, base), role)

    def _iter_acronyms(self) -> Iterable[tuple[str, str]]:
        for c in reversed(self._candidates):
            m = BRACKETED.match(self._text[c.span.end : c.span.end + 24])
            if m and len(m[1]) < len(c.text) and _abbreviates(m[1], c.text):
                yield m[1].casefold(), c.text

    def _iter_bodies(self, frames: Iterable[Frame]) -> Iterable[tuple[str, str]]:
        people = [m for m, kind in self._kinds.items() if kind == "person"]
        for person in reversed(people):
            if named := self._body_behind(person) or self._body_before(person) or self._body_beside(person):
                yield self.base(person.of(self._text)).casefold(), self.name(named).text
        for frame in sorted(frames, key=lambda f: f.trigger, reverse=True):
            speakers, sources = frame.spans("speaker"), frame.spans("source_ref") or frame.spans("source")
            if not sources:
                continue
            told = self._body_told_of(sources[0], speakers or tuple(m for m in people if sources[0].covers(m)))
            if told:
                yield told
            if not speakers and self._kinds.get(sources[0]) == "organisation":
                speakers = tuple(m for m in people if self._is_of(m, sources[0]))
            if speakers and not self._is_told_of(sources[0], speakers[0], frame) and not speakers[0].overlaps(sources[0]):
                body = self._body_spoken_for(sources[0], speakers[0])
                if body and body.casefold() not in wire_agencies():
                    yield self.base(speakers[0].of(self._text)).casefold(), self._acronyms.get(body.casefold(), body)

    def _is_told_of(self, source: Span, person: Span, frame: Frame) -> bool:
        """Whether a source tells of a person, in one sentence: the ministry "rejects what Ann Lee says"."""
        between = any(source.end <= c.start and c.end <= person.start for c in frame.spans("cue"))
        return between and self._in_one_sentence(source, person)

    def _body_spoken_for(self, source: Span, speaker: Span) -> str:
        """The body that a source beside a speaker names; "" where it names none, or but points to one named before."""
        body = self._body_of(self._candidate(source, "source"))
        words = self._wording
        pointing = words.is_same(body) or words.is_source_told_of(self._body_within(source).of(self._text))
        if pointing or self._is_pronoun(body) or words.is_nobodys(body) or words.is_own(body) or words.is_bare_role(body):
            return ""
        if self._is_part_of(body, speaker):
            return ""
        kind = words.is_anonymous(body) and not words.is_reference(body)
        return "" if kind and speaker.gap(source) > OF_GAP else body

    def _is_part_of(self, name: str, person: Span) -> bool:
        """Whether a name is but a part of a person's ("Lee" of "Ann Lee"): that person, no body."""
        return set(self._wording.keys(name)) <= set(self._wording.keys(self.base(person.of(self._text))))

    def _body_told_of(self, source: Span, people: tuple[Span, ...]) -> tuple[str, str] | None:
        """A person with the body that a source tells of: before the name ("council chief Ann Lee"), or behind it and a comma."""
        person = next((p for p in people if p.overlaps(source)), None)
        if person is None:
            return None
        within = self._body_within(source)
        body = within if within != source and not within.overlaps(person) else self._body_behind(person)
        return (self.base(person.of(self._text)).casefold(), self.name(body).text) if body else None

    def _body_behind(self, person: Span) -> Span | None:
        """The body behind a person ("Ann Lee, spokeswoman of the ministry,"): a name or a short form after the word for the office."""
        comma = APPOSED.match(self._text, person.end)
        at = self._wording.after_role(self._text[comma.end() : comma.end() + OFFICE_REACH]) if comma else 0
        if not comma or not at:
            return None
        start = comma.end() + at
        bodies = sorted(m for m, kind in self._kinds.items() if kind == "organisation" and m.start >= start)
        topic = self._text[start : start + TOPIC_REACH]  # "spokesman for foreign affairs of the Front"
        topic = ASIDE_END.split(topic)[0]
        near = next((m for m in bodies if m.start - start <= OF_GAP), None)
        if near is None and topic.strip():
            near = self._noun_told_of(Span(start, start + len(topic.rstrip())))
        if near:
            return near
        return self._wording.last_owner(self._text, Span(start, start + len(topic)), bodies) if topic else None

    def _noun_told_of(self, words: Span) -> Span | None:
        """The noun for a body that some words begin with, and with it what tells which: "la | agencia de la ONU para los refugiados |"."""
        noun = self._wording.reference_at(self._text, words.start)
        whole = words.end - words.start < TOPIC_REACH - 1 and not self._wording.pack.reporting.find(words.of(self._text))
        if noun is None:
            return words if whole and self._wording.begins_with_body(words.of(self._text)) else None
        rest = self._text[noun.end : words.end]
        return Span(noun.start, noun.end + len(rest)) if whole and self._wording.is_told_on(rest) else noun

    def _body_before(self, person: Span) -> Span | None:
        """The body before a person with the word for the office on either side ("spokesman of the ministry Ann Lee", "Front chief Lee")."""
        bodies = [m for m, kind in self._kinds.items() if kind == "organisation" and 0 <= person.start - m.end <= OFFICE_REACH]
        body = max(bodies, default=None)
        if body is None or body.of(self._text).casefold() in wire_agencies():
            return self._short_before(person)
        places = (m for m, kind in self._kinds.items() if kind == "place" and m.end <= person.start)
        body = next((Span(body.start, p.end) for p in places if 0 < p.start - body.end <= RANK_GAP), body)  # "of the ministry of Doun"
        between = self._text[body.end : person.start]
        lead = self._text[max(0, body.start - OFFICE_REACH) : body.start]
        office = between if between.strip() else lead
        roles = self._wording.pack.word_spans(office, "role")
        joint = office[max(r.end for r in roles) :] if roles else ""
        near = bool(roles) and (office is between or len(joint) <= OF_GAP)
        return body if near and not ASIDE_END.search(between) and not ASIDE_END.search(joint) else None

    def _short_before(self, person: Span) -> Span | None:
        """The short form for a body between an office and the rank and name of its bearer ("spokesman of the army Brigadier Ann Lee")."""
        start = max(0, person.start - OFFICE_REACH)
        lead = self._text[start : person.start]
        roles = self._wording.pack.word_spans(lead, "role")
        if not roles:
            return None
        first, end = roles[-1].end, len(lead)
        for rank in reversed(self._wording.pack.word_spans(lead, "rank")):
            if not lead[rank.end : end].strip() and rank.start >= first:
                end = rank.start
        words = lead[first:end].strip()
        if not words or ASIDE_END.search(words) or not self._wording.is_reference(words):
            return None
        at = start + lead.index(words, first)
        return Span(at, at + len(words))

    def _body_beside(self, person: Span) -> Span | None:
        """The body right behind a person whose office stands before ("spokesman Ann Lee of the Front"), or before his office behind a
        comma ("Ann Lee, a Front spokesman").
        """
        bodies = [m for m, kind in self._kinds.items() if kind == "organisation" and 0 < m.start - person.end <= OFFICE_REACH]
        near = min(bodies, default=None)
        if near is None:
            return None
        roles = self._wording.pack.word_spans(self._text[max(0, person.start - OFFICE_REACH) : person.start], "role")
        lead = min(OFFICE_REACH, person.start)
        if any(lead - r.end <= RANK_GAP for r in roles) and OF_BODY.fullmatch(self._text[person.end : near.start]):
            return near
        comma = APPOSED.fullmatch(self._text[person.end : near.start])
        behind = self._wording.pack.word_spans(self._text[near.end : near.end + NAME_PART], "role")
        return near if comma and any(r.start <= RANK_GAP for r in behind) else None

    def _is_of(self, person: Span, body: Span) -> bool:
        """Whether a person is named with the body he or she belongs to right behind ("Lena Dahl of Relief Now")."""
        joint = self._text[person.end : body.start]
        return bool(OF_BODY.fullmatch(joint)) and not self._wording.has_and(joint)

    def _antecedent(self, span: Span, base: str) -> Candidate | None:
        """The fuller name that a pronoun, a role noun or a last name stands for."""
        if self._is_pronoun(base):
            return self._last_source(span)
        if self._is_selfsame(span):
            return self._fuller(span, base) or self._last_source(span)
        if self._wording.is_paper(base):
            return self._last_source(span, PAPER_REACH)
        if self._wording.is_bare_role(base) and not self._wording.is_post(base):
            return self._fuller(span, base) or self._last_source(span)
        if self._wording.is_but_own(base):
            return self._last_source(span)
        named = self._titled(span, base) or self._full_name(span, base)
        if named:
            return named
        if self._wording.is_reference(base) or len(self._wording.keys(base)) == 1:
            return self._fuller(span, base) or self._told_before(span, base)
        return None

    def _is_selfsame(self, span: Span) -> bool:
        """Whether a name, with a word or two right before it that were not marked, is "the same official"."""
        before = WORDS_BEFORE.search(self._text, max(0, span.start - NAME_PART), span.start)
        lead = before[0].split() if before else []
        return any(self._wording.is_selfsame(" ".join(lead[n:]), span.of(self._text)) for n in range(len(lead) + 1))

    def _told_before(self, span: Span, base: str) -> Candidate | None:
        """Whom a short form stands for that no fuller name holds: who spoke last ("the same source"), the last party ("the group")."""
        article = WORD_BEFORE.search(self._text, max(0, span.start - NAME_PART), span.start)
        if self._wording.is_same(base) or self._wording.is_source_told_of(
            self._text[article.start() if article else span.start : span.end]
        ):
            return self._last_source(span)
        if self._wording.is_party_noun(base):
            return self._last_party(span)
        if not self._wording.is_body_noun(base):
            return None
        called = next((c for c in reversed(self._before(span)) if self._is_body(c) and self._is_called(c, base)), None)
        last = called or self._last_source(span)
        if last is not None and self._is_body(last):
            return last
        outlet = last is not None and is_press(last.text)  # which passed on the words of the body that spoke before it
        spoke = (c for c in reversed(self._before(span)) if c.role in ("source", "source_ref") and self._is_body(c))
        return next(spoke, None) if outlet else None

    def _is_called(self, candidate: Candidate, noun: str) -> bool:
        """Whether a name is told with a noun behind a comma or a bracket ("the Committee of Doctors, a union allied with")."""
        behind = self._text[candidate.span.end : candidate.span.end + CALLED_REACH]
        return behind.lstrip()[:1] in tuple(",،(") and self._wording.same_words(self._wording.head(noun), behind)

    def _last_party(self, span: Span) -> Candidate | None:
        """The armed group named last before a span that did or said something; for one who speaks, the body that spoke last."""
        known = self._before(span)
        groups = [c for c in known if self._name_of(c).casefold() in armed_group_names()]
        group = next((c for c in reversed(groups) if c.role in ACTING), None)
        if group is not None or not any(c.span == span and c.role == "source" for c in self._candidates):
            return group
        last = self._last_source(span)
        if last is not None and not self._is_body(last):
            last = None
        if last is not None and not self._in_one_sentence(last.span, span):
            return last
        spoke = last.text if last is not None else ""  # "the army says ..., while the group says"
        return next((c for c in (*reversed(groups), *reversed(known)) if self._is_body(c) and c.text != spoke), last)

    def _in_one_sentence(self, one: Span, other: Span) -> bool:
        return one.within(self._sentences) == other.within(self._sentences)

    def _name_of(self, candidate: Candidate) -> str:
        """The body's own name in what was marked: "a spokesman for the Front" is the Front."""
        return self.base(self._body_within(candidate.span).of(self._text))

    def _is_body(self, candidate: Candidate) -> bool:
        """Whether a name is that of a body, no state and no agency that passes words on."""
        name = self._name_of(candidate)
        if name.casefold() in place_names_in(self._wording.pack.code) or name.casefold() in wire_agencies() or is_press(name):
            return False
        return self.kind(self._body_within(candidate.span), name) == "organisation" and not self._wording.is_reference(name)

    def _titled(self, span: Span, base: str) -> Candidate | None:
        """The person named in full before a title with the last name alone ("Colonel Lee")."""
        surname = self._wording.behind_title(base)
        known = reversed(self._before(span)) if surname else ()
        return next((c for c in known if c.kind == "person" and self._ends_with(c, surname)), None)

    def _full_name(self, span: Span, base: str) -> Candidate | None:
        """The person told in full before whose last names stand alone, of two words or more ("عبد الله")."""
        keys = self._wording.keys(base)
        if len(keys) < 2 or self._kinds.get(span) != "person":
            return None
        fuller = (c for c in reversed(self._before(span)) if c.kind == "person" and len(self._wording.keys(c.text)) > len(keys))
        return next((c for c in fuller if self._wording.keys(c.text)[-len(keys) :] == keys), None)

    def _last_source(self, span: Span, reach: int = REACH) -> Candidate | None:
        """The source named last before a span, in full where it was a short form; the army as it is where the report calls it no more.

        Where only pronouns stand within reach, whom the first of them stands for.
        """
        known = [c for c in self._before(span, reach) if c.role in ("source", "source_ref")]
        for c in reversed(known):
            if self._wording.is_rank(c.text):  # "the colonel, Rami Dahl"
                c = next((p for p in self._candidates if p.kind == "person" and 0 <= p.span.start - c.span.end <= RANK_GAP), c)
            if not (self._is_pronoun(c.text) or self._wording.is_paper(c.text) or self._wording.is_bare_role(c.text)):
                full = self._in_full(c) if self._wording.is_reference(c.text) else self._titled(c.span, c.text) or c
                if full:
                    return full
        first = next((c for c in known if self._is_pronoun(c.text)), None)
        return self._last_source(first.span, reach) if first is not None else None

    def _in_full(self, short: Candidate) -> Candidate | None:
        """What a short form stands for: the fuller name, else itself where it tells of a body and of no one named before ("the army")."""
        if self._wording.is_party_noun(short.text) and (party := self._last_party(short.span)):
            return party
        again = self._wording.is_same(short.text) or self._wording.is_source_told_of(short.text) or self._wording.is_party_noun(short.text)
        alone = None if again or self._wording.begins_with_office(short.text) or self._wording.is_medium(short.text) else short
        return self._fuller(short.span, short.text) or alone

    def _fuller(self, span: Span, base: str) -> Candidate | None:
        words = self._wording.keys(base)
        noun = self._wording.head(base)
        earlier = [c for c in self._candidates if c.span.end <= span.start]
        near = [c for c in earlier if len(c.text) > len(noun) and self._holds(c, noun)]
        if near:
            return next((c for c in reversed(near) if c.role in ACTING), near[-1])
        if self._text[span.start : span.start + 1].isupper() and len(words) == 1:  # a name in a headline, told in full below
            return next((c for c in self._candidates if len(c.text) > len(words[0]) and self._ends_with(c, words[0])), None)
        return None

    def _holds(self, candidate: Candidate, noun: str) -> bool:
        many = len(self._wording.keys(candidate.text)) > 1
        if noun.isupper() and len(noun) > 1 and not candidate.text.startswith(noun):  # an agency of the UN is not the UN
            return False
        return many and not self._wording.is_reference(candidate.text) and self._wording.same_words(noun, candidate.text)

    def _ends_with(self, candidate: Candidate, word: str) -> bool:
        have = self._wording.keys(candidate.text)
        return len(have) > 1 and have[-1] == word and candidate.kind in ("person", "")

    def _before(self, span: Span, reach: int = REACH) -> list[Candidate]:
        return [c for c in self._candidates if c.span.end <= span.start and span.start - c.span.end <= reach]

    def _is_pronoun(self, base: str) -> bool:
        return self._wording.is_pronoun(base)


def _closed(name: str) -> str:
    """A name without the bracket that it ends in, and without the bracket or quotation that it begins and does not end
    ("Fjord Monitor (FM)", "Fjord Monitor (FM").
    """
    name = ENDING_BRACKET.sub("", name) or name
    at, mark = max(((name.rfind(mark), mark) for mark in BRACKETS), default=(-1, ""))
    return name[:at].rstrip() if at > 0 and BRACKETS[mark] not in name[at:] else name


def _abbreviates(short: str, full: str) -> bool:
    """Whether a bracketed word can stand for a name: most of its letters begin the name's words, in order."""
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", full)).casefold()
    letters = [ch for ch in short.casefold() if ch.isalpha()]
    if short.isupper() and len(letters) >= 2:
        at = hits = 0
        for ch in letters:
            found = initials.find(ch, at)
            if found >= 0:
                hits, at = hits + 1, found + 1
        return hits * 2 >= len(letters) or len(full.split()) >= 3
    return False
