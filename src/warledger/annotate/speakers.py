"""Who may speak in one sentence: its words for saying with the names, pronouns and kinds of people beside them.

Takes a sentence with the names of its text, gives what the tables find in it. Knows nothing of frames, nor of other sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from warledger.annotate.mistaken import is_ordinal
from warledger.annotate.quotes import QUOTES, opens_quote, quote_after
from warledger.annotate.tidy import word_span
from warledger.annotate.victims import THINGS
from warledger.model import Argument, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.outlets import is_press, wire_agencies
from warledger.packs.words import Entry, Lexicon, Token

NAME_GAP = 40
"""Code points between a cue and the name that it may take as source."""
ROLE_WORDS = frozenset({"anonymous", "reference", "role", "paper", "desk"})
"""Of departments those that are told by one word ("press centre"), not the field of one ("information")."""
ROLE_GAP = 8
"""Code points between a role word and the name of the body ("spokesman for the")."""
PRONOUN_GAP = 3
"""Code points between a cue and the pronoun that is its subject."""
PAPER_GAP = 12
"""Code points between what a source put out and its name ("bakanlıktan yapılan açıklamada")."""
LEAD = 4
"""Code points before a cue that still begins its sentence (a dash, "and")."""
CLAUSE = re.compile(r"[,;:\-–—\"“”«»„،؛]\s*")
PASSED_ON = re.compile(r"(?<!\w)[وف]?نقل(?:ت|ته|ها|ه|وا)?\s(?:[^\n،.؛:«\"]{2,60}?\s)?(عن)\s")
PHRASE = re.compile(r"\s((?:[^\W\d_][\w’'-]{0,39})(?: [^\W\d_][\w’'-]{0,39}){0,5})(?![\w’'-])")
"""The few words behind a verb or "citing"."""
PHRASE_BEFORE = re.compile(r"(?:[,;] |\A|\bise )((?:bir )?(?:[^\W\d_]{1,24} ){1,3})\Z")
"""The few words before "citing" in Turkish, from a mark on or from "ise"."""
ASIDE = re.compile(r",\s(?:[^\W\d_]{1,24}\s){0,3}[^\W\d_]{1,24},\s")
"""What may stand between two commas behind a subject: "for its part"."""
SUBJECT = re.compile(r"(?<!\w)((?:[^\W\d_][\w’'-]{0,23}\s){1,4}[^\W\d_][\w’'-]{0,23})" + ASIDE.pattern)
"""A few words and an aside between commas, before a verb for saying: "The rebel movement, for its part, "."""
SUBJECTS_FIRST = frozenset({"en", "es", "fr", "pt"})
"""Languages in which what stands before a verb is its subject; in others it may be when or where."""
TELLER_END = re.compile(
    r" (?:på|i|til|over|om|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|in|am|auf|gegenüber|mit|per|vid|till|för)(?!\w)"
)
"""Words with which it goes on where or when something was told."""
TURNED = re.compile(
    r"\s(?:(?:the|le|la|les|el|los|las|o|a|os|as|der|die|das) |l['’])?((?:[^\W\d_][\w’'-]{0,29} ){0,4}[^\W\d_][\w’'-]{2,29}) "
)
"""The few words between "while" and a verb for saying."""
STOPPED = (",", ".", "")
"""What such words end before: a mark, or the end of the sentence."""
PHRASE_ENDS = tuple(",.;:،؛!?")
NOT_CITED = ("that", "relative", "clause", "turn", "own", "paper")
"""Senses of words that are no part of whom one cites."""
OPENED, CLOSED = '"“«„', frozenset('"”»“')
BEHIND = "above:by"
"""Sense of words that begin a sentence which says who told what stands before it, and behind which he stands."""
LABEL = "above:label"
"""Sense of a word that says so before a colon alone: "Source: the governor's channel"."""
TAIL = 40
"""Code points behind a verb for saying in which the sentence ends ("said in a statement")."""
LONG_CLAUSE = 40
"""Code points before a name at the end of a clause from which on that is more than an apposition."""
LEAST = 4
"""Letters of a word that is no article or preposition."""
VAGUE = re.compile(r"\s((?:(?:l|d)['’])?(?:[^\W\d_]{1,24} ){0,4}[^\W\d_]{1,24})(?=[,،])")
"""The few words between "according to" and a comma."""
SPOKEN = frozenset({"asserts", "denies", "accuses"})
SEMICOLONS = ";؛"
COMMAS = ",،"
TURN_GAP = 16
"""Code points between the word with which another's clause begins ("but") and who speaks in it."""
THAT_GAP = 2
"""Code points between a word for saying and the word after which comes what was said."""
CITED_GAP = 6
"""Code points between "citing" and whom, an article with its spaces or a case ending."""
ARTICLE_GAP = 5
"""Code points between the word with which a clause begins and its subject, an article with its spaces."""
QUOTED = '"”»“«„'
ACCORDING = ("prep", "post")
"""Kinds of cues that are no verbs: before their source ("according to") or behind it ("göre")."""
CUE_PROB = 0.5

Attribution = tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Speakers:
    """What the tables find in one sentence for its source; spans are of the whole text."""

    sentence: Span
    cues: tuple[tuple[Span, Entry], ...]
    names: tuple[Span, ...]
    """Names and role words, those that stand together as one."""
    pronouns: tuple[Span, ...]
    thats: tuple[Span, ...]
    """Words after which comes what was said."""
    turns: tuple[Span, ...]
    """Words with which a clause begins that is another's ("but", "although")."""
    opens: frozenset[int]
    """Where a colon or a quotation stands."""
    clauses: frozenset[int]
    """Where a clause may begin: at the start, after a comma, a quotation or "and"."""
    above: Span | None = None
    """The words with which it begins when it says who told what stands before it."""
    recalls: bool = False
    """Whether it begins what the outlet adds of earlier days."""
    adds: Span | None = None
    """The words with which it begins when it adds to what its paragraph told before it."""
    adds_on: bool = False
    """Whether such words go on from the paragraph before too: "in addition", but not "also" or "another"."""
    author: Span | None = None
    """Who told what stands before a sentence that begins with all but him: "The figures come from | the doctors' union"."""
    bare: frozenset[Span] = frozenset()
    """Cues that name nobody: between two commas ("Los aviones, añadió, volaron"), behind a quotation with which the sentence ends, or
    with but a pronoun in them ("selon lui")."""
    papers: tuple[Span, ...] = ()
    """Words for what a source put out ("the statement")."""
    indirect: tuple[Span, ...] = ()
    """Words by which it goes on telling what somebody said ("demnach", "seien")."""
    quoted: Mapping[Span, frozenset[Span]] = field(default_factory=dict)
    """By cue the names within the words that it quotes."""
    lead: int = 0
    """Where what may stand before a verb without a subject ends: "Así, ha", "Horas después,"."""
    owns: tuple[Span, ...] = ()
    """Words for whose something is ("its")."""
    addressed: frozenset[Span] = frozenset()
    """Cues behind which stands whom it was said to: "told reporters"."""
    cites: tuple[Span, ...] = ()
    """Words by which one takes another's word: "citing"."""
    subjects: Mapping[Span, Span] = field(default_factory=dict)
    """By cue the few words between it and the word with which another's clause begins: "while | the doctors' union | says"."""
    matters: frozenset[int] = frozenset()
    """Where, in a language that leaves out subjects, a preposition or what happened stands: "وأشارت إلى", "وأعلنت مقتل", "Informó de"."""
    phrases: Mapping[Span, Span] = field(default_factory=dict)
    """By such words the few beside them that tell whose it is, where a mark ends these ("citing the town's hospital,")."""
    cites_last: bool = False
    """Whether such words stand behind whose it is, in a language of endings ("orduya dayandırarak")."""

    @classmethod
    def at(cls, text: str, sentence: Span, mentions: Sequence[Mention], pack: LanguagePack) -> Speakers:
        """The look at one sentence of a text."""
        tokens = pack.tokens(sentence.of(text))
        cues = _cues(text, sentence, pack)
        opening = _opening(text, sentence, tokens, pack)
        found = pack.words.find(sentence.of(text))
        words = [(at.shift(sentence.start), {e.sense if e.parts[0] == "desk" else e.parts[0] for e in entries}) for at, entries in found]
        indirect = tuple(at for at, senses in words if "indirect" in senses)
        if not cues:
            return cls(sentence, (), (), (), (), (), frozenset(), frozenset(), *opening, indirect=indirect)
        listeners = {at: end for at, _ in cues if (end := _listened_to(text, sentence, at, pack))}
        names = [m.span for m in mentions if sentence.covers(m.span) and m.kind != "place" and not is_demonym(text, m.span, pack)]
        names += [m.span for m in mentions if m.kind == "place" and _speaks(text, m.span, sentence, cues)]
        names = [n for n in names if not any(at.end <= n.start < end for at, end in listeners.items())]
        passing = [at for at, senses in words if "quoted" in senses]
        names = [n for n in names if not any(0 <= n.start - q.end <= ROLE_GAP for q in passing)]  # "quoted by the agency Vostra"
        first_subject = pack.code in SUBJECTS_FIRST
        leads = (SUBJECT.fullmatch(text, sentence.start, at.start) for at, e in cues if first_subject and kind_of(e) == "verb")
        subjects = {Span(*m.span(1)) for m in leads if m}
        names += [at for at in subjects if not any(at.overlaps(n) for n in names)]
        agents = [at for at, senses in words if "by" in senses]
        reached = {at for at, senses in words if "medium" in senses and any(at.start - b.end == 1 for b in agents)}  # "by the agency"
        roles = [_of_country(text, word_span(text, at), pack) for at, senses in words if senses & ROLE_WORDS and at not in reached]
        pronouns = tuple(at for at, senses in words if "pronoun" in senses)
        thats = tuple(at for at, senses in words if "that" in senses)
        turns = tuple(at for at, senses in words if "turn" in senses)
        opens = frozenset(i for i in range(sentence.start, sentence.end) if text[i] == ":" or text[i] in QUOTES)
        ands = {at.end + 1 for at, senses in words if "and" in senses}
        clauses = frozenset({sentence.start, *ands, *(sentence.start + m.end() for m in CLAUSE.finditer(sentence.of(text)))})
        known = tuple(n for n in _with_roles(names, roles) if not names_nobody(n.of(text), pack))
        papers = tuple(at for at, e in cues if kind_of(e) not in ("verb", "passive"))
        stated = tuple(at for at, senses in words if "paper" in senses)
        verbs = [at for at, e in cues if kind_of(e) == "verb" and not any(0 <= t.start - at.end <= THAT_GAP for t in thats)]
        verbal = [at for at, e in cues if kind_of(e) == "verb"]  # "was quoted as saying"
        hearsay = {at for at, e in cues if e.parts[0] == "relays"}
        lead = sentence.start + _lead(tokens, pack, sentence.of(text))
        cites = tuple(at for at, senses in words if "cites" in senses and not any(c.covers(at) and c != at for c in verbal))
        cites += _passed_on(text, sentence, pack)
        told_to = [at for at, senses in words if "addressed" in senses]
        addressed = frozenset(at for at, _ in cues if at in told_to)
        owns = tuple(at for at, senses in words if "own" in senses)
        others = [n for n in (*known, *pronouns) if not any(n.overlaps(p) for p in papers)]
        drops = _leaves_out_subjects(pack.words)  # elsewhere two commas tell nothing: "the army, which lost 9 men, said,"
        may_drop = [at for at in verbs if drops or at in hearsay]
        closes = {at: _closes(text, listeners.get(at, at.end), sentence.end, papers, pack) for at in verbs}
        bare = {at for at in _bare_verbs(text, sentence, may_drop, others, closes) if not _is_of_office(text, at, known)}
        bare |= {at for at, e in cues if kind_of(e) == "pronoun"}
        for at in verbs:  # "Horas después, indicó en un comunicado publicado en Orvik que ..."
            written = {p for p in papers if 0 <= p.start - at.end <= 1} if at.start <= lead else set()
            bare |= {at, *written} if written else set()
        quoted = {at: frozenset(n for n in known if is_parted_by_quote(text, at, n)) for at, _ in cues}
        subjects_of = _subjects(text, cues, turns, pack.word_spans(text, "helper"), first_subject)
        return cls(
            sentence, cues, known, pronouns, thats, turns, opens, clauses, *opening, frozenset(bare), stated, indirect, quoted, lead, owns,
            addressed, cites, subjects_of, _matters(text, sentence, words, pack), _cited_phrases(text, sentence, cites, pack),
            bool(pack.habits.suffixes),
        )  # fmt: skip

    def named(self) -> Attribution:
        """The first cue with a name beside it: after "according to", on either side of a verb."""
        for cue, entry in sorted(self.cues, key=lambda c: kind_of(c[1]) not in ACCORDING):
            source = self._beside(cue, entry) if cue not in self.bare else None
            if source is not None:
                return (Argument("source", source, CUE_PROB), Argument("cue", cue, CUE_PROB))
        return ()

    def teller(self, fits: Callable[[Span], bool]) -> Attribution | None:
        """The first verb for saying with a name beside it that fits; None where there is none."""
        for cue, entry in self.cues:
            source = self._beside(cue, entry) if cue not in self.bare and kind_of(entry) == "verb" else None
            if source is not None and fits(source):
                return (Argument("source", source, CUE_PROB), Argument("cue", cue, CUE_PROB))
        return None

    def said_that(self, first: Span, trigger: Span) -> Attribution | None:
        """The last verb for saying between a cue and an event that has a name right beside it and then "that"; None without one.

        In a clause that begins with a word for another's ("while the rebels put it at") it may do without "that".
        """
        found: Attribution | None = None
        for cue, entry in self.cues:
            if cue.start < first.end or kind_of(entry) != "verb" or entry.parts[0] not in SPOKEN or cue in self.bare:
                continue
            that = next((t for t in self.thats if 0 <= t.start - cue.end <= NAME_GAP and t.end <= trigger.start), None)
            ahead = [n for n in self.names if n.start >= first.end and 0 <= cue.start - n.end <= THAT_GAP]
            if that is not None:
                inside = [n for n in self.names if 0 <= n.start - cue.end <= 1 and n.end <= that.start and cue not in self.addressed]
                named = inside or (ahead if that.start - cue.end <= THAT_GAP else [])
            else:
                near = [n for n in self.names if n.start >= first.end and 0 <= cue.start - n.end <= TURN_GAP]
                named = [n for n in near if cue.end <= trigger.start and any(0 <= n.start - t.end <= TURN_GAP for t in self.turns)]
            if not named and cue.end <= trigger.start and cue in self.subjects:
                named = [self.subjects[cue]]
            if named:
                found = (Argument("source", named[-1], CUE_PROB), Argument("cue", cue, CUE_PROB))
        return found

    def cited(self, source: Span | None) -> Span | None:
        """Whom a source named before it cites, or one named behind it where the sentence begins so; None without such words."""
        named = (self._cited_by(cite, source) for cite in self.cites)
        return next((at for at in named if at is not None), None)

    def _cited_by(self, cite: Span, source: Span | None) -> Span | None:
        behind = next((n for n in self.names if 0 <= n.start - cite.end <= CITED_GAP and not self._has_own(cite.end, n.start)), None)
        if behind is not None:
            first = cite.start - self.sentence.start <= LEAD
            return behind if source is None or source.end <= cite.start or first else None
        before = next((n for n in reversed(self.names) if 0 <= cite.start - n.end <= CITED_GAP), None)  # "TASS, orduya dayandırarak"
        phrase = self.phrases.get(cite)
        if self.cites_last and (phrase is None or (before is not None and phrase.end <= cite.start)):
            phrase = before if not self.thats else None
        return phrase if phrase is not None and (source is None or source.end <= phrase.start) else None

    def _has_own(self, start: int, end: int) -> bool:
        """Whether a word for whose it is stands between two places ("citing its sources"): that is no one else's word."""
        return any(start <= o.start and o.end <= end for o in self.owns)

    def is_brief(self, text: str) -> bool:
        """Whether a lone word stands for what was told ("Det oplyser WHO"): its paragraph goes on with the source, the next does not."""
        return self.above is not None and " " not in self.above.of(text)

    def of_above(self, text: str) -> Attribution:
        """Who told what stands before a sentence that says but that ("Das teilte die Polizei mit"); an agency passes on, tells nothing.

        The word for it is two words, or the verb follows it at once: "das Ministerium teilte mit" is no such sentence.
        """
        if self.above is None:
            return ()
        if self.author is not None:
            name = next((n for n in self.names if 0 <= n.start - self.above.end <= CITED_GAP), self.author)
            return (
                () if is_press(name.of(text).strip(QUOTED)) else (Argument("source", name, CUE_PROB), Argument("cue", self.above, CUE_PROB))
            )
        known = not self.is_brief(text)
        told = [(c, kind_of(e)) for c, e in self.cues if known or 0 <= c.start - self.above.end <= 1]
        if not any(kind == "verb" or (kind == "passive" and self.papers) for _, kind in told):
            return ()
        first = [(c, e) for c, e in self.cues if 0 <= c.start - self.above.end <= 1]
        if any(e.parts[0] == "denies" for _, e in first):
            return ()
        passed_on = [(c, e) for c, e in self.cues if kind_of(e) in ACCORDING]
        for cue, entry in (*passed_on, *self.cues):
            source = (
                self._body_of_paper(text, cue) if entry.parts[0] == "relays" or kind_of(entry) == "passive" else self._beside(cue, entry)
            )
            source = source or (_teller_behind(text, cue, self.sentence) if (cue, entry) in first and kind_of(entry) == "verb" else None)
            if source is not None and not is_press(source.of(text).strip(QUOTED)):
                return (Argument("source", source, CUE_PROB), Argument("cue", cue, CUE_PROB))
        return ()

    def _body_of_paper(self, text: str, cue: Span) -> Span | None:
        """Whose the paper is behind a verb that names nobody: "говорится в сообщении | областной прокуратуры"."""
        paper = next((p for p in self.papers if 0 <= p.start - cue.end <= NAME_GAP), None)
        body = PHRASE.match(text, paper.end, self.sentence.end) if paper is not None else None
        return Span(*body.span(1)) if body and text[body.end() : body.end() + 1] in STOPPED else None

    def carried(self, last: Attribution) -> Attribution:
        """The source named last, for a sentence that goes on with it: "he added", "añadió que", "Hunderte seien geflohen"."""
        source = next((a for a in last if a.role == "source"), None)
        if source is not None and self.indirect:
            return tuple(a for a in last if a.role in ("source", "source_ref", "speaker"))
        for cue, entry in self.cues if source is not None else ():
            if kind_of(entry) in ("verb", "pronoun", "passive") and entry.parts[0] in SPOKEN and self._goes_on(cue):
                return (*(a for a in last if a.role in ("source", "source_ref", "speaker")), Argument("cue", cue, CUE_PROB))
        return ()

    def _goes_on(self, cue: Span) -> bool:
        """Whether a cue has a pronoun for its subject, or none: it begins the sentence and what was said follows."""
        if cue in self.bare or any(p.gap(cue) <= PRONOUN_GAP and (p.start >= cue.end or p.start in self.clauses) for p in self.pronouns):
            return True
        if self.adds is not None and 0 <= cue.start - self.adds.end <= 1:
            return True
        first = cue.start - self.sentence.start <= LEAD or cue.start <= self.lead
        told = (*(t.start for t in self.thats), *self.opens, *self.matters)
        return first and any(0 <= at - cue.end <= 2 for at in told)

    def _beside(self, cue: Span, entry: Entry) -> Span | None:
        kind = kind_of(entry)
        if entry.parts[0] not in SPOKEN or kind not in ("verb", "passive", *ACCORDING):
            return None
        if kind == "passive":  # "it was said in the statement of the army": nobody else is named by it
            return min((n for n in self.names for p in self.papers if n.gap(p) <= PAPER_GAP), key=lambda n: (n.gap(cue), n), default=None)
        names = [n for n in self.names if n not in self.quoted.get(cue, ())]
        after = [n for n in names if 0 <= n.start - cue.end <= NAME_GAP and not self._parted(cue, n)]
        before = [n for n in names if 0 <= cue.start - n.end <= NAME_GAP and not self._ends_clause(n, cue)]
        ahead = kind == "post" or entry.parts[0] == "accuses" or (cue in self.addressed and not before)
        found = after if kind == "prep" else before if ahead else before or after
        return min(found, key=lambda n: (min(abs(n.start - cue.end), abs(cue.start - n.end)), n), default=None)

    def _ends_clause(self, name: Span, cue: Span) -> bool:
        """Whether a comma parts a verb from the name at the end of a clause too long to tell who somebody is ("войска обстреляли село из
        РСЗО, сообщили в прокуратуре").
        """
        first = max((c for c in self.clauses if c <= name.start), default=self.sentence.start)
        return cue.start in self.clauses and cue.start - name.end == len(", ") and name.start - first >= LONG_CLAUSE

    def _parted(self, cue: Span, name: Span) -> bool:
        """Whether a word for "that" stands between: then the name is in what was said."""
        return any(cue.end <= t.start and t.end <= name.start for t in self.thats)


@cache
def _leaves_out_subjects(words: Lexicon) -> bool:
    """Whether verbs stand without their subject in a language: its table has words that may stand before such a one."""
    return any(e.sense == "lead" for e in words.entries)


def _lead(tokens: Sequence[Token], pack: LanguagePack, text: str) -> int:
    """Where what is no adverb, time or helping verb begins in a text ("Horas después, | indicó", "Así, ha | dicho").

    0 in a language whose verbs do not leave out their subject.
    """
    if not _leaves_out_subjects(pack.words):
        return 0
    times = [at for at, _ in pack.times.find(text)]
    n = 0
    while n < len(tokens):
        hit = pack.words.at(tokens, n)
        if hit is not None and any(e.parts[0] in ("lead", "further") for e in hit[0]):
            n = hit[1]
        elif tokens[n].text in COMMAS or any(at.start <= tokens[n].start < at.end for at in times):
            n += 1
        else:
            return tokens[n].start
    return len(text)


def _opening(
    text: str, sentence: Span, tokens: Sequence[Token], pack: LanguagePack
) -> tuple[Span | None, bool, Span | None, bool, Span | None]:
    """What the first words of a sentence say of it: its `above`, `recalls`, `adds`, `adds_on` and `author`."""
    first = pack.words.at(tokens, 0) if tokens else None
    if first is None:
        return None, False, None, False, None
    senses = {e.sense for e in first[0]}
    kinds = {e.parts[0] for e in first[0]}
    opens = Span(tokens[0].start, tokens[first[1] - 1].end).shift(sentence.start)
    stands = "above" in kinds and (text.startswith(":", opens.end) or bool(senses & {"above", BEHIND}))
    author = _author(text, opens, sentence) if stands and senses & {BEHIND, LABEL} else None
    adds = opens if "further" in kinds else None
    return opens if stands else None, "recall" in kinds, adds, "further" in senses, author


def _matters(text: str, sentence: Span, words: Sequence[tuple[Span, set[str]]], pack: LanguagePack) -> frozenset[int]:
    """Where what was said may begin right behind a verb without its subject: at a preposition or a word for what happened."""
    if not _leaves_out_subjects(pack.words):
        return frozenset()
    happened = (
        at.start + sentence.start for at, entries in pack.events.find(sentence.of(text)) if any(e.parts[1] == "noun" for e in entries)
    )
    rises = (at.start for at, senses in words if senses & {"preposition", "rises"})
    return frozenset((*happened, *rises))


def _subjects(
    text: str, cues: Sequence[tuple[Span, Entry]], turns: Sequence[Span], helpers: Sequence[Span], first: bool
) -> dict[Span, Span]:
    """The subjects of verbs for saying in clauses that begin with "while"; `first` says that subjects stand before their verbs."""
    out = {}
    for cue, entry in cues:
        turn = next((t for t in reversed(turns) if t.end <= cue.start), None)
        told = (
            TURNED.fullmatch(text, turn.end, cue.start)
            if turn and (first or turn.end < cue.start - 1) and kind_of(entry) == "verb"
            else None
        )
        end = told.end(1) if told else 0
        for helper in reversed(helpers):  # "while Tavo TV | also reported"
            end = helper.start if told and told.start(1) < helper.start and not text[helper.end : end].strip() else end
        if told:
            out[cue] = Span(told.start(1), told.start(1) + len(text[told.start(1) : end].rstrip()))
    return out


def _is_apposed(text: str, sentence: Span, comma: int, names: Sequence[Span]) -> bool:
    """Whether a name stands between two commas, the second of them at a place: "Der Gouverneur, Alexander Dorn, erklärte,"."""
    return any(n.end == comma and text[sentence.start : n.start].rstrip()[-1:] == "," for n in names)


def _speaks(text: str, place: Span, sentence: Span, cues: Sequence[tuple[Span, Entry]]) -> bool:
    """Whether a place begins a sentence right before a verb for saying: it stands for its government ("Moscow says").

    Few words may stand between two commas in between ("Moscow, for its part, says").
    """
    verbs = [at for at, e in cues if kind_of(e) == "verb" and at.start >= place.end]
    return place.start == sentence.start and any(at.start - place.end <= 1 or ASIDE.fullmatch(text, place.end, at.start) for at in verbs)


def _passed_on(text: str, sentence: Span, pack: LanguagePack) -> tuple[Span, ...]:
    """Where in Arabic the word for "from" stands behind who passes on and before whose word it is ("نقلت الوكالة عن الجيش")."""
    if not pack.habits.attached:
        return ()
    return tuple(Span(m.start(1), m.end(1)) for m in PASSED_ON.finditer(text, sentence.start, sentence.end))


def _teller_behind(text: str, cue: Span, sentence: Span) -> Span | None:
    """The few words behind a verb that end the sentence, but for where or when: "Det oplyser | det pakistanske militær | på X."."""
    told = PHRASE.match(text, cue.end, sentence.end)
    if told is None or text[told.end() : told.end() + 1] not in STOPPED:
        return None
    words = TELLER_END.split(told[1])[0]
    return Span(told.start(1), told.start(1) + len(words)) if words else None


def _author(text: str, above: Span, sentence: Span) -> Span | None:
    """The few words right behind those that begin such a sentence, up to a mark or to where or when it was told."""
    told = PHRASE.match(text, above.end + text.startswith(":", above.end), sentence.end)
    words = TELLER_END.split(told[1])[0] if told else ""
    return Span(told.start(1), told.start(1) + len(words)) if told and words else None


def _cited_phrases(text: str, sentence: Span, cites: Sequence[Span], pack: LanguagePack) -> dict[Span, Span]:
    found = ((at, _cited_phrase(text, sentence, at, pack)) for at in cites)
    return {at: phrase for at, phrase in found if phrase is not None}


def _cited_phrase(text: str, sentence: Span, cite: Span, pack: LanguagePack) -> Span | None:
    """The few words behind "citing", up to a mark or to the word for "that"; in a language of endings those before it."""
    if pack.habits.suffixes:
        lead = PHRASE_BEFORE.search(text, sentence.start, cite.start)
        return Span(lead.start(1), lead.end(1)) if lead and not pack.word_spans(lead[1], *NOT_CITED) else None
    behind = PHRASE.match(text, cite.end, sentence.end)
    if behind is None:
        return None
    stops = sorted(at.start for at in (*pack.word_spans(behind[1], *NOT_CITED), *(c for c, _ in pack.reporting.find(behind[1]))))
    words = behind[1][: stops[0]].rstrip() if stops else behind[1]
    ended = bool(stops) or text[behind.end() : behind.end() + 1] in PHRASE_ENDS
    if any(e.parts[0] in THINGS for _, entries in pack.groups.find(words) for e in entries):
        return None  # "citing several districts"
    return Span(behind.start(1), behind.start(1) + len(words)) if words and ended else None


def _is_of_office(text: str, cue: Span, names: Sequence[Span]) -> bool:
    """Whether a name and behind a comma what its bearer is stand before a cue: "General Ann Lee, commander of the force, said,"."""
    offices = [n for n in names if n.end < cue.start and text[n.start - 2 : n.start] == ", " and text.count(",", n.end, cue.start) == 1]
    return any(m.end == n.start - 2 for n in offices for m in names)


def _bare_verbs(text: str, sentence: Span, may_drop: Sequence[Span], names: Sequence[Span], closes: Mapping[Span, bool]) -> set[Span]:
    """Verbs for saying without a subject; `closes` has them all, with whether little follows each, `may_drop` those that may lack one."""
    between = {at: mark for at in may_drop if (mark := _comma_before(text, sentence, at)) is not None}
    bare = {at for at, mark in between.items() if not _is_apposed(text, sentence, mark, names)}
    return bare | {at for at, ends in closes.items() if at not in between and _is_bare(text, sentence, at, names, ends)}


def _comma_before(text: str, sentence: Span, cue: Span) -> int | None:
    """Where the comma stands right before a verb that has another right behind it; None where it does not stand so."""
    before, after = text[sentence.start : cue.start].rstrip(), text[cue.end : sentence.end].lstrip()
    return sentence.start + len(before) - 1 if before[-1:] == "," and after[:1] == "," else None


def _is_bare(text: str, sentence: Span, cue: Span, names: Sequence[Span], closes: bool) -> bool:
    """Whether a verb for saying has no subject: it stands behind a quotation in a sentence that else names nobody.

    `closes` says that little follows it; `names` are those but of what it was said in.
    """
    before = text[sentence.start : cue.start].rstrip()
    quoted = before.rstrip(",")
    if quoted[-1:] not in CLOSED or not closes:
        return False
    opening = max(quoted[:-1].rfind(mark) for mark in OPENED)
    inside = Span(sentence.start + max(opening, 0), cue.start)
    return all(inside.covers(n) for n in names)


def _closes(text: str, start: int, end: int, papers: Sequence[Span], pack: LanguagePack) -> bool:
    """Whether behind a verb for saying there is nothing but when or in what it was said ("dijo el viernes,", "disse em um comunicado")."""
    after = text[start:end].lstrip()
    clause = after.partition(",")[0]
    tokens = pack.tokens(clause)
    if len(clause) <= TAIL and _lead(tokens, pack, clause) == len(clause) and (tokens or after[:1] == ","):
        return True
    return len(after) <= TAIL and (not any(c.isalpha() for c in after) or any(0 <= p.start - start <= TAIL for p in papers))


def _listened_to(text: str, sentence: Span, cue: Span, pack: LanguagePack) -> int:
    """Where the agency ends that was told, right behind a verb for saying ("dijo a la AFP"); 0 where none was."""
    behind = text[cue.end : min(sentence.end, cue.end + NAME_GAP)]
    tokens = pack.tokens(behind)
    hit = pack.words.at(tokens, 0) if tokens else None
    if hit is None or not any(e.sense == "to" for e in hit[0]):
        return 0
    first = hit[1]
    for start in range(first, min(first + 3, len(tokens))):  # an article and "agency" may stand before its name
        for end in range(min(start + 3, len(tokens)), start, -1):
            if behind[tokens[start].start : tokens[end - 1].end].casefold() in wire_agencies():
                return cue.end + tokens[end - 1].end
    return 0


def _of_country(text: str, role: Span, pack: LanguagePack) -> Span:
    """A kind of people with the adjective of a country behind it ("autoridades norlandesas")."""
    behind = pack.tokens(text[role.end : role.end + NAME_GAP].partition("\n")[0])
    hit = pack.demonyms.at(behind, 0) if behind and behind[0].text.islower() else None
    return Span(role.start, role.end + behind[hit[1] - 1].end) if hit is not None else role


def is_demonym(text: str, span: Span, pack: LanguagePack) -> bool:
    """Whether a name is but the adjective of a country, its article aside ("an Israeli strike", "den ukrainska")."""
    name = span.of(text)
    return any(
        at.end == len(name) and at.start <= ARTICLE_GAP and (at.start == 0 or name[: at.start].strip().isalpha())
        for at, _ in pack.demonyms.find(name)
    )


def names_nobody(words: str, pack: LanguagePack) -> bool:
    """Whether words are but figures, or an investigation, of nobody ("preliminary data")."""
    tokens = [t for t in pack.tokens(words) if t.kind == "word" and not (len(t.text) < LEAST and t.text.islower())]
    return bool(tokens) and all(any(e.sense == "figure" for e in pack.words.get(t.key)) for t in tokens)


def _cues(text: str, sentence: Span, pack: LanguagePack) -> tuple[tuple[Span, Entry], ...]:
    """The words for saying of a sentence, but "according to" before nobody and ordinals that look like it."""
    told = [(at.shift(sentence.start), entries[0]) for at, entries in pack.reporting.find(sentence.of(text))]
    told = [(at, e) for at, e in told if not _is_of_nobody(text, at, e, sentence, pack)]
    return tuple((at, e) for at, e in told if kind_of(e) != "prep" or not is_ordinal(text, at, pack))


def _is_of_nobody(text: str, cue: Span, entry: Entry, sentence: Span, pack: LanguagePack) -> bool:
    """Whether "according to" stands before such words and a mark, or in a language of endings behind such words that begin the sentence."""
    if kind_of(entry) == "prep":
        told = VAGUE.match(text, cue.end, sentence.end)
        return told is not None and names_nobody(told[1], pack)
    return kind_of(entry) == "post" and names_nobody(text[sentence.start : cue.start], pack)


def _with_roles(names: Sequence[Span], roles: Sequence[Span]) -> list[Span]:
    """Names with the role words beside them ("a spokesman for the Interior Ministry"), and role words that stand alone."""
    out: list[Span] = []
    for span in sorted({*names, *roles}):
        last = out[-1] if out else None
        if (
            last is not None
            and span.start - last.end <= ROLE_GAP
            and (span in roles or last in roles or any(last.covers(r) for r in roles))
        ):
            out[-1] = Span.hull((last, span))
        else:
            out.append(span)
    return out


def is_parted_by_quote(text: str, cue: Span, name: Span) -> bool:
    """Whether a name stands within a quotation and a cue outside it, the name not being all that is quoted ("reports “Interfax”")."""
    if cue.end <= name.start:
        awaited = quote_after(text[cue.end : name.start])
        return bool(awaited) and text[name.end : name.end + 1] != awaited
    mark = next((at for at in range(name.end, cue.start) if text[at] in QUOTED), None)
    alone = mark == name.end and text[name.start - 1 : name.start] in QUOTES
    return mark is not None and not alone and not opens_quote(text, mark)


def kind_of(entry: Entry) -> str:
    """How a cue stands to its source: "verb", "prep", "post" or "noun"."""
    return entry.parts[1] if len(entry.parts) > 1 else "verb"
