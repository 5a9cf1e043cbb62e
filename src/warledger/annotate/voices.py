"""In whose voice each sentence of a text is: that of whom it names, of who goes on from the sentence before, or of who is quoted.

Takes the look at each sentence and the frames that have a source, gives sentences with their attribution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warledger.annotate.quotes import opens_quote, quote_after
from warledger.annotate.sentences import paragraphs_of
from warledger.annotate.speakers import CLOSED, CUE_PROB, OPENED, QUOTED, Attribution, Speakers
from warledger.annotate.tidy import ATTRIBUTION
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack

CARRIED_REACH = 450
"""Code points after which a source named last is no longer the one that goes on."""
QUOTED_REACH = 900
"""Code points that a quotation may have before the words that say whose it is."""
DASHES = ("– ", "— ", "- ", "−")
"""Marks with which a paragraph of speech begins."""
STOPS = frozenset(".!?…")
COLONS = ":："
CLOSING = '"”»“'


def voices_of(
    text: str, looks: Mapping[Span, Speakers], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
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
    spoke = 0
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
            or (before if look.adds_on else ())
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
        quoted = quoted if open_quote else _lost_quotation(text, sentences, number, out) if found else []
        open_quote = quote_after(sentence.of(text), open_quote)
        if found and quoted and sentence.end - quoted[0].start <= QUOTED_REACH:
            out.update(dict.fromkeys(quoted, found))
        quoted = [*quoted, sentence] if open_quote and not found else []
        before = found
        here = found or here
        last = found or (last if last and sentence.start - spoke < CARRIED_REACH else ())
        spoke = sentence.end if found else spoke
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


def _lost_quotation(text: str, sentences: Sequence[Span], number: int, told: Mapping[Span, Attribution]) -> list[Span]:
    """The sentences before one that ends a quotation which it did not begin, back to the mark with which its paragraph begins.

    Straight marks within a quotation ("Били "Градом" по домам") seem to end it.
    """
    own = sentences[number]
    mark = next((at for at in range(own.start, own.end) if text[at] in QUOTED), None)
    if mark is None or text[mark] != '"' or opens_quote(text, mark):
        return []
    first = number
    while first and "\n" not in text[sentences[first - 1].end : sentences[first].start] and sentences[first - 1] not in told:
        first -= 1
    return list(sentences[first:number]) if text[sentences[first].start] == '"' else []


def is_speech(text: str, paragraph: Sequence[Span]) -> bool:
    """Whether a dash makes the sentences of a paragraph speech."""
    return paragraph[0].of(text).startswith(DASHES)


def _with_speech(text: str, sentences: Sequence[Span], told: dict[Span, Attribution]) -> dict[Span, Attribution]:
    """The attributions with those of paragraphs that a dash makes speech: all of one is said by whom it names.

    One that names nobody goes on with who was quoted, or spoken of as saying something, right before it; not so the items
    of a list, which stand one below the other.
    """
    paragraphs = paragraphs_of(text, sentences)
    speech = [is_speech(text, p) for p in paragraphs]
    for n, spoken in enumerate(paragraphs):
        if not speech[n]:
            continue
        named = next((told[s] for s in spoken if s in told), ())
        alone = n and not speech[n - 1] and not (n + 1 < len(paragraphs) and speech[n + 1])
        named = named or (told.get(paragraphs[n - 1][-1], ()) if alone else ())
        for s in spoken if named else ():
            told.setdefault(s, named)
    return told


def _begins_line(text: str, sentence: Span) -> bool:
    return text[: sentence.start].rpartition("\n")[2].strip() == ""


def _above(text: str, teller: Span, before: Sequence[Span], told: Mapping[Span, Attribution]) -> list[Span]:
    """The sentences that one after them speaks of: what its paragraph tells so far, or the one before where it begins one.

    Where each sentence is a paragraph, two of them. Up to one that has a source of its own; a headline, which ends without a full stop,
    is the outlet's.
    """
    out: list[Span] = []
    end = teller.start
    for sentence in reversed(before):
        parted = "\n" in text[sentence.end : end]
        lone = len(out) == 1 and all(_begins_line(text, s) for s in (teller, out[0], sentence))  # each sentence is a paragraph there
        if (parted and out and not lone) or sentence in told or sentence.of(text).rstrip(CLOSING)[-1:] not in STOPS:
            break
        out.append(sentence)
        end = sentence.start
    return out
