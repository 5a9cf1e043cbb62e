"""Frames and names of a text, marked by hand."""

from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


class Text:
    """A text with spans of its words."""

    def __init__(self, code: str, text: str) -> None:
        self.code, self.text, self.pack = code, text, load_language(code)
        self.sentences = split_sentences(text, code, self.pack.abbreviations)

    def at(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def frame(self, trigger: str, event: str, stance: str = "asserts", prob: float = 0.9, **roles: str) -> Frame:
        arguments = tuple(Argument(role, self.at(words), 0.9) for role, words in roles.items())
        return Frame(self.at(trigger), event, stance, prob, None, arguments)

    def names(self, *words: str, kind: str = "organisation") -> list[Mention]:
        return [Mention(kind, self.at(w), 0.9) for w in words]

    def said(self, frame: Frame, role: str) -> list[str]:
        return [s.of(self.text) for s in frame.spans(role)]
