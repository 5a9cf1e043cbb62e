"""Sources for frames that have none: what is told in an attributed sentence is told by its source.

Takes frames, names and cues of a text; gives the same frames, more of them attributed. A sentence with a cue and a name
beside it has one source for all its events, and a quotation that runs over sentences keeps its source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from warledger.annotate.accorded import with_accorded
from warledger.annotate.quotes import quote_after
from warledger.annotate.speakers import (
    ARTICLE_GAP,
    CLAUSE,
    CUE_PROB,
    NAME_GAP,
    QUOTED,
    SEMICOLONS,
    THAT_GAP,
    TURN_GAP,
    Attribution,
    Speakers,
    is_demonym,
    is_parted_by_quote,
    kind_of,
    names_nobody,
)  # fmt: skip
from warledger.annotate.tidy import ATTRIBUTION, attributed_to, word_span
from warledger.annotate.victims import THINGS
from warledger.annotate.voices import voices_of
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import WORDS
from warledger.packs.outlets import wire_agencies

CUE_GAP = 12
"""Code points between a cue and a name that stands right beside it ("al Jazeera also reported")."""
HEDGE_GAP = 12
"""Code points between a word of hearsay and the event that it makes doubtful ("alleged Israeli airstrike")."""
NOBODY_GAP = 12
"""Code points between "none" and those of whom nobody says so ("none of the warring")."""
PAUSES = (",", ";", "،", "؛")
GAPPED = 6
"""Code points between who tells and a count, where the verb stands but in the clause before: a preposition ("the rebels of 90")."""
ENDINGS = (*PAUSES, *QUOTED)
"""Marks with which ends what was said before the verb that tells whose it is."""
AND_JOINED = "و"
"""The Arabic "and", which is written joined to the verb behind it."""
OFFICE = re.compile(r", (?:[^\W\d_]{2,24}[ -]){1,3}(?:(?:d|l)['’])?")
"""What stands between a person and the place of his office: ", maire d'"."""
APPOSED = re.compile(r" ?[,،] ((?:[^\W\d_][\w’'-]{0,29} ){0,7}[^\W\d_][\w’'-]{1,29})(?=[,،.;:!?\n]|\Z)")
"""The few words between two marks behind a person's name."""
SURE_PROB = 0.6
"""Probability from which a name is believed to be whole."""
MARKED_PROB = 0.5
"""Probability from which a source is believed that stands before the sentence with its verb for saying."""
MARKED_REACH = 250
"""Code points between such a source and the sentence."""
STORY_REACH = 800
"""Code points before a sentence in which a quotation that it stands in begins."""
CUELESS_PROB = 0.9
"""Probability from which a source is believed that no word of saying goes with."""


def with_sources(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order; those without a source get that of their sentence, if it has one."""
    looks = {s: Speakers.at(text, s, mentions, pack) for s in sentences}
    audience = pack.word_spans(text, "audience")
    frames = [_without_audience(frame, audience) for frame in frames]
    frames = [_without_nobodys(text, frame, looks.get(frame.trigger.within(sentences)), pack) for frame in frames]
    frames = [_without_recalled(frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_with_office(text, frame, mentions, frame.trigger.within(sentences), pack) for frame in frames]
    frames = [_with_passer(text, frame) for frame in frames]
    frames = [_with_noun(text, frame, looks.get(frame.trigger.within(sentences)), pack) for frame in frames]
    marked = frames = with_accorded(text, frames, looks)
    frames = [_without_subject(frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_without_quoted(text, frame) for frame in frames]
    frames = [_behind_its_cue(text, frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_with_teller(text, frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_with_next_teller(frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    frames = [_with_gapped(text, frame, looks.get(frame.trigger.within(sentences))) for frame in frames]
    begins = {s.start for s in sentences} if not pack.habits.attached else ()  # where negations are joined to words, verbs are denied
    nobody = [at for at in pack.word_spans(text, "negation") if at.start in begins]
    people = [m.span for m in mentions if m.kind == "person"]
    frames = [_without_story(text, frame, looks.get(frame.trigger.within(sentences)), people) for frame in frames]
    frames = _one_for_each_cue(_with_whole_sources(text, [_without_guess(text, frame, nobody) for frame in frames], mentions))
    told = voices_of(text, looks, frames, mentions, pack)
    triggers = [frame.trigger for frame in frames]
    ands = [at for at in pack.word_spans(text, "and") if text[at.start - 2 : at.start].strip() == ","]
    out = []
    for frame in frames:
        home = frame.trigger.within(sentences)
        own = tuple(a for a in frame.arguments if a.role in ATTRIBUTION)
        own = own if any(home.covers(a.span) for a in own if a.role == "source") else told.get(home, ())
        if home in looks and _stands_apart(text, frame.trigger, own, triggers, looks[home]):
            frame = attributed_to(frame)
        elif home in told and _yields(frame, home, told[home]):
            frame = attributed_to(frame, told[home])
        elif home in told and _may_take(frame, told[home], ands):
            have = {a.role for a in frame.arguments}
            frame = replace(frame, arguments=(*frame.arguments, *(a for a in told[home] if a.role not in have)))
        out.append(_with_cited(frame, looks.get(home)))
    out = [_with_origin(frame, out, sentences) for frame in out]
    return tuple(_with_marked(frame, marked, told, sentences) for frame in out)


def _with_origin(frame: Frame, frames: Sequence[Frame], sentences: Sequence[Span]) -> Frame:
    """The frame with whose word it is as its source, where a sentence before it names that one and who passes it on, and it has the latter.

    "State TV reports, citing the ministry, that 20 died. Four cars burnt, it adds": the ministry's word still.
    """
    source = next(iter((*frame.spans("source_ref"), *frame.spans("source"))), None)
    home = frame.trigger.within(sentences)
    if source is None or home.overlaps(source) or frame.spans("speaker"):
        return frame
    for other in frames:
        if any(source.overlaps(v) for v in other.spans("via")) and any(source.within(sentences).covers(s) for s in other.spans("source")):
            if not any(source.overlaps(s) for s in other.spans("source")):
                return attributed_to(frame, (a for a in other.arguments if a.role in ("source", "speaker", "via")))
    return frame


def _with_marked(frame: Frame, marked: Sequence[Frame], told: Mapping[Span, Attribution], sentences: Sequence[Span]) -> Frame:
    """The frame with the source before its sentence that the network marked for a verb there without a subject, where the tables find none.

    "Maria Pelin vive em Velna. «Mataram dois dos meus filhos», diz."
    """
    home = frame.trigger.within(sentences)
    if home in told or any(frame.spans(role) for role in ("source", "speaker")):
        return frame
    first = next((f for f in marked if (f.trigger, f.event, f.spans("count")) == (frame.trigger, frame.event, frame.spans("count"))), None)
    if first is None or not any(home.covers(c) for c in first.spans("cue")):
        return frame
    near = (a for a in first.arguments if a.role == "source" and 0 <= home.start - a.span.end <= MARKED_REACH)
    if not any(a.prob >= MARKED_PROB for a in near):
        return frame
    return attributed_to(frame, (a for a in first.arguments if a.role in ATTRIBUTION))


def _without_audience(frame: Frame, audience: Sequence[Span]) -> Frame:
    """The frame without a source that was but told ("declaró a | la prensa"): whom the network has for the speaker said it."""
    if not any(s.overlaps(a) for s in frame.spans("source") for a in audience):
        return frame
    kept = tuple(a for a in frame.arguments if a.role not in ("source", "source_ref"))
    return replace(frame, arguments=kept) if frame.spans("speaker") else attributed_to(frame)


def _without_nobodys(text: str, frame: Frame, look: Speakers | None, pack: LanguagePack) -> Frame:
    """A frame without a source that is but figures or an investigation, of nobody ("according to preliminary data"): who tells of it is."""
    figures = {f for f in frame.spans("source") if names_nobody(f.of(text), pack)}
    if not figures:
        return frame
    told = look.teller(lambda name: name not in figures) if look is not None and not frame.spans("speaker") else None
    if told is not None:
        return attributed_to(frame, told)
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "source" or a.span not in figures))


def _without_recalled(frame: Frame, look: Speakers | None) -> Frame:
    """A frame without a source of another sentence where its own begins what the outlet adds: "in a separate incident"."""
    if look is None or not look.recalls or any(look.sentence.covers(s) for role in ("source", "speaker", "cue") for s in frame.spans(role)):
        return frame
    return attributed_to(frame)


def _with_office(text: str, frame: Frame, mentions: Sequence[Mention], home: Span, pack: LanguagePack) -> Frame:
    """A frame with an office as its source where but the place of it is marked ("Anton Reva, | maire d'Alep |, said"), or its bearer
    alone is, or whom another sentence names ("says Lina Haas, head of the teachers' union" behind one that a mayor told).
    """
    source, speaker = next(iter(frame.spans("source")), None), next(iter(frame.spans("speaker")), None)
    if source is None or speaker is None:
        return frame
    office = None
    if any(m.kind == "place" and m.span == source for m in mentions) and OFFICE.fullmatch(text, speaker.end, source.start):
        office = Span(speaker.end + len(", "), source.end)
    elif source.overlaps(speaker) or not home.overlaps(source):
        apposed = _office_behind(text, speaker, home, pack)
        of_place = apposed is not None and any(m.kind == "place" and m.span.end == apposed.end for m in mentions)
        office = apposed if of_place or not home.overlaps(source) else None
    if office is None:
        return frame
    kept = tuple(a for a in frame.arguments if a.role != "source_ref")
    return replace(frame, arguments=tuple(replace(a, span=office) if a.role == "source" else a for a in kept))


def _office_behind(text: str, person: Span, home: Span, pack: LanguagePack) -> Span | None:
    """The words that begin with an office between the comma behind a person and the next mark: "Anton Reva, | borgmester i Ardin |,"."""
    told = APPOSED.match(text, person.end, home.end) if home.covers(person) else None
    if told is None:
        return None
    first = pack.words.at(tokens, 0) if (tokens := pack.tokens(told[1])) else None
    of_office = first is not None and any(e.parts[0] in ("title", "role", "post") for e in first[0])
    former = any(at.start == 0 for at in pack.word_spans(told[1], "private"))
    alone = first is not None and first[1] == len(tokens)
    return Span(*told.span(1)) if of_office and not former and not alone else None


def _may_take(frame: Frame, told: Attribution, ands: Sequence[Span]) -> bool:
    """Whether a frame without a source has that of its sentence: it does not stand before its clause, nor does the source but do it."""
    if frame.spans("source") or frame.spans("speaker") or _is_of_clause_before(frame, told, ands):
        return False
    unsure = [a.span for a in told if a.role == "source" and a.prob <= CUE_PROB]  # "after a second attack by the army"
    return frame.event in WORDS or not any(s.overlaps(d) for s in unsure for d in frame.spans("actor"))


def _stands_apart(text: str, trigger: Span, own: Attribution, triggers: Sequence[Span], look: Speakers) -> bool:
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
    if source.end > cue.start:  # "five died, and says the army that"; but "five died, said a source that asked not to be named"
        tells_on = not text[trigger.end : cue.start].rstrip().endswith(ENDINGS) or text[cue.start] == AND_JOINED
        return tells_on and any(0 <= t.start - source.end <= THAT_GAP for t in look.thats)
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
    marks = {at for at, entries in found if any(kind_of(e) == "phrase" for e in entries)}

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
        return attributed_to(frame)
    if not named or frame.spans("cue") or any(_opens(text, a.span) for a in named):
        return frame
    deeds = frame.spans("actor") if frame.stance == "asserts" and frame.event not in WORDS else ()
    meant = [a for a in frame.arguments if a.role == "source_ref"]
    if any(a.prob >= CUELESS_PROB and not any(d.overlaps(a.span) for d in deeds) for a in (*named, *meant)):
        return frame
    return attributed_to(frame)


def _without_story(text: str, frame: Frame, look: Speakers | None, people: Sequence[Span]) -> Frame:
    """The frame without a person whom its sentence but tells about, as its source: nobody says or is quoted there ("Ann Lee has lived
    in Arda since rebels burnt her house").
    """
    named = [s for role in ("source", "speaker", "source_ref") for s in frame.spans(role)]
    if look is None or look.cues or not named or frame.spans("cue") or any(_opens(text, s) for s in named):
        return frame
    story = all(look.sentence.covers(s) and any(p.overlaps(s) for p in people) for s in named)
    quoted = quote_after(text[max(0, look.sentence.start - STORY_REACH) : look.sentence.start]) or look.opens
    return attributed_to(frame) if story and not quoted else frame


def _with_noun(text: str, frame: Frame, look: Speakers | None, pack: LanguagePack) -> Frame:
    """The frame with the name or kind of people behind the adjective of a country that it has for its source, or without one.

    "Den ukrainska | tidningen Kyiv Independent" is the paper; "ett ukrainskt | sjukhus" tells nothing.
    """
    told = next((a for a in frame.arguments if a.role == "source"), None)
    if told is None or look is None or not look.sentence.covers(told.span) or not is_demonym(text, told.span, pack):
        return frame
    if not told.span.of(text)[-1:].isalpha() or not told.span.of(text).split()[-1].islower() or not text[told.span.end + 1 :][:1].isalpha():
        return frame
    noun = next((n for n in look.names if 0 <= n.start - told.span.end <= 1 or (n.covers(told.span) and n != told.span)), None)
    if noun is None and any(kind_of(e) == "prep" and 0 <= told.span.start - c.end <= 1 for c, e in look.cues):
        behind = word_span(text, Span(told.span.end + 1, told.span.end + 2))
        noun = Span(told.span.start, behind.end)  # "ifølge det indiske | grensepolitiet"
    if noun is None:
        return attributed_to(frame)
    return replace(frame, arguments=tuple(replace(a, span=noun) if a is told else a for a in frame.arguments))


def _without_subject(frame: Frame, look: Speakers | None) -> Frame:
    """The frame without the source of a cue that names nobody: it is the one named last.

    For a pronoun ("по их данным") what the network finds is kept but for a name behind it, which is in what was said.
    """
    nobodys = (*look.bare, *look.indirect) if look is not None else ()
    if look is None or not nobodys or not all(any(c.overlaps(b) for b in nobodys) for c in frame.spans("cue")):
        return frame
    pronouns = [at for at, entry in look.cues if kind_of(entry) == "pronoun" and any(c.overlaps(at) for c in frame.spans("cue"))]
    if pronouns and frame.spans("source") and not any(s.start >= p.end for s in frame.spans("source") for p in pronouns):
        return frame
    return attributed_to(frame)


def _with_teller(text: str, frame: Frame, look: Speakers | None) -> Frame:
    """The frame with who is named beside a verb for saying, where it has the agency that passes that on ("said medics, per Reuters")."""
    named = [a for a in frame.arguments if a.role == "source"]
    if look is None or not named or frame.spans("speaker") or not _passes_on(named[0].span.of(text)):
        return frame
    told = look.teller(lambda span: not span.overlaps(named[0].span) and not _passes_on(span.of(text)))
    if told is None:
        return frame
    return attributed_to(frame, (*told, replace(named[0], role="via")))


def _with_passer(text: str, frame: Frame) -> Frame:
    """The frame with who passes it on as its source, where nobody else is and that is no news agency ("the TV channel reported")."""
    told = next((a for a in frame.arguments if a.role == "via"), None)
    if told is None or not frame.spans("cue") or any(frame.spans(role) for role in ("source", "source_ref", "speaker")):
        return frame
    name = told.span.of(text)
    if name.islower() or any(_passes_on(word) for word in (name, *name.split())):  # "the agency"
        return frame
    return replace(frame, arguments=tuple(replace(a, role="source") if a is told else a for a in frame.arguments))


def _with_next_teller(frame: Frame, look: Speakers | None) -> Frame:
    """The frame with the last of its sentence's sources before it that says "that" ("A said it shelled, and B said that it fired back")."""
    cues = [c for c in frame.spans("cue") if look is not None and look.sentence.covers(c) and c.end <= frame.trigger.start]
    sources = frame.spans("source")
    if look is None or not cues or not sources:
        return frame
    theirs = [c for c, _ in look.cues if c.end <= cues[0].start]  # of which one may be the cue of another's clause
    turned = any(sources[0].end <= t.start and t.end <= cues[0].start for t in look.turns)
    between = [c for c in theirs if sources[0].end <= c.start or (turned and 0 <= sources[0].start - c.end <= ARTICLE_GAP)]
    told = look.said_that(between[0] if between else cues[0], frame.trigger)
    if told is None or any(s.overlaps(a.span) for a in told for s in sources):
        return frame
    return attributed_to(frame, told)


def _with_gapped(text: str, frame: Frame, look: Speakers | None) -> Frame:
    """The frame with the name right before its count that another's verb goes on with: "the army speaks of 12 dead, the rebels of 90"."""
    count, source = next(iter(frame.spans("count")), None), next(iter(frame.spans("source")), None)
    if look is None or count is None or source is None or frame.spans("speaker") or source.end >= count.start:
        return frame
    theirs = {n: [c for c, _ in look.cues if 0 <= c.start - n.end <= THAT_GAP and 0 <= count.start - c.end <= GAPPED] for n in look.names}
    before = [n for n in look.names if source.end < n.start and (0 <= count.start - n.end <= GAPPED or theirs[n])]
    named = before[-1] if before else None
    if named is None or not any(source.end <= c.start and c.end <= named.start for c, _ in look.cues):
        return frame
    lead = text[source.end : named.start].rstrip()
    article = lead.rpartition(" ")[2] if not lead.endswith(PAUSES) else ""
    stands_first = lead.endswith(PAUSES) or (len(article) <= ARTICLE_GAP and lead[: len(lead) - len(article)].rstrip().endswith(PAUSES))
    if not stands_first or named in look.papers:
        return frame
    return _of_named(frame, named)


def _with_cited(frame: Frame, look: Speakers | None) -> Frame:
    """The frame with whom its source cites, and that source as who passes it on ("TASS reports, citing the army")."""
    told = next((a for a in frame.arguments if a.role == "source"), None)
    if look is None or not look.cites or any(told is None or s.gap(told.span) > ARTICLE_GAP for s in frame.spans("speaker")):
        return frame
    source = told if told is not None and look.sentence.covers(told.span) else None
    named = look.cited(source.span if source is not None else None)
    if source is not None:
        cited = named or look.cited(None)
        if cited is not None and cited.overlaps(source.span):  # it is cited: no short form for one named before
            return replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "source_ref"))
    if named is None or (source is not None and _tellers(look, source.span, named)):
        return frame
    kept = tuple(a for a in frame.arguments if a.role not in ("source", "source_ref", "via", "speaker"))
    passed_on = (replace(source, role="via"),) if source is not None else ()
    return replace(frame, arguments=(*kept, Argument("source", named, CUE_PROB), *passed_on))


def _tellers(look: Speakers, source: Span, cited: Span) -> list[Span]:
    """Names that another verb for saying stands beside between a source and whom the sentence cites: these cite."""
    told = look.said_that(source, cited)
    return [a.span for a in told or () if a.role == "source" and source.end <= a.span.start]


def _of_named(frame: Frame, named: Span) -> Frame:
    """The frame with a name that the tables find as its source, its cue as it was."""
    kept = tuple(a for a in frame.arguments if a.role not in ("source", "source_ref") and not (a.role == "via" and a.span == named))
    return replace(frame, arguments=(*kept, Argument("source", named, CUE_PROB)))


def _passes_on(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return name.strip(QUOTED).casefold() in wire_agencies()


def _without_quoted(text: str, frame: Frame) -> Frame:
    """The frame without a source that stands within the very words that its cue quotes ("“The Guard struck first,” the statement says")."""
    cue, source = next(iter(frame.spans("cue")), None), next(iter(frame.spans("source")), None)
    if cue is None or source is None or frame.spans("speaker") or not is_parted_by_quote(text, cue, source):
        return frame
    return attributed_to(frame)


def _behind_its_cue(text: str, frame: Frame, look: Speakers | None) -> Frame:
    """The frame with the name right behind its "according to", where the source marked stands before that, or behind a comma after it."""
    cues, sources = frame.spans("cue"), frame.spans("source")
    if look is None or not cues or not sources or frame.spans("speaker"):
        return frame
    kinds = {kind_of(entry) for cue, entry in look.cues if cue == cues[0]}
    if "post" in kinds:  # "the government has, | human-rights workers | according to"
        ahead = next((n for n in look.names if 0 <= cues[0].start - n.end <= 1), None)
        return _of_named(frame, ahead) if ahead is not None and sources[0].end <= ahead.start else frame
    if "prep" not in kinds:
        return frame
    passing = (v for v in frame.spans("via") if not _passes_on(v.of(text)))
    named = next((n for n in (*look.names, *passing) if 0 <= n.start - cues[0].end <= ARTICLE_GAP), None)
    if named is None or not (sources[0].end <= cues[0].start or "," in text[named.end : sources[0].start]):
        return frame
    return _of_named(frame, named)


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
            frame = attributed_to(frame, (a for a in near.arguments if a.role in ATTRIBUTION))
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
