"""What the outlet tells in its own voice within a sentence that has a source.

Takes frames that have their sources, gives the same frames; those whose words the source does not say lose it. Who condemns an
air strike takes it for granted, a clause that describes who speaks is not what they say, one that only says of a thing what
the army calls it says nothing of the rest, and what stands below a paragraph that a dash makes speech is no longer spoken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from warledger.annotate.quotes import QUOTES, quote_after
from warledger.annotate.sentences import paragraphs_of
from warledger.annotate.speakers import COMMAS, SEMICOLONS, SPOKEN
from warledger.annotate.tidy import attributed_to
from warledger.annotate.voices import is_speech
from warledger.model import Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import WORDS

SAID = WORDS - {"talks", "agreement", "violation"}
"""What is done by saying it: nobody else's word is needed for an appeal, or a threat."""
RELATIVE_GAP = 14
"""Code points between a comma and the word with which a clause about a name begins, a preposition among them ("in whose")."""
SUBJECT_GAP = 5
"""Code points between that word and its subject, an article with its spaces."""
COMMA_GAP = 2
"""Code points between a word and the clause about it: a comma."""
SURE = 0.86
"""Probability from which a cue is believed that the packs do not know."""
MEANT = 0.7
"""Probability from which a short form is believed to stand for one who spoke before: what it goes with is then a word for saying."""
SENSES = ("presumes", "that", "relative", "owns", "picture", "paper", "indirect", "records", "recalled")
SINCE_REACH = 40
"""Code points behind "since" in which its year stands ("since it broke out in 2012")."""
YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
VERB_GAP, TAKEN_REACH = 20, 120
"""Code points between a source and its verb, a word for when with it, and from that verb to what it takes for granted."""
QUOTE_REACH = 800
"""Code points before a sentence in which a quotation that it stands in begins."""
DESCRIBING = re.compile(r",\s(\w+(?:вш|щ)(?:ий|ая|ее|ие))\b")
"""A Russian participle behind a name and a comma, with which a clause about it begins."""
PARTICIPLES: dict[str, tuple[str, ...]] = {"tr": ("en", "an")}
SPEECH = frozenset((*QUOTES, *QUOTES.values(), ":"))


def with_own_voice(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The same frames in the same order."""
    words = _Words.of(text, sentences, pack) if any(f.spans("source") for f in frames) else None
    if words is None:
        return tuple(frames)
    return tuple(attributed_to(f) if words.unsaid(f, f.trigger.within(sentences)) else f for f in frames)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a text by what they say of whose word it is."""

    text: str
    presuming: tuple[Span, ...]
    """Verbs by which somebody does something about what has happened, and tells nothing: "condemns", "called for"."""
    thats: tuple[Span, ...]
    relatives: tuple[Span, ...]
    saying: tuple[Span, ...]
    worded: tuple[Span, ...]
    """All words for saying and doubting, what is said on, and those by which a deed is claimed."""
    pictures: tuple[Span, ...]
    verbs: tuple[Span, ...]
    """Those words for saying that are verbs."""
    indirect: tuple[Span, ...]
    speech: tuple[Span, ...]
    """Paragraphs that a dash makes speech."""
    participles: tuple[str, ...]
    """Endings of a verb that describes the name right behind it ("askerleri öldürülen ordu"); none in most languages."""
    recorded: tuple[Span, ...]
    """Verbs by which a place undergoes something, as well as somebody counts it: "recorded", "has seen"."""
    since: tuple[Span, ...]
    """Words for "since"."""
    recalled: tuple[Span, ...]
    """How a report recalls what was told earlier, by nobody it names: "it had been reported"."""

    @classmethod
    def of(cls, text: str, sentences: Sequence[Span], pack: LanguagePack) -> _Words:
        words = (tuple(pack.word_spans(text, sense)) for sense in SENSES)
        presuming, thats, relatives, owning, pictures, papers, indirect, recorded, recalled = words
        found = pack.reporting.find(text)
        saying = tuple(at for at, entries in found if entries[0].parts[0] in SPOKEN)
        worded = (*owning, *papers, *(at for at, _ in found))
        verbs = tuple(at for at, entries in found if entries[0].parts[0] in SPOKEN and not entries[0].parts[1:])
        speech = tuple(Span(p[0].start, p[-1].end) for p in paragraphs_of(text, sentences) if is_speech(text, p))
        endings = PARTICIPLES.get(pack.code, ())
        since = tuple(at for at, entries in pack.times.find(text) if any(e.parts[0] == "since" for e in entries))
        return cls(text, presuming, thats, relatives, saying, worded, pictures, verbs, indirect, speech, endings, recorded, since, recalled)

    def unsaid(self, frame: Frame, home: Span) -> bool:
        """Whether what a frame tells is not what its source says."""
        told = self.presumed(frame) or self.apart(frame, home) or self.unworded(frame, home) or self.shown(frame)
        return told or self.below(frame, home) or self.happened_to(frame) or self.background(frame, home)

    def background(self, frame: Frame, home: Span) -> bool:
        """Whether the outlet recalls it behind another's words: "it had been reported", or a total of years that nobody says."""
        own = [*frame.spans("source"), *frame.spans("cue"), *frame.spans("speaker")]
        if any(home.covers(r) for r in self.recalled):
            return bool(own) and not any(home.overlaps(s) for s in (*frame.spans("source"), *frame.spans("speaker")))
        if not frame.spans("source") or any(home.overlaps(s) for s in own) or any(home.covers(w) for w in self.worded):
            return False
        years = [w for w in self.since if home.covers(w) and YEAR.search(self.text, w.start, min(home.end, w.end + SINCE_REACH))]
        return bool(years) and not quote_after(self.text[max(0, home.start - QUOTE_REACH) : home.start])

    def happened_to(self, frame: Frame) -> bool:
        """Whether the source is but the place where it happened, which says nothing ("the province records a wave of attacks")."""
        sources = frame.spans("source")
        at = frame.spans("place")
        if not sources or frame.spans("speaker") or not all(any(p.covers(s) for p in at) for s in sources):
            return False
        return any(c.overlaps(r) for c in frame.spans("cue") for r in self.recorded)

    def below(self, frame: Frame, home: Span) -> bool:
        """Whether a frame's source is but that of the speech above: nobody is quoted where it stands, or said to say something."""
        own = [*frame.spans("source"), *frame.spans("cue")]
        if not own or not all(any(p.covers(s) for p in self.speech) for s in own) or any(p.covers(home) for p in self.speech):
            return False
        return not any(home.covers(w) for w in self.worded) and not self._has(home.start, home.end, SPEECH)

    def unworded(self, frame: Frame, home: Span) -> bool:
        """Whether the network takes for a cue, unsure of it, what is no word for saying, where no such word is ("leads", "debilitated")."""
        cues = [a for a in frame.arguments if a.role == "cue"]
        if not cues or frame.event in SAID or not all(home.covers(s) for s in (*frame.spans("source"), *frame.spans("cue"))):
            return False
        short = any(a.role == "source_ref" and a.prob >= MEANT for a in frame.arguments)  # "the organisation stresses that"
        return not short and all(a.prob < SURE for a in cues) and not any(home.covers(w) for w in self.worded)

    def shown(self, frame: Frame) -> bool:
        """Whether the source is but a picture: who shows it says so ("satellite images")."""
        sources = () if frame.spans("speaker") else frame.spans("source")
        return bool(sources) and all(len(s.of(self.text).split()) <= 2 and any(p.end == s.end for p in self.pictures) for s in sources)

    def presumed(self, frame: Frame) -> bool:
        """Whether what a frame tells is but taken for granted by whom it has as its source ("condemned the air strike")."""
        if frame.stance != "asserts" or frame.event in SAID:
            return False
        if any(self._leads(s, p, frame) for s in frame.spans("source") for p in self.presuming):
            return True
        cues = [c for c in frame.spans("cue") if not c.overlaps(frame.trigger) and any(c.overlaps(p) for p in self.presuming)]
        if len(cues) != len(frame.spans("cue")) or not cues:
            return False
        cue, trigger = cues[0], frame.trigger
        if cue.end <= trigger.start:
            said = any(cue.end <= t.start and t.end <= trigger.start for t in self.thats)
            return not said and not self._has(cue.end, trigger.start, SPEECH)
        start = min([cue.start, *(s.start for s in frame.spans("source") if s.start > trigger.end)])
        lead = self.text[trigger.end : start]
        quoted = max(lead.rfind(mark) for mark in (*COMMAS, *SPEECH))
        return quoted < 0 or len(lead[quoted + 1 :].split()) > 1  # but "..., the mayor responded"

    def _leads(self, source: Span, verb: Span, frame: Frame) -> bool:
        """Whether such a verb right behind a source leads to a frame: "condemned the attack that killed 14 and asked for talks"."""
        if not 0 < verb.start - source.end <= VERB_GAP or not verb.end <= frame.trigger.start <= verb.end + TAKEN_REACH:
            return False
        said = any(verb.end <= w.start and w.end <= frame.trigger.start for w in (*self.thats, *self.worded))
        return not said and not self._has(verb.end, frame.trigger.start, (*SPEECH, *".;!?\n"))

    def apart(self, frame: Frame, home: Span) -> bool:
        """Whether a frame stands in another clause than the one that its source speaks in."""
        return self.aside(frame, home) or self.described(frame, home) or self.behind(frame, home)

    def behind(self, frame: Frame, home: Span) -> bool:
        """Whether a frame stands behind a semicolon and its source before that ("Doun says it holds a truce; it lasted an hour")."""
        own = [*frame.spans("cue"), *frame.spans("source")]
        last = max((s.end for s in own if home.covers(s)), default=frame.trigger.start)
        verbal = any(c.overlaps(v) for c in frame.spans("cue") for v in self.verbs)  # what stands "according to" somebody goes on
        if not verbal or last >= frame.trigger.start or not all(home.covers(s) for s in own):
            return False
        mark = max(self.text.rfind(mark, last, frame.trigger.start) for mark in SEMICOLONS)
        return (
            mark >= 0
            and not any(mark < s.start < home.end for s in (*self.saying, *self.indirect))
            and not self._has(home.start, mark, SPEECH)
        )

    def aside(self, frame: Frame, home: Span) -> bool:
        """Whether a frame is told in a clause about who speaks, between commas ("the army, which shelled the port, said")."""
        cue, source = next(iter(frame.spans("cue")), None), next(iter(frame.spans("source")), None)
        if cue is None or source is None or not home.covers(cue) or not home.covers(source):
            return False
        if cue.end <= source.start and any(cue.overlaps(v) for v in self.verbs):
            # the verb stands first: "said the army, which lost 200 men last year, that it ..."
            return self.behind_comma_first(frame, source)
        if 0 < source.start - frame.trigger.end <= 1 and frame.trigger.of(self.text).endswith(self.participles):
            return True
        if not source.end <= frame.trigger.start < frame.trigger.end <= cue.start:
            return False
        described = DESCRIBING.match(self.text, source.end)  # "the army, having lost 200 men, said"
        relatives = (*self.relatives, Span(*described.span(1))) if described else self.relatives
        begins = [r for r in relatives if source.end <= r.start and r.end <= frame.trigger.end and self._behind_comma(r)]
        if any(begins[0].end <= s.start and s.end <= frame.trigger.start for s in self.saying if begins):
            return False  # "the army, which admits 12 dead, accuses"
        return bool(begins) and self._has(frame.trigger.end, cue.start, COMMAS) and not self._has(source.end, cue.start, SPEECH)

    def behind_comma_first(self, frame: Frame, source: Span) -> bool:
        """Whether a frame stands in the clause right behind its source that describes it, and what is said begins with "that" behind it."""
        begins = next((r for r in self.relatives if 0 < r.start - source.end <= COMMA_GAP), None)
        that = next((t for t in self.thats if begins is not None and t.start >= begins.end), None)
        if begins is None or that is None or not begins.end <= frame.trigger.start < frame.trigger.end <= that.start:
            return False
        return self._has(source.end, begins.start, COMMAS) and self._has(that.start - COMMA_GAP, that.start, COMMAS)

    def described(self, frame: Frame, home: Span) -> bool:
        """Whether a frame's source speaks but in a clause about a thing, and the frame is told outside it.

        "They hold the port, which the army says it will retake", "the raid, which the army blamed on rebels, killed two".
        """
        cue, source = next(iter(frame.spans("cue")), None), next(iter(frame.spans("source")), None)
        if cue is None or source is None or not home.covers(cue) or not home.covers(source) or frame.spans("speaker"):
            return False
        first, last = sorted((cue, source))
        begins = [r for r in self.relatives if home.covers(r) and 0 <= first.start - r.end <= SUBJECT_GAP and self._behind_comma(r, 1)]
        if not begins:
            return False
        if frame.trigger.end <= begins[-1].start:
            return begins[-1].start - frame.trigger.end > COMMA_GAP  # "the raid, which the army calls ..."
        between = self.text[last.end : frame.trigger.start]
        verbal = any(cue.overlaps(v) for v in self.verbs)
        aside = not verbal and between[:1] in COMMAS  # "which, according to the council, ..."
        return last.end <= frame.trigger.start and any(mark in between[1 if aside else 0 :] for mark in COMMAS)

    def _behind_comma(self, word: Span, gap: int = RELATIVE_GAP) -> bool:
        lead = self.text[max(0, word.start - gap - 1) : word.start]
        return any(mark in lead for mark in COMMAS)

    def _has(self, start: int, end: int, marks: Collection[str]) -> bool:
        return any(ch in marks for ch in self.text[start:end])
