"""Frames to claims: one claim for each event, counted group, place and source.

Takes a report, its annotation and its language pack; gives `Claim` records in the order of the text. Values only as far
as the report goes: names in their fullest form, counts parsed, times as worded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from warledger.claims.counts import count_at, find_counts, is_measure, parse_count
from warledger.claims.names import NameResolver
from warledger.claims.wording import Wording, wording_of
from warledger.model import TOLD_BEFORE, Annotation, Claim, Count, Frame, Included, Named, Report, Span, Subject, content_id
from warledger.packs import LanguagePack
from warledger.packs.joints import lists_of
from warledger.packs.lands import is_of_land
from warledger.packs.numerals import stands_behind
from warledger.packs.ontology import ARMED, CASUALTIES, FORCE, GROUND, HARM, WORDS
from warledger.packs.outlets import is_press, outlet_of, wire_agencies

STOPS = frozenset(".!?…")
"""Marks with which no headline ends."""
HEADING_WORDS = 9
"""Words that a line over a part of a report has at most."""
COUNTED_AS_ONE = frozenset({"killed", "injured", "missing", "detention", "abduction", "released", "torture", "damage", "interception"})

ARMS = frozenset({"", "aircraft", "drones", "missiles", "places", "other"})
"""What a lone one of is no figure of an event of force: "a strike", "an Israeli drone", "the village"."""

ON_THE_GROUND = frozenset({"vehicles", "buildings"})
"""What is not shot down: "181 tanks lost" are damage."""
IN_THE_AIR = frozenset({"drones", "missiles"})
"""What is destroyed on its way: "15 drones were destroyed" is an interception, whatever word says so."""

NO_PEOPLE = ARMS | ON_THE_GROUND
"""Groups that an event of force may count: people are counted by what befell them."""
LOST = frozenset({"damage", "interception"})
THINGS = ON_THE_GROUND | IN_THE_AIR | {"aircraft"}
"""Groups of what is destroyed or shot down; a lone adjective ("the Norland strike destroyed") is none."""

STRIKES = {"aircraft": "airstrike", "drones": "drone_strike"}
"""What an attack is by what carries it out."""

SUFFERED = HARM | {"released", "torture", "sexual_violence", "displacement", "return"}
"""What happens to people."""
TOLD_TOGETHER = SUFFERED | {"damage", "shortage", "advance"}
"""What a list of places tells of once: where it was, not each place for itself. Blows and ground are told of each."""
ARTICLE_REACH = 32
"""Code points behind an article in which the noun that it counts begins."""
OFFICE_GAP = 2
"""Code points between a person and the word for his or her office: a comma."""
SURE_PROB = 0.85
"""Probability from which a source, or whom it stands for, is believed against the other."""
NOUN_REACH = 40
"""Code points behind a count in which its noun begins."""
OWN_REACH = 16
"""Code points before a noun in which a word for whose it is may stand."""
PARTIES = frozenset({"actor", "target"})
QUOTES = " \u00a0\"'“”„«»‘’"
"""What may stand between two words for the same people."""
PAIR_GAP = 7
"""Code points between two words for harm that are told as a pair ("killed or wounded")."""
BRACKET_REACH = 60
"""Code points behind a counted noun within which a bracket tells one by one whom it counts."""
MEMBERS_GAP, MEMBERS_REACH = 8, 30
"""Code points between a family and the number of its members, and in which that is read with what follows it."""
FAMILY_REACH = 40
"""Code points behind a person in which his family may stand."""
QUOTED = "\"”»“«„'"
LONGEST_KIND = 3
"""Words that tell what an outlet is: "agence de presse"."""
STAFF_REACH = 30
"""Code points before an agency's name in which its journalists may stand ("a photographer of the")."""
NOT_LONE = frozenset({"", "places", "other"})
"""Groups of nouns that do not count by being singular; "" is that of words that are no noun for people or things."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A counted group: what is counted, how many, and the spans that say so."""

    subject: Subject | None
    count: Count | None
    span: Span | None = None


def build_claims(report: Report, annotation: Annotation, pack: LanguagePack) -> tuple[Claim, ...]:
    """Claims of one report, in the order of their triggers; ids from report, trigger and what sets them apart."""
    wording = wording_of(pack)
    builder = _Builder(report, annotation, wording)
    claims: dict[str, Claim] = {}
    for frame in sorted(annotation.frames, key=lambda f: (f.trigger, f.event, f.stance)):
        for claim in builder.claims(frame):
            claims.setdefault(claim.id, claim)
    apart = _without_same_people(report.text, claims.values(), wording)
    placed = tuple(_placed(report.text, tuple(_in_full(report.text, apart, wording)), wording))
    return tuple(_without_echoes(report.text, tuple(_once(placed))))


def _without_same_people(text: str, claims: Iterable[Claim], wording: Wording) -> Iterator[Claim]:
    """The claims without those that count people again by another word for them.

    It stands beside the first, nothing between ("two young brothers", "the child Ann Lee"), or in brackets behind one that counts
    them all ("three civilians (a man, his wife and their son)").
    """
    kept: list[Claim] = []
    for claim in claims:
        like = [c for c in kept if (c.trigger, c.event, c.stance) == (claim.trigger, claim.event, claim.stance)]
        like = [c for c in like if (c.source and c.source.text) == (claim.source and claim.source.text)]
        if not any(_is_beside(text, c, claim, wording) or _is_item_of(text, c, claim) for c in like):
            kept.append(claim)
    yield from kept


def _is_beside(text: str, told: Claim, claim: Claim, wording: Wording) -> bool:
    """Whether a claim counts the people of another by a word right behind theirs."""
    if told.count is None or told.count.high == 0 or told.subject is None or claim.subject is None:
        return False
    one, other = told.subject.span, claim.subject.span
    if claim.count is not None and claim.count.bounds != told.count.bounds:
        return False
    between = text[one.end : other.start]
    return one.end <= other.start and not between.strip(QUOTES) and "\n" not in between and not wording.begins_with_and(other.of(text))


def _is_item_of(text: str, told: Claim, claim: Claim) -> bool:
    """Whether a claim counts in brackets who stands counted before them."""
    if told.count is None or claim.count is None or told.subject is None or claim.subject is None:
        return False
    if (told.count.low or 0) < max(2, claim.count.high or 0):
        return False
    between = text[told.subject.span.end : claim.subject.span.start]
    lead, opened, _ = between.partition("(")
    return bool(opened) and len(lead.split()) <= 1 and len(between) <= BRACKET_REACH and ")" not in between


def _once(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims without those that two words of one clause, or two of one count, make of the same."""
    seen: set[tuple[object, ...]] = set()
    for claim in claims:
        same = (claim.event, claim.stance, claim.source and claim.source.text, tuple(p.text for p in claim.places))
        counted = claim.count and claim.count.bounds
        subject = claim.subject and claim.subject.span
        keys = {
            (*same, counted, subject) if counted and subject else same,
            (*same, counted, claim.subject and claim.subject.text, claim.span),
        }
        keys.discard(same)
        if not keys & seen:
            yield claim
        seen |= keys


def _without_echoes(text: str, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims without those of a headline that count nothing and have the event of one told below by whom it names.

    A headline leaves out who says it; it stands where it tells of another place, or of what the report nowhere attributes. One
    that says with figure, source and place what a sentence below says adds nothing, counted or not.
    A line that but heads the part below it ("Drones shot down") says nothing of its own where the text tells of the same event.
    """
    end = text.find("\n")
    below = [c for c in claims if c.span.start > end > 0]
    attributed = [c for c in below if c.source is not None]
    heading = {c.id for c in below if _is_heading(text, c.span)}
    told = [c for c in claims if c.id not in heading and c.span.start > end]
    headed = text[:end].rstrip()[-1:] not in STOPS
    for claim in claims:
        ahead = headed and claim.span.end <= end
        echoed = ahead and claim.count is None and any(_echoes(claim, c) for c in attributed)
        restated = ahead and any(_restates(claim, c) for c in below)
        repeated = claim.id in heading and claim.count is None and any(_repeats(claim, c) for c in told)
        if not (repeated or echoed or restated):
            yield claim


def _repeats(claim: Claim, told: Claim) -> bool:
    """Whether a claim has the event and stance of another, and names no place but one of its."""
    own = {p.text.casefold() for p in claim.places if p.kind != TOLD_BEFORE}
    return (claim.event, claim.stance) == (told.event, told.stance) and own <= {p.text.casefold() for p in told.places}


def _is_heading(text: str, span: Span) -> bool:
    """Whether words stand in a short line of their own without a mark at its end."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)].strip()
    return len(line.split()) <= HEADING_WORDS and line[-1:].isalnum()


def _echoes(claim: Claim, told: Claim) -> bool:
    """Whether a claim says but what another does, who says it left out."""
    same = claim.source is not None and told.source is not None and claim.source.text == told.source.text
    return not same and (claim.event, claim.stance) == (told.event, told.stance) and _is_there(claim, told)


def _restates(claim: Claim, told: Claim) -> bool:
    """Whether a claim says but what another does: the same event and figure, in the words of the same source, of its place."""
    ours, theirs = (frozenset(c.source.text.casefold().split()) if c.source else frozenset[str]() for c in (claim, told))
    if (claim.event, claim.stance) != (told.event, told.stance) or not (ours <= theirs or theirs <= ours) or bool(ours) != bool(theirs):
        return False
    figure, other = (c.count and c.count.bounds for c in (claim, told))
    many = claim.count is not None and (claim.count.low or 0) > 1 and bool(ours)  # a headline says "in Syria" where the text has the town
    return figure == other and (many or _is_there(claim, told))


def _is_there(claim: Claim, told: Claim) -> bool:
    """Whether a claim names no place but one of another's, in more words or fewer."""
    places = {p.text.casefold() for p in told.places}
    own = [p.text.casefold() for p in claim.places]
    return not own or any(a in b or b in a for a in own for b in places)


def _in_full(text: str, claims: Iterable[Claim], wording: Wording) -> Iterator[Claim]:
    """The claims, those whose place is but a noun ("the base") with the last place told that has it beside a name ("Tovar base")."""
    named: list[str] = []
    for claim in claims:
        places = []
        for place in claim.places:
            before = text[max(0, place.span.start - OWN_REACH) : place.span.start] if place.span else ""
            noun = wording.is_noun_told_of(place.text, before)
            full = next((n for n in reversed(named) if wording.same_words(place.text, n)), "") if noun else ""
            places.append(replace(place, text=full) if full else place)
            named += [] if noun else [place.text]
        yield replace(claim, places=tuple(places))


def _placed(text: str, claims: Sequence[Claim], wording: Wording) -> Iterator[Claim]:
    """The claims, those of deeds that name no place with the place of the deed told before them: reports go on from there.

    "The east of the city" names none either; it stands where nothing was named before. A headline that names no place has that
    of the first deed told below it.
    """
    headline = text.find("\n")
    deeds = (c for c in claims if c.event not in WORDS and c.span.start > headline > 0)
    below = next((named for c in deeds if (named := _named(c, wording))), ())
    last: tuple[Named, ...] = ()
    for claim in claims:
        if claim.event in WORDS:
            yield claim
            continue
        named = _named(claim, wording)
        told = last or (tuple(replace(p, kind=TOLD_BEFORE) for p in below) if claim.span.end <= headline else ())
        yield claim if named else replace(claim, places=told or claim.places)
        last = tuple(replace(p, kind=TOLD_BEFORE) for p in named) or last


def _named(claim: Claim, wording: Wording) -> tuple[Named, ...]:
    """The places of a claim that have a name."""
    return tuple(p for p in claim.places if not wording.is_unnamed_place(p.text))


class _Builder:
    def __init__(self, report: Report, annotation: Annotation, wording: Wording) -> None:
        self._report, self._annotation, self._wording = report, annotation, wording
        self._names = NameResolver(report.text, annotation, wording)

    def claims(self, frame: Frame) -> Iterable[Claim]:
        """Claims of a frame; none where it tells but of how many places the deeds were done that another counts."""
        if self._only_counts_places(frame):
            return
        things = self._uncounted_things(frame)
        if things and frame is not things[0]:
            return
        figures = [replace(f, count=None) for f in self._figures(frame)[:1]] if things else self._figures(frame)
        places = self._places(frame)
        if len(places) > 1 and frame.event not in TOLD_TOGETHER and not any(f.count for f in figures):
            # what happened to ground is of that ground alone: what else the sentence names was not taken with it
            for group in self._apart(places, whole=frame.event not in GROUND):
                yield self._claim(frame, figures[0], group)
            return
        for figure in figures:
            yield self._claim(frame, figure, places)

    def _apart(self, places: tuple[Named, ...], *, whole: bool) -> list[tuple[Named, ...]]:
        """Places that are claims of their own: members of a list, each with what holds it and, where `whole`, all of them."""
        lists = lists_of(self._report.text, [p.span for p in places if p.span], self._wording.pack)
        if len(lists) != 1:
            return [places]
        held = {m.span: m.holders for m in lists[0]}
        inner = {s for m in lists[0] for s in (m.span, *m.holders)}
        around = tuple(p for p in places if whole and p.span not in inner)
        return [(p, *(h for h in places if h.span in held[p.span]), *around) for p in places if p.span in held]

    def _claim(self, frame: Frame, figure: _Figure, places: tuple[Named, ...]) -> Claim:
        span = self._extent(frame, figure)
        source, speaker = self._source(frame)
        told = self._first(frame, "source")
        agency = told if told is not None and self._only_passes_on(told) else None
        source = None if agency is not None and source is not None and source.span == agency.span else source
        times = frame.spans("time")
        cues = frame.spans("cue")
        event = self._event(frame, figure)
        key = (frame.trigger.start, event, frame.stance, source.text if source else "", figure.span, [p.text for p in places])
        return Claim(
            id=content_id("cl", self._report.id, *key),
            report_id=self._report.id,
            span=span,
            evidence=span.of(self._report.text),
            trigger=frame.trigger,
            event=event,
            stance=frame.stance,
            source=source,
            speaker=speaker,
            via=tuple(self._names.name(s) for s in frame.spans("via")) or ((agency,) if agency else ()),
            cue=cues[0] if cues else None,
            actor=self._party(frame, "actor", source),
            target=self._own_victims(frame, figure.subject, source) or self._party(frame, "target", source),
            subject=figure.subject,
            count=figure.count,
            included=self._included(frame),
            places=places,
            time=Named(times[0].of(self._report.text), times[0]) if times else None,
            prob=frame.prob,
            reader=self._annotation.reader,
        )

    def _event(self, frame: Frame, figure: _Figure) -> str:
        """The event by what did it or had it done to it: what is destroyed on its way is intercepted, aircraft strike from the air."""
        if frame.event == "damage" and _group(figure.subject) in IN_THE_AIR and not self._lost_with_others(frame):
            return "interception"
        if frame.event == "interception" and _group(figure.subject) in ON_THE_GROUND:
            return "damage"
        if frame.event == "interception" and self._is_of_losses(frame):
            return "damage"
        if frame.event in FORCE and figure.count is not None and self._is_shot_at(frame, figure):
            return "interception"
        if frame.event == "attack":
            means = [self._wording.groups_of(s.of(self._report.text)) for role in ("actor", "subject") for s in frame.spans(role)]
            return next((STRIKES[group] for m in means if len(m) == 1 for group in m if group in STRIKES), "attack")
        return frame.event

    def _is_of_losses(self, frame: Frame) -> bool:
        """Whether what was shot down is told by a word for losses, in a list with what is no drone: "destroyed 670 planes, 106 tanks"."""
        told = {e.parts[0] for _, entries in self._wording.pack.events.find(frame.trigger.of(self._report.text)) for e in entries}
        return told == {"damage"} and self._lost_with_others(frame)

    def _is_shot_at(self, frame: Frame, figure: _Figure) -> bool:
        """Whether drones or missiles that are counted are what air defences struck ("air defences hit 160 drones")."""
        words = self._wording.pack.word_spans
        if _group(figure.subject) not in IN_THE_AIR or words(frame.trigger.of(self._report.text), "launch"):
            return False
        return bool(words(self._extent(frame, figure).of(self._report.text), "air_defence"))

    def _lost_with_others(self, frame: Frame) -> bool:
        """Whether what is destroyed is one item of a list of losses: "lost 12 tanks, 40 drones and two ships"."""
        like = (f for f in self._annotation.frames if f is not frame and (f.trigger, f.event) == (frame.trigger, frame.event))
        groups = {self._subject(s, f.group).group for f in like if f.spans("count") for s in f.spans("subject")[:1]}
        return bool(groups & {"vehicles", "aircraft"})

    def _source(self, frame: Frame) -> tuple[Named | None, Named | None]:
        """Whose word it is, and the person quoted; a person who speaks for a body gives the body."""
        speaker = self._first(frame, "speaker")
        source = self._first(frame, "source")
        meant = self._first(frame, "source_ref")
        if meant is not None and source is not None and self._is_doubtful(frame, source, meant):
            meant, speaker = None, speaker if self._is_sure(frame, "speaker") else None
        if meant is not None and source is not None and self._is_body_for_outlet(source, meant):
            meant = None
        if meant is not None and (source is None or not (self._is_kind(source) or self._is_another(source, meant, frame.trigger))):
            source = meant
        if speaker is not None and source is not None and self._is_counted(frame, speaker):
            speaker = None
        if speaker is not None and (source is None or self._is_nobodys_office(source, speaker) or self._stands_for(source, speaker)):
            source = speaker
        if source is not None and (body := self._names.body_of(source.text)):
            return Named(body, source.span, "organisation"), speaker or Named(source.text, source.span, "person")
        if source is not None and self._wording.is_pronoun(source.text):
            return None, speaker
        return source, speaker

    @staticmethod
    def _is_counted(frame: Frame, speaker: Named) -> bool:
        """Whether who is said to speak is but the one that the event befell ("according to his mother, | Ilian | was shot")."""
        return any(speaker.span.overlaps(s) for role in ("count", "subject") for s in frame.spans(role))

    def _is_kind(self, source: Named) -> bool:
        """Whether a source is a kind of people, which stands for itself ("activists"), not a short form ("the sources")."""
        return self._wording.is_anonymous(source.text) and not self._wording.is_reference(source.text)

    def _is_doubtful(self, frame: Frame, source: Named, meant: Named) -> bool:
        """Whether a name that a source is said to stand for is doubtful, where the source is sure and no short form ("Moscow says"),
        or a body's own name that shares no word with it ("the Juba government").
        """
        words = self._words_of(source)
        short = any(is_one(words) for is_one in (self._wording.is_pronoun, self._wording.is_reference, self._wording.is_bare_role))
        short = short or any(is_one(words) for is_one in (self._wording.is_paper, self._wording.is_body_noun, self._wording.is_own))
        if short or not self._is_sure(frame, "source"):
            return False
        keys = self._wording.keys(words)
        own = len(keys) > 1 and source.kind != "person" and any(w[:1].isupper() for w in words.split()[1:])
        return not self._is_sure(frame, "source_ref") or (own and not set(keys) & set(self._wording.keys(meant.text)))

    def _words_of(self, named: Named) -> str:
        """What the report writes for a name, where it stands there."""
        return named.span.of(self._report.text) if named.span is not None else named.text

    def _is_body_for_outlet(self, source: Named, meant: Named) -> bool:
        """Whether a short form for a body ("the ministry") is said to stand for an outlet that passed its words on."""
        words = self._words_of(source)
        short = self._wording.is_body_noun(words) or self._wording.is_reference(words)
        return short and not self._wording.is_medium(words) and is_press(meant.text)

    @staticmethod
    def _is_sure(frame: Frame, role: str) -> bool:
        return max((a.prob for a in frame.arguments if a.role == role), default=0.0) >= SURE_PROB

    def _is_another(self, source: Named, meant: Named, trigger: Span) -> bool:
        """Whether a source is a state's outlet named in the trigger's own sentence, and no short form for one named before it."""
        if not any(outlet is not None and outlet.kind == "state_media" for outlet in map(outlet_of, self._agency_names(source))):
            return False
        home = trigger.within(self._annotation.sentences)
        return home.covers(source.span) and not home.overlaps(meant.span)

    def _stands_for(self, source: Named, speaker: Named) -> bool:
        """Whether a source is but a pronoun for the speaker, or the agency that was told."""
        return self._wording.is_person_pronoun(source.span.of(self._report.text)) or self._only_passes_on(source)

    def _is_nobodys_office(self, source: Named, speaker: Named) -> bool:
        """Whether a source tells but who the speaker is: a calling, a rank or the bare word for an office, no body."""
        words = self._words_of(source)
        told = self._wording.is_nobodys(source.text) or self._wording.is_rank(words) or self._wording.is_office_of_land(words)
        return told or self._is_office(source, speaker) or self._is_rank_of(source, speaker) or self._wording.is_own(source.text)

    def _is_rank_of(self, source: Named, speaker: Named) -> bool:
        """Whether a source is but the rank right before a speaker who speaks for another body ("Army Maj. Ann Lee, a Force spokesman")."""
        if source.span is None or speaker.span is None or not 0 < speaker.span.start - source.span.end <= OFFICE_GAP:
            return False
        words = source.span.of(self._report.text).split()
        return bool(words) and self._wording.is_rank(words[-1]) and bool(self._names.body_of(speaker.text))

    def _is_office(self, source: Named, speaker: Named) -> bool:
        """Whether a source is but the word for what the speaker named right before it is ("Ann Lee, leader of ...")."""
        if source.span is None or speaker.span is None or not 0 < source.span.start - speaker.span.end <= OFFICE_GAP:
            return False
        return self._wording.is_bare_role(source.span.of(self._report.text))

    def _only_passes_on(self, source: Named) -> bool:
        """Whether a source is a news agency that does not say whose word it has; what its own staff saw is its own."""
        lead = self._report.text[max(0, source.span.start - STAFF_REACH) : source.span.end]
        if any(e.parts[0] == "journalists" for _, entries in self._wording.pack.groups.find(lead) for e in entries):
            return False
        behind = self._report.text[source.span.end : source.span.end + STAFF_REACH].split()
        if self._wording.is_medium(source.text) and behind and behind[0].strip(QUOTED).casefold() in wire_agencies():
            return True
        if self._wording.is_medium(source.text) and self._wording.is_reference(source.text):  # "the agency", where one was told
            return any(m.span.of(self._report.text).casefold() in wire_agencies() for m in self._annotation.mentions)
        return not wire_agencies().isdisjoint(self._agency_names(source))

    def _agency_names(self, source: Named) -> set[str]:
        """A name in lower case, and without the words that tell what it is: "the British news agency Reuters", "AP ajansı"."""
        words = source.text.casefold().split(" ")
        told = [w.islower() for w in source.text.split(" ")]
        own = told.index(False) if False in told else 0  # "presse russe Interfax", of "l'agence de presse russe Interfax"
        end = own + 1 if self._wording.pack.habits.endings else len(words)  # "Reuters haber", of "Reuters haber ajansı"
        names = {" ".join(words).strip(QUOTED), " ".join(words[own:end]).strip(QUOTED)}
        for at in range(1, len(words)):
            before, after = words[:at], words[at:]
            if any(self._tells_an_outlet(" ".join(before[-n:])) for n in range(1, LONGEST_KIND + 1)):
                names.add(" ".join(after).strip(QUOTED))
            if self._tells_an_outlet(" ".join(after)):
                names.add(" ".join(before).strip(QUOTED))
        return names

    def _tells_an_outlet(self, text: str) -> bool:
        """Whether a text is but a word for an outlet or a short form for a name ("the agency")."""
        return self._wording.is_medium(text) or self._wording.is_reference(text)

    def _first(self, frame: Frame, role: str) -> Named | None:
        spans = frame.spans(role)
        if role in PARTIES:  # whom "they" stands for is not known: the last source named is seldom who did it
            spans = tuple(s for s in spans if not self._wording.is_pronoun(s.of(self._report.text)))
        named = [self._names.name(s) for s in spans]
        return next((n for n in named if n.text), None)

    def _party(self, frame: Frame, role: str, source: Named | None) -> Named | None:
        """Who did it, or to whom; what a source calls its own ("its aircraft") is the source."""
        party = self._first(frame, role)
        spans = frame.spans(role)
        if party is not None and source is not None and self._wording.is_own(spans[0].of(self._report.text)):
            return Named(source.text, spans[0], source.kind)
        state = self._wording.state_of(party.text) if party is not None else ""
        return replace(party, text=state) if party is not None and state else party

    def _own_victims(self, frame: Frame, subject: Subject | None, source: Named | None) -> Named | None:
        """The source itself where it tells of harm to its own ("two of its soldiers were killed")."""
        if source is None or subject is None or subject.span is None or subject.group not in ARMED or frame.event not in HARM:
            return None
        at = subject.span
        before = self._report.text[max(0, at.start - OWN_REACH) : at.start].split()
        own = self._wording.is_own(at.of(self._report.text)) or bool(before and self._wording.is_own(before[-1]))
        return Named(source.text, at, source.kind) if own else None

    def _places(self, frame: Frame) -> tuple[Named, ...]:
        seen: dict[str, Named] = {}
        for span in frame.spans("place"):
            text = self._names.base(span.of(self._report.text), place=True)
            if text and not self._wording.is_bare_place(text):
                seen.setdefault(text.casefold(), Named(text, span, "place"))
        named = [p for p in seen.values() if not self._wording.is_unnamed_place(p.text)]
        return tuple(named or seen.values())

    def _figures(self, frame: Frame) -> list[_Figure]:
        subjects = [self._subject(s, frame.group) for s in frame.spans("subject")]
        figures = []
        for span in frame.spans("count"):
            if self._counts_source(frame, span) or self._counts_places(frame, span) or self._only_measures(frame, span):
                continue
            each = self._each_noun(span)
            if len(each) > 1:
                figures += each
                continue
            count = count_at(self._report.text, span, self._wording.pack)
            subject = self._counted_before_number(subjects, span) or _nearest(subjects, span)
            lone = count is not None and count.low == count.high == 1 and _group(subject) in ARMS
            if count is None or (frame.event in FORCE and (lone or _group(subject) not in NO_PEOPLE)):
                continue
            if not self._says_none(frame) and not self._is_article_of_others(span, subject):
                figures.append(_Figure(subject, count, span))
        if figures:
            return [self._with_family(f) for f in (*figures, *self._listed(frame, subjects, figures))]
        subject = subjects[0] if subjects else None
        counted = None if self._says_none(frame) else self._lone(frame, subject)
        return [self._with_family(_Figure(subject, counted, subject.span if subject else None))]

    def _with_family(self, figure: _Figure) -> _Figure:
        """The figure of one who met it with his family, "a man and his family", which is at least two."""
        if figure.subject is None or figure.count is None or figure.count.bounds != (1, 1) or figure.subject.group in NO_PEOPLE:
            return figure
        end = figure.subject.span.start + len(self._wording.without_and(figure.subject.span.of(self._report.text)))
        behind = self._report.text[end : end + FAMILY_REACH]
        told = self._wording.begins_with_family(behind)
        return replace(figure, count=replace(figure.count, low=2, high=None)) if told else figure

    def _counted_before_number(self, subjects: Sequence[Subject], count: Span) -> Subject | None:
        """The subject right before a count with an article, which counts it ("أطفاله الستة وزوجته")."""
        if not stands_behind(self._report.text, count, self._wording.pack):
            return None
        return next((s for s in subjects if s.span is not None and 0 <= count.start - s.span.end <= OFFICE_GAP), None)

    def _says_none(self, frame: Frame) -> bool:
        """Whether a denial counts but none ("no casualties", "no soldier was hurt"), which the stance says."""
        counts = [count_at(self._report.text, span, self._wording.pack) for span in frame.spans("count")]
        return frame.stance == "denies" and any(count is not None and count.high == 0 for count in counts)

    def _is_article_of_others(self, count: Span, subject: Subject | None) -> bool:
        """Whether a count is an article that belongs to another noun than the one counted, or that none behind it goes with.

        "A total blockade", "a massacre of villagers", "burned a considerable number of houses"; but "one of the rockets".
        """
        words = count.of(self._report.text)
        if not any(e.sense == "article" for _, entries in self._wording.pack.quantities.find(words) for e in entries):
            return False
        counted = parse_count(words, self._wording.pack)
        behind = self._wording.pack.tokens(self._report.text[count.end : count.end + ARTICLE_REACH])
        part = self._wording.pack.quantities.at(behind, 0) if behind else None
        if counted is None or counted.high != 1 or (part is not None and any(e.sense == "range:of" for e in part[0])):
            return False
        if behind and any(e.sense in ("in", "preposition") for e in self._wording.pack.words.get(behind[0].key)):
            return False  # "three in Tarim and one | in Balda" stands for whom the first counts
        if subject is None:
            return not self._is_one_of(self._report.text[count.end : count.end + ARTICLE_REACH])
        follows = subject.span.overlaps(count) or 0 <= subject.span.start - count.end <= ARTICLE_REACH
        return not follows or not self._is_one_of(subject.text, unknown=True)

    def _is_one_of(self, words: str, *, unknown: bool = False) -> bool:
        """Whether words hold a noun for people or things that may be one; `unknown` is what is said where no table knows any."""
        known = [e for _, entries in self._wording.pack.groups.find(words) for e in entries]
        return any("s" in e.parts[-1] for e in known) if known else unknown

    def _each_noun(self, span: Span) -> list[_Figure]:
        """The nouns of a marked count that count by themselves, each as a figure of its own ("دبابتين وجرافتين")."""
        words = span.of(self._report.text)
        nouns = [at for at, _ in self._wording.pack.groups.find(words)] if self._wording.pack.habits.attached else []
        if len(nouns) < 2 or find_counts(words, self._wording.pack):
            return []
        counts = [(at.shift(span.start), parse_count(at.of(words), self._wording.pack)) for at in nouns]
        return [_Figure(self._subject(at, None), count, at) for at, count in counts if count is not None and count.exact]

    def _listed(self, frame: Frame, subjects: Sequence[Subject], figures: Sequence[_Figure]) -> list[_Figure]:
        """The lone ones in a list with those that are counted: "a civilian and two soldiers were killed"."""
        counted = {f.subject.span for f in figures if f.subject is not None}
        lone = [s for s in subjects if s.span not in counted and not any(f.span and f.span.overlaps(s.span) for f in figures)]
        lists = lists_of(self._report.text, [s.span for s in subjects], self._wording.pack, kin=True) if lone else []
        told = {m.span for members in lists if any(m.span in counted for m in members) for m in members}
        return [_Figure(s, count, s.span) for s in lone if s.span in told and (count := self._lone(frame, s))]

    def _counts_places(self, frame: Frame, count: Span) -> bool:
        """Whether a count is that of the places where people suffered, or where deeds that are counted were done.

        "12 died in two villages", "99 shellings of 35 villages"; but "35 villages were shelled". A noun may say so by its case alone
        ("в семи деревнях"), and force counts nothing that it was used in ("attacked in three districts").
        """
        deeds = frame.event in FORCE and (
            self._counts_deeds(frame, count) or any(s.overlaps(frame.trigger) for s in frame.spans("subject"))
        )
        behind = self._report.text[count.end : count.end + NOUN_REACH]
        before = self._report.text[max(0, count.start - OWN_REACH) : count.start]
        if frame.event in FORCE and frame.trigger.end <= count.start and self._wording.ends_in_where(before):
            return True
        return self._wording.begins_where(behind) or ((frame.event in SUFFERED or deeds) and self._wording.begins_with_places(behind))

    def _counts_deeds(self, frame: Frame, count: Span) -> bool:
        """Whether another count stands right before the word for the deeds ("over 100 shellings of 30 villages")."""
        like = [f for f in self._annotation.frames if (f.trigger, f.event) == (frame.trigger, frame.event)]
        return any(c != count and 0 <= frame.trigger.start - c.end <= OFFICE_GAP for f in like for c in f.spans("count"))

    def _only_counts_places(self, frame: Frame) -> bool:
        counts = frame.spans("count")
        like = [f for f in self._annotation.frames if f is not frame and (f.trigger, f.event) == (frame.trigger, frame.event)]
        others = [c for f in like for c in f.spans("count") if not self._counts_places(f, c)]
        return bool(counts and others) and all(self._counts_places(frame, c) for c in counts)

    def _uncounted_things(self, frame: Frame) -> list[Frame]:
        """The frames of one word for damage that count lone things, where one of these is not counted: it is the one that all know.

        "The university was damaged", "a bridge, the university and a depot were hit"; but "a mosque burned".
        """
        if frame.event != "damage" or not self._wording.has_articles:
            return []
        like = [f for f in self._annotation.frames if (f.trigger, f.event, f.stance) == (frame.trigger, frame.event, frame.stance)]
        lone = [f for f in like if self._lone_things(f)]
        known = any(not self._wording.says_one(self._report.text, span) for f in lone for span in self._lone_things(f))
        return lone if known and frame in lone else []

    def _lone_things(self, frame: Frame) -> list[Span]:
        """The counts of one thing that a frame has, or its lone noun for one."""
        counts = frame.spans("count")
        if not counts:
            subjects = [self._subject(s, frame.group) for s in frame.spans("subject")][:1]
            return [s.span for s in subjects if s.span and self._lone(frame, s) and s.group == "buildings"]
        read = [(c, count_at(self._report.text, c, self._wording.pack)) for c in counts]
        return [c for c, count in read if count is not None and count.low == count.high == 1]

    def _counts_source(self, frame: Frame, count: Span) -> bool:
        """Whether a count is but the article of who speaks ("an Aleppo resident said")."""
        tellers = (*frame.spans("source"), *frame.spans("speaker"))
        return count.of(self._report.text).casefold() in self._wording.articles and any(0 <= t.start - count.end <= 1 for t in tellers)

    def _only_measures(self, frame: Frame, count: Span) -> bool:
        """Whether a count is of a unit ("400 km to the north"); of ground that is taken or held it tells how much."""
        return frame.event not in ("capture", "control") and is_measure(self._report.text, count, self._wording.pack)

    def _lone(self, frame: Frame, subject: Subject | None) -> Count | None:
        """A lone singular counts as one for people, vehicles and damaged things."""
        if subject is None or frame.event not in COUNTED_AS_ONE:
            return None
        if frame.event not in LOST and (self._is_person(subject) or self._is_he(frame, subject)):
            return Count(1, 1, subject.text)
        group, singular = self._wording.group_of(subject.text)
        if is_of_land(self._report.text, subject.span, self._wording.pack):
            return None
        if group in NOT_LONE or (group, frame.event) == ("prisoners", "detention"):  # "taken prisoner"
            return None
        if frame.event in LOST and (group not in THINGS or (frame.event == "damage" and self._is_known(subject))):
            return None
        if singular:
            before = self._counted_before(subject)
            return Count(1, 1, subject.text) if before is None else before[1] if self._may_count(frame, before[0]) else None
        told = parse_count(subject.text, self._wording.pack)  # a dual or an article counts by itself ("طفلين", "a nurse")
        return told if told is not None and told.exact else self._members(frame, subject)

    def _members(self, frame: Frame, subject: Subject) -> Count | None:
        """How many a family or household is said to be, beside it ("a family of five"), where nobody else counts them."""
        if not any(e.parts[-1] == "c" for _, entries in self._wording.pack.groups.find(subject.text) for e in entries):
            return None
        before = self._counted_before(subject)
        if before is not None and before[1].low != 1:
            return before[1]  # "fünfköpfige Familie"
        behind = self._report.text[subject.span.end : subject.span.end + MEMBERS_REACH]
        at, count = next(iter(find_counts(behind, self._wording.pack)), (None, None))
        if at is None or at.start > MEMBERS_GAP or [t.kind for t in self._wording.pack.tokens(behind[: at.start])] not in (["word"], []):
            return None
        known = {c for f in self._annotation.frames if f.event == frame.event for c in f.spans("count")}
        return count if not any(c.overlaps(at.shift(subject.span.end)) for c in known) else None

    def _is_he(self, frame: Frame, subject: Subject) -> bool:
        """Whether "he" was killed or hurt."""
        return frame.event in CASUALTIES and self._wording.is_person_pronoun(subject.text)

    def _is_person(self, subject: Subject) -> bool:
        """Whether a subject is one person: a name, alone or behind a title."""
        named = [m.span for m in self._annotation.mentions if m.kind == "person"]
        if self._wording.pack.habits.endings and any(m.start - subject.span.end == 1 for m in named):  # "Komutan Ali Kaya"
            return True
        people = [m for m in named if m.overlaps(subject.span)]
        if len(people) != 1 or people[0].end < subject.span.end or self._wording.has_and(subject.text):
            return False
        lead = self._report.text[subject.span.start : max(people[0].start, subject.span.start)]
        return not lead or self._wording.has_office(lead)

    def _counted_before(self, subject: Subject) -> tuple[Span, Count] | None:
        """The number right before a noun, whose singular counts no one then ("16 مدنيا", "21 человек"), and where it stands."""
        start = max(0, subject.span.start - NOUN_REACH)
        found = find_counts(self._report.text[start : subject.span.end], self._wording.pack)
        near = [(at.shift(start), count) for at, count in found]
        near = [(at, count) for at, count in near if not stands_behind(self._report.text, at, self._wording.pack)]
        return next(((at, count) for at, count in near if 0 <= subject.span.start - at.end <= OFFICE_GAP), None)

    def _may_count(self, frame: Frame, count: Span) -> bool:
        """Whether a count that a frame leaves out may be its own: no other event of people holds it, but one told in a pair with it."""
        holders = [f for f in self._annotation.frames if f.event != frame.event and f.event in SUFFERED and count in f.spans("count")]
        return all({f.event, frame.event} == CASUALTIES and f.trigger.gap(frame.trigger) <= PAIR_GAP for f in holders)

    def _is_known(self, subject: Subject) -> bool:
        """Whether a noun is told of as one known, or but says of what another is: "the hospital", "half of the building"."""
        lead = self._report.text[max(0, subject.span.start - OWN_REACH) : subject.span.start]
        return self._wording.makes_known(lead) or self._wording.makes_known(subject.text, first=True)

    def _subject(self, span: Span, group: str | None) -> Subject:
        text = " ".join(span.of(self._report.text).split())
        own = self._wording.group_of(text)[0]
        before = self._wording.noun_before(self._report.text, span.start) if not own else None
        if before is not None:  # the network marked but the adjective ("عسكرية" of "آلية عسكرية")
            span = Span.hull((before, span))
            text = " ".join(span.of(self._report.text).split())
            own = self._wording.group_of(text)[0]
        return Subject(text, span, own or group or "other")

    def _included(self, frame: Frame) -> tuple[Included, ...]:
        subjects = [self._subject(s, None) for s in frame.spans("included_subject")]
        parts = []
        for span in frame.spans("included_count"):
            count = count_at(self._report.text, span, self._wording.pack)
            subject = _nearest(subjects, span)
            if count is not None and subject is not None:
                parts.append(Included(subject, count))
        return tuple(parts)

    def _extent(self, frame: Frame, figure: _Figure) -> Span:
        """The clause: trigger and its arguments within the trigger's sentence."""
        sentence = frame.trigger.within(self._annotation.sentences)
        spans = [frame.trigger] + [a.span for a in frame.arguments if sentence.covers(a.span)]
        return Span.hull(spans)


def _group(subject: Subject | None) -> str:
    return subject.group if subject else ""


def _nearest(subjects: Sequence[Subject], span: Span) -> Subject | None:
    """The subject nearest to a count, those after it first when equally near."""
    return min(subjects, key=lambda s: (s.span.gap(span), s.span.start < span.start), default=None)
