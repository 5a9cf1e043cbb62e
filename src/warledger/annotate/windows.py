"""Cut a text into windows of whole sentences that the reader takes in one pass.

Each sentence is owned by exactly one window; what stands before the owned part is context, so that a source named
two sentences earlier is still in sight. All offsets are code points of the text given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

START_ID, END_ID = 0, 2
NOWHERE = -1
TOKEN_STEPS = (1, 2, 3, 5, 8, 12, 20, 32, 64)
TOKEN_CLASSES = 2 * len(TOKEN_STEPS) + 1
SENTENCES_BACK, SENTENCES_ON = 4, 2


@dataclass(frozen=True, slots=True)
class Pieces:
    """Tokens of one sentence. `starts` and `ends` leave out white space; both are `NOWHERE` for tokens of none but that."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    new_line: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids with their place in the text; frames count only for tokens from `owned` on.

    `sentences` numbers the sentence that each token stands in, from the window's first.
    """

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owned: int
    sentences: tuple[int, ...] = ()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends; an empty span becomes `NOWHERE` twice."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else (NOWHERE, NOWHERE)


def encode_sentences(tokenizer: Tokenizer, text: str, sentences: Sequence[tuple[int, int]]) -> list[Pieces]:
    """Tokens of each sentence. `new_line` says that a line break stands between it and the sentence before."""
    encodings = tokenizer.encode_batch([text[a:b] for a, b in sentences], add_special_tokens=False)
    out, before = [], 0
    for number, ((start, end), encoding) in enumerate(zip(sentences, encodings, strict=True)):
        spans = [trim(text, start + a, start + b) for a, b in encoding.offsets]
        broken = number > 0 and "\n" in text[before:start]
        before = end
        out.append(Pieces(tuple(encoding.ids), tuple(a for a, _ in spans), tuple(b for _, b in spans), broken))
    return out


def split_long(pieces: Iterable[Pieces], limit: int) -> Iterator[Pieces]:
    """The same tokens with no element longer than `limit`."""
    for p in pieces:
        for at in range(0, max(len(p.ids), 1), limit):
            to = at + limit
            yield Pieces(p.ids[at:to], p.starts[at:to], p.ends[at:to], p.new_line and at == 0)


def join(context: Sequence[Pieces], owned: Sequence[Pieces]) -> Window:
    """One window: start mark, sentences with an end mark at each line break, end mark."""
    ids, starts, ends, sentences, own = [START_ID], [NOWHERE], [NOWHERE], [0], 1
    mark = Pieces((END_ID,), (NOWHERE,), (NOWHERE,))
    for number, p in enumerate([*context, *owned]):
        parts = [mark, p] if p.new_line and number else [p]
        if number == len(context):
            own = len(ids) + len(parts) - 1
        for part in parts:
            ids += part.ids
            starts += part.starts
            ends += part.ends
            sentences += [number] * len(part.ids)
    last = sentences[-1]
    return Window((*ids, END_ID), (*starts, NOWHERE), (*ends, NOWHERE), own, (*sentences, last))


def token_distances(width: int, anchor: int | Sequence[int]) -> NDArray[np.intp]:
    """For each token the number of its class of signed distance to the anchor, of `TOKEN_CLASSES`; a row for each of several anchors."""
    apart: NDArray[np.intp] = np.arange(width) - np.asarray(anchor, np.intp)[..., None]
    steps = np.searchsorted(TOKEN_STEPS, np.abs(apart), side="right")
    return np.where(apart < 0, len(TOKEN_STEPS) - steps, len(TOKEN_STEPS) + steps)


def sentence_distances(sentences: Sequence[int], anchor: int | Sequence[int]) -> NDArray[np.intp]:
    """For each token how many sentences after the anchor's it stands, from `SENTENCES_BACK` before, as a class number."""
    numbers = np.asarray(sentences)
    apart = numbers - numbers[anchor][..., None]
    classes: NDArray[np.intp] = np.clip(apart, -SENTENCES_BACK, SENTENCES_ON) + SENTENCES_BACK
    return classes


def cut_windows(pieces: Sequence[Pieces], room: int, context: int, before: int) -> Iterator[Window]:
    """Windows of at most about `room` tokens.

    Each begins with what an earlier one owns: the last `before` sentences, those that have at most `context` tokens together.
    """
    parts = [p for p in split_long(pieces, room) if p.ids]
    at = 0
    while at < len(parts):
        first, size = at, 0
        while first > max(0, at - before) and size + len(parts[first - 1].ids) <= context:
            first -= 1
            size += len(parts[first].ids)
        to = at
        while to < len(parts) and (to == at or size + len(parts[to].ids) <= room):
            size += len(parts[to].ids)
            to += 1
        yield join(parts[first:at], parts[at:to])
        at = to
