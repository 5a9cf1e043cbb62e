"""Sources for frames that have none: what is told in an attributed sentence is told by its source.

Takes frames, names and cues of a text; gives the same frames, more of them attributed. A sentence with a cue and a name
beside it has one source for all its events, and a quotation that runs over sentences keeps its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from warledger.annotate.mistaken import is_ordinal
from warledger.annotate.quotes import QUOTES, quote_after
from warledger.annotate.sentences import paragraphs_of
from warledger.annotate.tidy import word_span
from warledger.annotate.victims import THINGS
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import WORDS
from warledger.packs.outlets import outlet_of, wire_agencies
from warledger.packs.words import Entry, Lexicon, Token

ATTRIBUTION = ("source", "source_ref", "cue", "speaker", "via")
NAME_GAP = 40
"""Code points between a cue and the name that it may take as source."""
ROLE_WORDS = frozenset({"anonymous", "reference", "role", "paper"})
ROLE_GAP = 8
"""Code points between a role word and the name of the body ("spokesman for the")."""
PRONOUN_GAP = 3
"""Code points between a cue and the pronoun that is its subject."""
PAPER_GAP = 12
"""Code points between what a source put out and its name ("bakanlıktan yapılan açıklamada")."""
CUE_GAP = 12
"""Code points between a cue and a name that stands right beside it ("al Jazeera also reported")."""
HEDGE_GAP = 12
"""Code points between a word of hearsay and the event that it makes doubtful ("alleged Israeli airstrike")."""
NOBODY_GAP = 12
"""Code points between "none" and those of whom nobody says so ("none of the warring")."""
LEAD = 4
"""Code points before a cue that still begins its sentence (a dash, "and")."""
CARRIED_REACH = 450
"""Code points after which a source named last is no longer the one that goes on."""
QUOTED_REACH = 900
"""Code points that a quotation may have before the words that say whose it is."""
CLAUSE = re.compile(r"[,;:\-–—\"“”«»„،؛]\s*")
OPENED, CLOSED = '"“«„', frozenset('"”»“')
TAIL = 40
"""Code points behind a verb for saying in which the sentence ends ("said in a statement")."""
DASHES = ("– ", "— ", "- ", "−")
"""Marks with which a paragraph of speech begins."""
SPOKEN = frozenset({"asserts", "denies", "accuses"})
STOPS = frozenset(".!?…")
SEMICOLONS = ";؛"
COMMAS = ",،"
COLONS = ":："
THAT_GAP = 2
"""Code points between a word for saying and the word after which comes what was said."""
TURN_GAP = 16
"""Code points between the word with which another's clause begins ("but") and who speaks in it."""
ARTICLE_GAP = 5
"""Code points between the word with which a clause begins and its subject, an article with its spaces."""
CLOSING = '"”»“'
QUOTED = '"”»“«„'
ACCORDING = ("prep", "post")
"""Kinds of cues that are no verbs: before their source ("according to") or behind it ("göre")."""
CUE_PROB = 0.5
SURE_PROB = 0.6
"""Probability from which a name is believed to be whole."""
CUELESS_PROB = 0.9
"""Probability from which a source is believed that no word of saying goes with."""

KINDS = {
    **dict.fromkeys(("source", "source_ref", "actor", "target"), ("person", "organisation")),
    "speaker": ("person",),
}
"""Kinds of names that the words of a role may be part of."""

Attribution = tuple[Argument, ...]


def with_sources(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order; those without a source get that of their sentence, if it has one."""
    looks = {s: _Look.at(text, s, mentions, pack) for s in sentences}
    frames = [_with_noun(text, frame, looks.get(frame.trigger.within(sentences)), pack) for frame in frames]
    frames = [_without_subject(frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_behind_its_cue(frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_with_teller(text, frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_with_next_teller(frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    begins = {s.start for s in sentences} if not pack.habits.attached else ()  # where negations are joined to words, verbs are denied
    nobody = [at for at in pack.word_spans(text, "negation") if at.start in begins]
    frames = _one_for_each_cue(_with_whole_sources(text, [_without_guess(text, frame, nobody) for frame in frames], mentions))
    told = _told(text, looks, frames, mentions, pack)
    triggers = [frame.trigger for frame in frames]
    ands = [at for at in pack.word_spans(text, "and") if text[at.start - 2 : at.start].strip() == ","]
    out = []
    for frame in frames:
        home = frame.trigger.within(sentences)
        own = tuple(a for a in frame.arguments if a.role in ATTRIBUTION)
        own = own if any(home.covers(a.span) for a in own if a.role == "source") else told.get(home, ())
        if home in looks and _stands_apart(text, frame.trigger, own, triggers, looks[home]):
            frame = replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in ATTRIBUTION))
        elif home in told and _yields(frame, home, told[home]):
            kept = tuple(a for a in frame.arguments if a.role not in ATTRIBUTION)
            frame = replace(frame, arguments=(*kept, *told[home]))
        elif home in told and _may_take(frame, told[home], ands):
            have = {a.role for a in frame.arguments}
            frame = replace(frame, arguments=(*frame.arguments, *(a for a in told[home] if a.role not in have)))
        out.append(frame)
    return tuple(out)


def _may_take(frame: Frame, told: Attribution, ands: Sequence[Span]) -> bool:
    """Whether a frame without a source has that of its sentence: it does not stand before its clause, nor does the source but do it."""
    if frame.spans("source") or frame.spans("speaker") or _is_of_clause_before(frame, told, ands):
        return False
    unsure = [a.span for a in told if a.role == "source" and a.prob <= CUE_PROB]  # "after a second attack by the army"
    return frame.event in WORDS or not any(s.overlaps(d) for s in unsure for d in frame.spans("actor"))


def _stands_apart(text: str, trigger: Span, own: Attribution, triggers: Sequence[Span], look: _Look) -> bool:
    """Whether an event stands before the clause that its sentence's source begins to speak in: it is none of that source's.

    "Shells fell on the port; the army spoke of five dead", "two died, but the army said", "two died, and the army said that", and
    of a clause that only describes the last event before it "two were hurt in a strike that the army blamed on rebels".
    """
    source = next((a.span for a in own if a.role == "source"), None)
    cue = next((a.span for a in own if a.role == "cue"), None)
    if source is None or cue is None or not (look.sentence.covers(source) and look.sentence.covers(cue)):
        return False
    start = min(source.start, cue.start)
    if trigger.end > start:
        return False
    if any(mark in text[trigger.end : start] for mark in SEMICOLONS):
        return not quote_after(text[look.sentence.start : trigger.end])  # "two died; four fled", said the army
    if source.end > cue.start:  # "five died, and says the army that"
        return any(0 <= t.start - source.end <= THAT_GAP for t in look.thats)
    if any(trigger.end <= a.start and _begins_clause(text, a, source) for a in look.turns):
        return True
    opens_clause = any(0 <= t.start - cue.end <= THAT_GAP for t in look.thats)
    describes = any(0 <= source.start - t.end <= ARTICLE_GAP for t in look.thats)
    return opens_clause or (describes and any(trigger.end <= t.start and t.end <= start for t in triggers))


def _begins_clause(text: str, word: Span, source: Span) -> bool:
    """Whether a source is the subject of the clause that a word begins."""
    return 0 <= source.start - word.end <= TURN_GAP and not CLAUSE.search(text, word.end, source.start)


def with_hearsay(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The same frames in the same order; what the outlet itself but passes on ("an alleged strike", "reports of shelling") relays.

    A verb form that only marks another's word ("skal ha drept") doubts nothing where the sentence names whose it is.
    """
    found = [(at, entries) for at, entries in pack.reporting.find(text) if any(e.parts[0] == "relays" for e in entries)]
    people = [at for at, entries in pack.groups.find(text) if found and not {e.parts[0] for e in entries} & THINGS]
    hedges = [at for at, _ in found]
    of_people = {h: [noun for noun in people if h.gap(noun) <= 1] for h in hedges}
    marks = {at for at, entries in found if any(_kind(e) == "phrase" for e in entries)}

    def passed_on(frame: Frame) -> bool:
        if frame.stance != "asserts" or frame.spans("source") or frame.spans("speaker"):
            return False
        doubts = [
            h for h in hedges if not any(not n.overlaps(frame.trigger) for n in of_people[h])
        ]  # "alleged rebels killed" is no hearsay
        return any(h.end <= frame.trigger.start and _beside(text, h, frame.trigger) for h in doubts)

    def told(frame: Frame) -> bool:
        home = frame.trigger.within(sentences)
        named = [s for role in ("source", "speaker") for s in frame.spans(role) if home.covers(s)]
        near = {h for h in hedges if home.covers(h)}
        return frame.stance == "relays" and bool(named and frame.spans("cue") and near) and near <= marks

    return tuple(replace(f, stance="relays") if passed_on(f) else replace(f, stance="asserts") if told(f) else f for f in frames)


def _beside(text: str, hedge: Span, trigger: Span) -> bool:
    return trigger.start - hedge.end <= HEDGE_GAP and not any(mark in ".,;:\n" for mark in text[hedge.end : trigger.start])


def _without_guess(text: str, frame: Frame, nobody: Sequence[Span]) -> Frame:
    """The frame without a source that no cue supports and the network is not sure of, or that but did the deed, or with `nobody` before it.

    "None of the parties has claimed the attack": nobody says so.
    """
    named = [a for a in frame.arguments if a.role in ("source", "speaker")]
    if any(0 <= a.span.start - n.end <= NOBODY_GAP and not _is_parted_by_mark(text, n, a.span) for a in named for n in nobody):
        return replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in ATTRIBUTION))
    if not named or frame.spans("cue") or any(_opens(text, a.span) for a in named):
        return frame
    deeds = frame.spans("actor") if frame.stance == "asserts" and frame.event not in WORDS else ()
    if any(a.prob >= CUELESS_PROB and not any(d.overlaps(a.span) for d in deeds) for a in named):
        return frame
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in ATTRIBUTION))


def _with_noun(text: str, frame: Frame, look: _Look | None, pack: LanguagePack) -> Frame:
    """The frame with the name or kind of people behind the adjective of a country that it has for its source, or without one.

    "Den ukrainska | tidningen Kyiv Independent" is the paper; "ett ukrainskt | sjukhus" tells nothing.
    """
    told = next((a for a in frame.arguments if a.role == "source"), None)
    if told is None or look is None or not look.sentence.covers(told.span) or not _is_demonym(text, told.span, pack):
        return frame
    if not told.span.of(text)[-1:].isalpha() or not told.span.of(text).split()[-1].islower() or not text[told.span.end + 1 :][:1].isalpha():
        return frame
    noun = next((n for n in look.names if 0 <= n.start - told.span.end <= 1 or (n.covers(told.span) and n != told.span)), None)
    if noun is None:
        return replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in ATTRIBUTION))
    return replace(frame, arguments=tuple(replace(a, span=noun) if a is told else a for a in frame.arguments))


def _without_subject(frame: Frame, look: _Look | None) -> Frame:
    """The frame without the source of a cue that names nobody: it is the one named last."""
    nobodys = (*look.bare, *look.indirect) if look is not None else ()
    if not nobodys or not all(any(c.overlaps(b) for b in nobodys) for c in frame.spans("cue")):
        return frame
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in ATTRIBUTION))


def _with_teller(text: str, frame: Frame, look: _Look | None) -> Frame:
    """The frame with who is named beside a verb for saying, where it has the agency that passes that on ("said medics, per Reuters")."""
    named = [a for a in frame.arguments if a.role == "source"]
    if look is None or not named or frame.spans("speaker") or not _passes_on(named[0].span.of(text)):
        return frame
    told = look.teller(lambda span: not span.overlaps(named[0].span) and not _passes_on(span.of(text)))
    if told is None:
        return frame
    kept = tuple(a for a in frame.arguments if a.role not in ATTRIBUTION)
    return replace(frame, arguments=(*kept, *told, replace(named[0], role="via")))


def _with_next_teller(frame: Frame, look: _Look | None) -> Frame:
    """The frame with the last of its sentence's sources before it that says "that" ("A said it shelled, and B said that it fired back")."""
    cues = [c for c in frame.spans("cue") if look is not None and look.sentence.covers(c) and c.end <= frame.trigger.start]
    told = look.said_that(cues[0], frame.trigger) if look is not None and cues and frame.spans("source") else None
    if told is None or any(s.overlaps(a.span) for a in told for s in frame.spans("source")):
        return frame
    kept = tuple(a for a in frame.arguments if a.role not in ATTRIBUTION)
    return replace(frame, arguments=(*kept, *told))


def _passes_on(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return name.strip(QUOTED).casefold() in wire_agencies()


def _behind_its_cue(frame: Frame, look: _Look | None) -> Frame:
    """The frame with the name right behind its "according to", where the source marked stands before that, which is another's."""
    cues, sources = frame.spans("cue"), frame.spans("source")
    if look is None or not cues or not sources or sources[0].end > cues[0].start or frame.spans("speaker"):
        return frame
    if not any(cue == cues[0] and _kind(entry) == "prep" for cue, entry in look.cues):
        return frame
    named = next((n for n in look.names if 0 <= n.start - cues[0].end <= ARTICLE_GAP), None)
    kept = tuple(a for a in frame.arguments if a.role not in ("source", "source_ref"))
    return replace(frame, arguments=(*kept, Argument("source", named, CUE_PROB))) if named else frame


def _with_whole_sources(text: str, frames: Sequence[Frame], mentions: Sequence[Mention]) -> list[Frame]:
    """The frames with the whole of a source where they have but a part of what another has likelier.

    A name at the end of it may be one by itself ("the press office of the Guard", "the Guard").
    """
    names = {m.span for m in mentions if m.prob >= SURE_PROB}
    named = sorted((a for f in frames for a in f.arguments if a.role == "source" and "(" not in a.span.of(text)), key=lambda a: a.prob)
    sources = {a.span: a for a in named}

    def whole(argument: Argument) -> Argument:
        """The argument, or its like with the span that it is a part of."""
        around = [a for a in sources.values() if a.span != argument.span and a.span.covers(argument.span) and a.prob > argument.prob]
        best = max(around, key=lambda a: a.prob).span if argument.role in ("source", "source_ref") and around else argument.span
        cut_short = argument.span.end < best.end or argument.span not in names
        return replace(argument, span=best) if cut_short else argument

    return [replace(f, arguments=tuple(whole(a) for a in f.arguments)) for f in frames]


def _one_for_each_cue(frames: Sequence[Frame]) -> list[Frame]:
    """The frames with one source for each cue: where one stands beside it, frames with another one far off take that."""
    beside: dict[Span, Frame] = {}
    for frame in frames:
        gap = _cue_gap(frame)
        if gap is not None and gap <= CUE_GAP:
            cue = frame.spans("cue")[0]
            known = beside.get(cue)
            if known is None or gap < (_cue_gap(known) or 0):
                beside[cue] = frame
    out = []
    for frame in frames:
        gap, near = _cue_gap(frame), beside.get(frame.spans("cue")[0]) if frame.spans("cue") else None
        if near is not None and gap is not None and gap > NAME_GAP and not frame.spans("speaker"):
            kept = tuple(a for a in frame.arguments if a.role not in ATTRIBUTION)
            frame = replace(frame, arguments=(*kept, *(a for a in near.arguments if a.role in ATTRIBUTION)))
        out.append(frame)
    return out


def _cue_gap(frame: Frame) -> int | None:
    cues, sources = frame.spans("cue"), frame.spans("source")
    return sources[0].gap(cues[0]) if cues and sources else None


def _is_of_clause_before(frame: Frame, told: Attribution, ands: Sequence[Span]) -> bool:
    """Whether a deed is told before another clause begins, and who speaks is the subject of that ("Five fell, and the radio said ...")."""
    sources, cues = ([a.span for a in told if a.role == role] for role in ("source", "cue"))
    if not sources or not cues or sources[0].end > cues[0].start:
        return False
    return any(frame.trigger.end <= a.start and 0 <= sources[0].start - a.end <= ARTICLE_GAP for a in ands)


def _is_parted_by_mark(text: str, a: Span, b: Span) -> bool:
    return any(mark in ".,;:\n" for mark in text[a.end : b.start])


def _opens(text: str, name: Span) -> bool:
    """Whether a colon or a dash stands right behind a name ("Ministry: 12 dead")."""
    return any(mark in ":：–—-" for mark in text[name.end : name.end + 2])


def _yields(frame: Frame, home: Span, own: Attribution) -> bool:
    """Whether a frame's source, named in another sentence, gives way to the one that its own sentence names."""
    named = [a.span for a in own if a.role == "source"]
    marked = [a.span for a in frame.arguments if a.role in ATTRIBUTION]
    return bool(marked and named) and home.covers(named[0]) and not any(home.overlaps(s) for s in marked)


def with_names(frames: Sequence[Frame], mentions: Sequence[Mention], known: Sequence[Mention] = ()) -> tuple[Frame, ...]:
    """The same frames in the same order, with parties that are parts of one name made the whole name, and no person as a place.

    `known` are names that the packs know; of them only the persons count.
    """
    people = [m.span for m in (*mentions, *known) if m.kind == "person"]
    return tuple(
        replace(f, arguments=tuple(replace(a, span=_named(a, mentions)) for a in f.arguments if not _is_person(a, people))) for f in frames
    )


def _is_person(argument: Argument, people: Sequence[Span]) -> bool:
    return argument.role == "place" and any(p.overlaps(argument.span) for p in people)


def _named(argument: Argument, mentions: Sequence[Mention]) -> Span:
    kinds = KINDS.get(argument.role, ())
    around = [m.span for m in mentions if m.kind in kinds and m.span.covers(argument.span)]
    return max(around, key=lambda s: s.end - s.start, default=argument.span)


def _told(
    text: str, looks: Mapping[Span, _Look], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> Mapping[Span, Attribution]:
    """The attribution of each sentence that has one; `looks` are those at all sentences, in their order."""
    sentences = tuple(looks)
    marked: dict[Span, Attribution] = {}
    for frame in sorted(frames, key=lambda f: -f.prob):
        home = frame.trigger.within(sentences)
        own = tuple(a for a in frame.arguments if a.role in ATTRIBUTION)
        if any(a.role == "source" and home.overlaps(a.span) for a in own):
            marked.setdefault(home, own)
    out: dict[Span, Attribution] = {}
    open_quote = ""
    before: Attribution = ()
    last: Attribution = ()
    whole: Attribution = ()
    here: Attribution = ()
    brief = False
    quoted: list[Span] = []
    for number, sentence in enumerate(sentences):
        look = looks[sentence]
        here = here if number and "\n" not in text[sentences[number - 1].end : sentence.start] else ()
        found = (
            marked.get(sentence)
            or look.named()
            or look.carried(last)
            or (before if open_quote or _is_quoted_on(text, sentences, number) else ())
            or (here if look.adds else ())
        )
        above = look.of_above(text)
        if above:
            out.update(dict.fromkeys(_above(text, sentence, sentences[:number], out), above))
            found = whole = above
            brief = look.is_brief(text)
        elif _leads_in(text, sentence):
            whole = found or _of_paper(text, sentence, mentions, pack)
            brief = False
        elif found or look.recalls or (brief and "\n" in text[sentences[number - 1].end : sentence.start]):
            whole = ()
        if found or whole:
            out[sentence] = found or whole
        quoted = quoted if open_quote else []
        open_quote = quote_after(sentence.of(text), open_quote)
        if found and quoted and sentence.end - quoted[0].start <= QUOTED_REACH:
            out.update(dict.fromkeys(quoted, found))
        quoted = [*quoted, sentence] if open_quote and not found else []
        before = found
        here = found or here
        last = found or (last if last and sentence.start - last[0].span.end < CARRIED_REACH else ())
    return _with_speech(text, sentences, out)


def _leads_in(text: str, sentence: Span) -> bool:
    """Whether a paragraph ends with a sentence after which another's words follow as paragraphs of their own, unquoted."""
    if text[sentence.end - 1] not in COLONS or text[sentence.end : sentence.end + 1] not in ("", "\n"):
        return False
    return text[sentence.end :].lstrip()[:1] not in QUOTED


def _of_paper(text: str, sentence: Span, mentions: Sequence[Mention], pack: LanguagePack) -> Attribution:
    """The body whose paper a sentence speaks of ("the details in the statement of the Guard:")."""
    papers = [at.shift(sentence.start) for at, entries in pack.words.find(sentence.of(text)) if any(e.sense == "paper" for e in entries)]
    bodies = [m.span for m in mentions if m.kind == "organisation" and sentence.covers(m.span)]
    if not papers or not bodies:
        return ()
    return (Argument("source", min(bodies, key=lambda b: (min(b.gap(p) for p in papers), b)), CUE_PROB),)


def _is_quoted_on(text: str, sentences: Sequence[Span], number: int) -> bool:
    """Whether a sentence is all quoted, as part of the one before it in its paragraph is: the same one speaks."""
    words = sentences[number].of(text).rstrip("".join(STOPS))
    if number == 0 or words[:1] not in OPENED or words[-1:] not in CLOSED or any(mark in words[1:-1] for mark in QUOTED):
        return False
    before = sentences[number - 1]
    return "\n" not in text[before.end : sentences[number].start] and any(mark in before.of(text) for mark in QUOTED)


def _with_speech(text: str, sentences: Sequence[Span], told: dict[Span, Attribution]) -> dict[Span, Attribution]:
    """The attributions with those of paragraphs that a dash makes speech: all of one is said by whom it names.

    One that names nobody goes on with who was quoted, or spoken of as saying something, right before it; not so the items
    of a list, which stand one below the other.
    """
    paragraphs = paragraphs_of(text, sentences)
    speech = [text[p[0].start : p[0].end].startswith(DASHES) for p in paragraphs]
    for n, spoken in enumerate(paragraphs):
        if not speech[n]:
            continue
        named = next((told[s] for s in spoken if s in told), ())
        alone = n and not speech[n - 1] and not (n + 1 < len(paragraphs) and speech[n + 1])
        named = named or (told.get(paragraphs[n - 1][-1], ()) if alone else ())
        for s in spoken if named else ():
            told.setdefault(s, named)
    return told


def _above(text: str, teller: Span, before: Sequence[Span], told: Mapping[Span, Attribution]) -> list[Span]:
    """The sentences that one after them speaks of: what its paragraph tells so far, or the one before where it begins one.

    Up to one that has a source of its own; a headline, which ends without a full stop, is the outlet's.
    """
    out: list[Span] = []
    end = teller.start
    for sentence in reversed(before):
        if ("\n" in text[sentence.end : end] and out) or sentence in told or sentence.of(text).rstrip(CLOSING)[-1:] not in STOPS:
            break
        out.append(sentence)
        end = sentence.start
    return out


@dataclass(frozen=True, slots=True)
class _Look:
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
    bare: frozenset[Span] = frozenset()
    """Cues that name nobody: between two commas ("Los aviones, añadió, volaron"), or behind a quotation with which the sentence ends."""
    papers: tuple[Span, ...] = ()
    """Words for what a source put out ("the statement")."""
    indirect: tuple[Span, ...] = ()
    """Words by which it goes on telling what somebody said ("demnach", "seien")."""
    lead: int = 0
    """Where what may stand before a verb without a subject ends: "Así, ha", "Horas después,"."""

    @classmethod
    def at(cls, text: str, sentence: Span, mentions: Sequence[Mention], pack: LanguagePack) -> _Look:
        tokens = pack.tokens(sentence.of(text))
        told = [(at.shift(sentence.start), entries[0]) for at, entries in pack.reporting.find(sentence.of(text))]
        cues = tuple((at, e) for at, e in told if _kind(e) != "prep" or not is_ordinal(text, at, pack))
        first = pack.words.at(tokens, 0) if tokens else None
        begins = {e.parts[0] for e in first[0]} if first else set()
        words = [(at.shift(sentence.start), {e.parts[0] for e in entries}) for at, entries in pack.words.find(sentence.of(text))]
        indirect = tuple(at for at, senses in words if "indirect" in senses)
        adds = Span(tokens[0].start, tokens[first[1] - 1].end).shift(sentence.start) if first and "further" in begins else None
        if not cues:
            none = cls(sentence, (), (), (), (), (), frozenset(), frozenset(), indirect=indirect)
            return replace(none, recalls="recall" in begins, adds=adds)
        names = [m.span for m in mentions if sentence.covers(m.span) and m.kind != "place" and not _is_demonym(text, m.span, pack)]
        roles = [_of_country(text, word_span(text, at), pack) for at, senses in words if senses & ROLE_WORDS]
        pronouns = tuple(at for at, senses in words if "pronoun" in senses)
        thats = tuple(at for at, senses in words if "that" in senses)
        turns = tuple(at for at, senses in words if "turn" in senses)
        opens = frozenset(i for i in range(sentence.start, sentence.end) if text[i] == ":" or text[i] in QUOTES)
        ands = {at.end + 1 for at, senses in words if "and" in senses}
        clauses = frozenset({sentence.start, *ands, *(sentence.start + m.end() for m in CLAUSE.finditer(sentence.of(text)))})
        above = Span(tokens[0].start, tokens[first[1] - 1].end).shift(sentence.start) if first and "above" in begins else None
        known = tuple(_with_roles(names, roles))
        papers = tuple(at for at, e in cues if _kind(e) not in ("verb", "passive"))
        stated = tuple(at for at, senses in words if "paper" in senses)
        verbs = [at for at, e in cues if _kind(e) == "verb" and not any(0 <= t.start - at.end <= THAT_GAP for t in thats)]
        lead = sentence.start + _lead(tokens, pack, sentence.of(text))
        others = [n for n in (*known, *pronouns) if not any(n.overlaps(p) for p in papers)]
        bare = {at for at in verbs if _is_bare(text, sentence, at, others, _closes(text, sentence, at, papers, pack))}
        for at in verbs:  # "Horas después, indicó en un comunicado publicado en Orvik que ..."
            written = {p for p in papers if 0 <= p.start - at.end <= 1} if at.start <= lead else set()
            bare |= {at, *written} if written else set()
        recalls, nobodys = "recall" in begins, frozenset(bare)
        return cls(sentence, cues, known, pronouns, thats, turns, opens, clauses, above, recalls, adds, nobodys, stated, indirect, lead)

    def named(self) -> Attribution:
        """The first cue with a name beside it: after "according to", on either side of a verb."""
        for cue, entry in sorted(self.cues, key=lambda c: _kind(c[1]) not in ACCORDING):
            source = self._beside(cue, entry) if cue not in self.bare else None
            if source is not None:
                return (Argument("source", source, CUE_PROB), Argument("cue", cue, CUE_PROB))
        return ()

    def teller(self, fits: Callable[[Span], bool]) -> Attribution | None:
        """The first verb for saying with a name beside it that fits; None where there is none."""
        for cue, entry in self.cues:
            source = self._beside(cue, entry) if cue not in self.bare and _kind(entry) == "verb" else None
            if source is not None and fits(source):
                return (Argument("source", source, CUE_PROB), Argument("cue", cue, CUE_PROB))
        return None

    def said_that(self, first: Span, trigger: Span) -> Attribution | None:
        """The last verb for saying between a cue and an event that has a name right beside it and then "that"; None without one."""
        found: Attribution | None = None
        for cue, entry in self.cues:
            that = next((t for t in self.thats if 0 <= t.start - cue.end <= NAME_GAP and t.end <= trigger.start), None)
            if that is None or cue.start < first.end or _kind(entry) != "verb" or entry.parts[0] not in SPOKEN or cue in self.bare:
                continue
            inside = [n for n in self.names if 0 <= n.start - cue.end <= 1 and n.end <= that.start]
            ahead = [n for n in self.names if n.start >= first.end and 0 <= cue.start - n.end <= THAT_GAP]
            named = inside or (ahead if that.start - cue.end <= THAT_GAP else [])
            if named:
                found = (Argument("source", named[-1], CUE_PROB), Argument("cue", cue, CUE_PROB))
        return found

    def is_brief(self, text: str) -> bool:
        """Whether a lone word stands for what was told ("Det oplyser WHO"): its paragraph goes on with the source, the next does not."""
        return self.above is not None and " " not in self.above.of(text)

    def of_above(self, text: str) -> Attribution:
        """Who told what stands before a sentence that says but that ("Das teilte die Polizei mit"); an agency passes on, tells nothing.

        The word for it is two words, or the verb follows it at once: "das Ministerium teilte mit" is no such sentence.
        """
        if self.above is None:
            return ()
        known = not self.is_brief(text)
        if not any(_kind(e) == "verb" and (known or 0 <= c.start - self.above.end <= 1) for c, e in self.cues):
            return ()
        passed_on = [(c, e) for c, e in self.cues if _kind(e) in ACCORDING]
        for cue, entry in (*passed_on, *self.cues):
            source = self._beside(cue, entry)
            if source is not None and outlet_of(source.of(text).strip(QUOTED)) is None:
                return (Argument("source", source, CUE_PROB), Argument("cue", cue, CUE_PROB))
        return ()

    def carried(self, last: Attribution) -> Attribution:
        """The source named last, for a sentence that goes on with it: "he added", "añadió que", "Hunderte seien geflohen"."""
        source = next((a for a in last if a.role == "source"), None)
        if source is not None and self.indirect:
            return tuple(a for a in last if a.role in ("source", "source_ref", "speaker"))
        for cue, entry in self.cues if source is not None else ():
            if _kind(entry) == "verb" and entry.parts[0] in SPOKEN and self._goes_on(cue):
                return (*(a for a in last if a.role in ("source", "source_ref", "speaker")), Argument("cue", cue, CUE_PROB))
        return ()

    def _goes_on(self, cue: Span) -> bool:
        """Whether a cue has a pronoun for its subject, or none: it begins the sentence and what was said follows."""
        if cue in self.bare or any(p.gap(cue) <= PRONOUN_GAP and (p.start >= cue.end or p.start in self.clauses) for p in self.pronouns):
            return True
        if self.adds is not None and 0 <= cue.start - self.adds.end <= 1:
            return True
        first = cue.start - self.sentence.start <= LEAD or cue.start <= self.lead
        return first and (any(0 <= t.start - cue.end <= 2 for t in self.thats) or any(0 <= i - cue.end <= 2 for i in self.opens))

    def _beside(self, cue: Span, entry: Entry) -> Span | None:
        kind = _kind(entry)
        if entry.parts[0] not in SPOKEN or kind not in ("verb", "passive", *ACCORDING):
            return None
        if kind == "passive":  # "it was said in the statement of the army": nobody else is named by it
            return min((n for n in self.names for p in self.papers if n.gap(p) <= PAPER_GAP), key=lambda n: (n.gap(cue), n), default=None)
        after = [n for n in self.names if 0 <= n.start - cue.end <= NAME_GAP and not self._parted(cue, n)]
        before = [n for n in self.names if 0 <= cue.start - n.end <= NAME_GAP]
        found = after if kind == "prep" else before if kind == "post" or entry.parts[0] == "accuses" else before or after
        return min(found, key=lambda n: (min(abs(n.start - cue.end), abs(cue.start - n.end)), n), default=None)

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
        if hit is not None and any(e.sense in ("lead", "further") for e in hit[0]):
            n = hit[1]
        elif tokens[n].text in COMMAS or any(at.start <= tokens[n].start < at.end for at in times):
            n += 1
        else:
            return tokens[n].start
    return len(text)


def _is_apposed(text: str, sentence: Span, comma: int, names: Sequence[Span]) -> bool:
    """Whether a name stands between two commas, the second of them at a place: "Der Gouverneur, Alexander Dorn, erklärte,"."""
    return any(n.end == comma and text[sentence.start : n.start].rstrip()[-1:] == "," for n in names)


def _is_bare(text: str, sentence: Span, cue: Span, names: Sequence[Span], closes: bool) -> bool:
    """Whether a verb for saying has no subject: it stands between commas, or behind a quotation in a sentence that else names nobody.

    `closes` says that little follows it; `names` are those but of what it was said in.
    """
    before, after = text[sentence.start : cue.start].rstrip(), text[cue.end : sentence.end].lstrip()
    if before[-1:] == "," and after[:1] == ",":
        return not _is_apposed(text, sentence, sentence.start + len(before) - 1, names)
    quoted = before.rstrip(",")
    if quoted[-1:] not in CLOSED or not closes:
        return False
    opening = max(quoted[:-1].rfind(mark) for mark in OPENED)
    inside = Span(sentence.start + max(opening, 0), cue.start)
    return all(inside.covers(n) for n in names)


def _closes(text: str, sentence: Span, cue: Span, papers: Sequence[Span], pack: LanguagePack) -> bool:
    """Whether behind a verb for saying there is nothing but when or in what it was said ("dijo el viernes,", "disse em um comunicado")."""
    after = text[cue.end : sentence.end].lstrip()
    clause = after.partition(",")[0]
    tokens = pack.tokens(clause)
    if tokens and len(clause) <= TAIL and _lead(tokens, pack, clause) == len(clause):
        return True
    return len(after) <= TAIL and (not any(c.isalpha() for c in after) or any(0 <= p.start - cue.end <= TAIL for p in papers))


def _of_country(text: str, role: Span, pack: LanguagePack) -> Span:
    """A kind of people with the adjective of a country behind it ("autoridades norlandesas")."""
    behind = pack.tokens(text[role.end : role.end + NAME_GAP].partition("\n")[0])
    hit = pack.demonyms.at(behind, 0) if behind and behind[0].text.islower() else None
    return Span(role.start, role.end + behind[hit[1] - 1].end) if hit is not None else role


def _is_demonym(text: str, span: Span, pack: LanguagePack) -> bool:
    """Whether a name is but the adjective of a country, its article aside ("an Israeli strike", "den ukrainska")."""
    name = span.of(text)
    return any(
        at.end == len(name) and at.start <= ARTICLE_GAP and (at.start == 0 or name[: at.start].strip().isalpha())
        for at, _ in pack.demonyms.find(name)
    )


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


def _kind(entry: Entry) -> str:
    """How a cue stands to its source: "verb", "prep", "post" or "noun"."""
    return entry.parts[1] if len(entry.parts) > 1 else "verb"
