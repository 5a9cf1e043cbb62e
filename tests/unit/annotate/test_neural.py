"""The neural reader: windows, offsets and decoding without the model file; reading with it, where it is shipped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from warledger.annotate.decode import Labels, RoleLayer, Scores, find_frames, gelu, nearest, runs, split_counts
from warledger.annotate.mentions import BESIDE, best_path, find_mentions
from warledger.annotate.neural import AHEAD, EXACT, FILES, FOLDER, NeuralReader, session_options
from warledger.annotate.windows import (
    NOWHERE,
    SENTENCES_BACK,
    SENTENCES_ON,
    TOKEN_CLASSES,
    Pieces,
    Window,
    cut_windows,
    encode_sentences,
    sentence_distances,
    split_long,
    token_distances,
)
from warledger.model.annotation import Argument, Frame
from warledger.model.errors import ModelMissing
from warledger.model.spans import Span

shipped = pytest.mark.skipif(not all((FOLDER / f).is_file() for f in FILES), reason="no model file")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Words split into single characters after NFKC, as the shipped tokenizer normalises."""
    characters = sorted(
        {c for p in ("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789.,▁⁄éåïи", "حلبقتيفم") for c in p}
    )
    t = Tokenizer(models.Unigram([("<unk>", 0.0), *((c, -1.0) for c in characters)], unk_id=0))
    t.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    t.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return t


def pieces(n: int, at: int = 0, new_line: bool = False) -> Pieces:
    return Pieces(tuple(range(10, 10 + n)), tuple(range(at, at + n)), tuple(range(at + 1, at + n + 1)), new_line)


TEXTS = [
    "Aid came. Five died.",
    "قتل في حلب",
    unicodedata.normalize("NFD", "été à Tromsø, и й"),
    "½ of the ﬁve  ﬀ",
    "قَتَلَ ١٢",
]


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_are_code_points_of_the_text(tokenizer: Tokenizer, text: str) -> None:
    (found,) = encode_sentences(tokenizer, text, [(0, len(text))])
    for start, end in zip(found.starts, found.ends, strict=True):
        if start != NOWHERE:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
    marked = {i for a, b in zip(found.starts, found.ends, strict=True) if a != NOWHERE for i in range(a, b)}
    letters = {i for i, c in enumerate(text) if c.isalnum()}
    assert letters <= marked


def test_offsets_shift_with_the_sentence(tokenizer: Tokenizer) -> None:
    text = "Aid came.\nFive died."
    _, second = encode_sentences(tokenizer, text, [(0, 9), (10, 20)])
    assert second.new_line
    assert second.starts[1] == 10 or second.starts[0] == 10
    assert second.ends[-1] == len(text)


def test_every_token_is_owned_once() -> None:
    sentences = [pieces(n, at) for n, at in ((30, 0), (50, 100), (10, 200), (90, 300), (400, 500), (5, 1000))]
    owned = [i for w in cut_windows(sentences, 100, 40, 9) for i in w.starts[w.owned : -1] if i != NOWHERE]
    assert owned == [i for p in sentences for i in p.starts]


def test_context_is_whole_sentences_before_the_owned_part() -> None:
    first, second = list(cut_windows([pieces(60, 0), pieces(30, 100), pieces(50, 200)], 100, 40, 9))
    assert first.starts[first.owned] == 0
    assert second.starts[second.owned] == 200
    assert second.starts[1] == 100


def test_context_is_no_more_sentences_than_asked() -> None:
    sentences = [pieces(30, 0), pieces(30, 100), pieces(30, 200), pieces(50, 300)]
    assert [w.starts[1] for w in cut_windows(sentences, 100, 80, 1)] == [0, 200]
    assert [w.starts[1] for w in cut_windows(sentences, 100, 80, 2)] == [0, 100]
    assert [w.starts[1] for w in cut_windows(sentences, 100, 20, 1)] == [0, 300]


def test_windows_stay_within_the_limit_when_sentences_do_not() -> None:
    assert [len(p.ids) for p in split_long([pieces(250)], 100)] == [100, 100, 50]
    assert all(len(w.ids) <= 102 for w in cut_windows([pieces(1000)], 100, 40, 9))


def test_a_line_break_is_marked_between_sentences() -> None:
    (w,) = cut_windows([pieces(3), pieces(3, 10, new_line=True)], 100, 40, 9)
    assert w.ids == (0, 10, 11, 12, 2, 10, 11, 12, 2)


def test_no_text_gives_no_windows() -> None:
    assert list(cut_windows([], 100, 40, 9)) == []
    assert list(cut_windows([Pieces((), (), ())], 100, 40, 9)) == []


def test_distances_are_classes_around_the_anchor() -> None:
    middle = TOKEN_CLASSES // 2
    assert list(token_distances(5, 2)) == [middle - 2, middle - 1, middle, middle + 1, middle + 2]
    assert token_distances(1000, 500).min() == 0
    assert token_distances(1000, 500).max() == TOKEN_CLASSES - 1
    assert list(sentence_distances([0, 1, 2, 3, 9], 2)) == [
        SENTENCES_BACK - 2,
        SENTENCES_BACK - 1,
        SENTENCES_BACK,
        SENTENCES_BACK + 1,
        SENTENCES_BACK + 2,
    ]


def test_runs() -> None:
    assert list(runs([])) == []
    assert list(runs([3])) == [[3]]
    assert list(runs([1, 2, 4, 5, 9])) == [[1, 2], [4, 5], [9]]


def test_gelu_is_close_to_the_exact_one() -> None:
    x = np.array([-3, -1, 0, 0.5, 2], np.float32)
    assert np.allclose(gelu(x), [-0.0040495, -0.1586553, 0, 0.3457312, 1.9544998], atol=1e-5)


ROLES = ("trigger", "source", "count", "place")
LABELS = Labels(
    events=("O", "injured", "killed"),
    stances=("asserts", "denies"),
    groups=("children", "people"),
    roles=ROLES,
    entities=("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"),
    trigger=0.5,
    second=0.5,
    role=dict.fromkeys(ROLES, 0.5),
)


def words_window(text: str) -> Window:
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    starts, ends = (NOWHERE, *(a for a, _ in spans), NOWHERE), (NOWHERE, *(b for _, b in spans), NOWHERE)
    return Window((0, *range(10, 10 + len(spans)), 2), starts, ends, 1, (0,) * (len(spans) + 2))


class Painter:
    """Scores that say exactly what a test wants; each token's argument vector is its own axis."""

    def __init__(self, text: str) -> None:
        self.text, self.window = text, words_window(text)
        n = len(self.window.ids)
        self.scores = Scores(
            event=np.zeros((n, 6), np.float32),
            stance=np.zeros((n, 4), np.float32),
            group=np.zeros((n, 2), np.float32),
            entity=np.zeros((n, 7), np.float32),
            head=np.full((n, n), -9, np.float32),
            argument=np.eye(n, dtype=np.float32),
        )
        self.scores.event[:, 0] = self.scores.event[:, 3] = self.scores.entity[:, 0] = 8
        self.layer = RoleLayer(np.zeros((n + 1, len(ROLES), n + 1)), np.zeros((2, n), np.float32), *self.no_distances())
        self.layer.weight[n, :, n] = -8

    @staticmethod
    def no_distances() -> tuple[np.ndarray, np.ndarray]:
        return np.zeros((len(ROLES), TOKEN_CLASSES), np.float32), np.zeros((len(ROLES), SENTENCES_BACK + SENTENCES_ON + 1), np.float32)

    def token(self, word: str, nth: int = 1) -> int:
        at = [m.start() for m in re.finditer(re.escape(word), self.text)][nth - 1]
        return self.window.starts.index(at)

    def trigger(self, word: str, event: str, slot: int = 0, stance: str = "asserts") -> None:
        i = self.token(word)
        self.scores.event[i, slot * 3 + LABELS.events.index(event)] = 20
        self.scores.stance[i, slot * 2 + LABELS.stances.index(stance)] = 9

    def role(self, role: str, *words: str) -> None:
        for word in words:
            self.layer.weight[-1, ROLES.index(role), self.token(word)] = 20

    def frames(self) -> list[Frame]:
        return find_frames(self.text, self.window, self.scores, self.layer, LABELS)


def words(text: str, frame: Frame, role: str) -> list[str]:
    return [s.of(text) for s in frame.spans(role)]


def test_a_frame_with_its_arguments() -> None:
    p = Painter("Officials said 12 people were killed in Aleppo.")
    p.trigger("killed", "killed")
    p.role("source", "Officials")
    p.role("count", "12")
    p.role("place", "Aleppo", ".")
    p.role("trigger", "were", "killed")
    (frame,) = p.frames()
    assert frame.trigger.of(p.text) == "were killed"
    assert (frame.event, frame.stance) == ("killed", "asserts")
    assert words(p.text, frame, "source") == ["Officials"]
    assert words(p.text, frame, "count") == ["12"]
    assert words(p.text, frame, "place") == ["Aleppo"]


def test_one_frame_for_each_count() -> None:
    p = Painter("Two and 7 died.")
    p.trigger("died", "killed")
    p.role("count", "Two", "7")
    p.scores.group[p.token("7"), 1] = 5
    assert [(words(p.text, f, "count"), f.group) for f in p.frames()] == [(["Two"], "children"), (["7"], "people")]


def test_a_token_may_start_two_frames() -> None:
    p = Painter("They deny the killing.")
    p.trigger("killing", "killed")
    p.trigger("killing", "killed", slot=1, stance="denies")
    assert sorted(f.stance for f in p.frames()) == ["asserts", "denies"]


def test_context_makes_no_frames() -> None:
    p = Painter("He died. She died.")
    p.trigger("died", "killed")
    p.window = replace(p.window, owned=p.token("She"))
    assert p.frames() == []


def test_neighbouring_triggers_of_two_events_stay_apart() -> None:
    p = Painter("Dead wounded")
    p.trigger("Dead", "killed")
    p.trigger("wounded", "injured")
    assert sorted(f.event for f in p.frames()) == ["injured", "killed"]


def test_parts_belong_to_the_count_before_them() -> None:
    part = Argument("included_count", Span(40, 41))
    frame = Frame(Span(0, 2), "killed", arguments=(Argument("count", Span(5, 6)), Argument("count", Span(30, 31)), part))
    first, second = split_counts(frame)
    assert part not in first.arguments
    assert part in second.arguments


def test_what_follows_is_nearer_than_what_stands_before() -> None:
    before, after = Argument("subject", Span(0, 5)), Argument("subject", Span(12, 15))
    assert nearest(Span(7, 9), [before, after]) is after
    assert nearest(Span(7, 9), []) is None
    assert nearest(Span(1000, 1002), [before]) is None


def test_mentions() -> None:
    p = Painter("Ana Ruiz left Cali, Peru.")
    for word, tag in (("Ana", "B-PER"), ("Ruiz", "I-PER"), ("Cali", "B-LOC"), ("Peru", "B-LOC")):
        p.scores.entity[p.token(word), LABELS.entities.index(tag)] = 20
    found = find_mentions(p.text, p.window, p.scores, LABELS)
    assert [(m.kind, m.span.of(p.text)) for m in found] == [("person", "Ana Ruiz"), ("place", "Cali"), ("place", "Peru")]


def test_a_name_is_not_cut_by_one_doubtful_word() -> None:
    p = Painter("Ana Maria Ruiz spoke.")
    for word, likely, next_best in (("Ana", "B-PER", "O"), ("Maria", "B-PER", "I-PER"), ("Ruiz", "I-ORG", "I-PER")):
        at = p.token(word)
        p.scores.entity[at, LABELS.entities.index(likely)] = 20
        p.scores.entity[at, LABELS.entities.index(next_best)] = 19.5
    found = find_mentions(p.text, p.window, p.scores, LABELS)
    assert [(m.kind, m.span.of(p.text)) for m in found] == [("person", "Ana Maria Ruiz")]


def likelihood(row: tuple[int, ...], logs: np.ndarray, tags: tuple[str, ...]) -> float:
    """Of a row of tags, by the rules for names alone: -inf where a name goes on that has not begun."""
    total, before = 0.0, "O"
    for word, tag in enumerate(tags[k] for k in row):
        if tag[0] == "I" and before[2:] != tag[2:]:
            return float("-inf")
        total += logs[word, row[word]] - (BESIDE if tag[0] == "B" and before != "O" else 0)
        before = tag
    return total


@pytest.mark.parametrize("seed", range(40))
def test_the_likeliest_row_of_tags_is_that_of_all_rows(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tags = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
    logits = rng.normal(size=(6, len(tags))) * (1 + seed % 4)
    logits[:, 0] += seed % 5
    logs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    rows = product(range(len(tags)), repeat=len(logs))
    assert best_path(logs, tags) == list(max(rows, key=lambda row: likelihood(row, logs, tags)))


def test_a_missing_model_says_which_files(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"reader\.onnx"):
        NeuralReader.load(tmp_path)


@pytest.fixture(scope="module")
def reader() -> Iterator[NeuralReader]:
    yield NeuralReader.load(threads=1)


EXAMPLES = [
    ("At least 23 people were killed in Aleppo on Tuesday, the Syrian Observatory for Human Rights said.", "killed", "23"),
    ("قال المرصد السوري لحقوق الإنسان إن 14 شخصاً قتلوا في حلب.", "killed", "14"),
    ("По словам губернатора, в Харькове погибли 7 человек.", "killed", "7"),
    ("Selon le ministère de la Santé, 31 personnes ont été tuées à Rafah.", "killed", "31"),
    ("Vali, Kilis'te 5 kişinin öldüğünü söyledi.", "killed", "5"),
]


@shipped
@pytest.mark.model
@pytest.mark.parametrize(("text", "event", "number"), EXAMPLES)
def test_reads_a_plain_claim(reader: NeuralReader, text: str, event: str, number: str) -> None:
    (reading,) = reader.read([text], [[(0, len(text))]])
    assert any(f.event == event and any(number in s.of(text) for s in f.spans("count")) for f in reading.frames)


@shipped
@pytest.mark.model
def test_reading_does_not_depend_on_company_or_order(reader: NeuralReader) -> None:
    texts = [t for t, _, _ in EXAMPLES]
    spans = [[(0, len(t))] for t in texts]
    together = reader.read(texts, spans)
    assert together[::-1] == reader.read(texts[::-1], spans[::-1])
    assert together[:1] == reader.read(texts[:1], spans[:1])


@shipped
@pytest.mark.model
def test_the_network_is_given_the_next_texts_while_one_is_worked_on(reader: NeuralReader, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [t for t, _, _ in EXAMPLES] * 2
    given: list[int] = []
    scores = reader._scores
    monkeypatch.setattr(reader, "_scores", lambda windows: given.append(len(windows)) or scores(windows))
    readings = reader.iter_readings((t, [(0, len(t))]) for t in texts)
    assert next(readings) == reader.read(texts[:1], [[(0, len(texts[0]))]])[0]
    assert len(given) == 1 + AHEAD + 1, "the first, those ahead of it, and the one read alone beside them"
    assert len(list(readings)) == len(texts) - 1


@shipped
@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "​", "é" * 3, "\u202e12\u202c dead", "ﷺ ½ ﬁ", "😀 5 killed 😀", "x" * 5000])
def test_odd_texts_are_read_without_harm(reader: NeuralReader, text: str) -> None:
    (reading,) = reader.read([text], [[(0, len(text))] if text else []])
    for frame in reading.frames:
        for span in (frame.trigger, *(a.span for a in frame.arguments)):
            assert span.of(text) == span.of(text).strip() != ""


@shipped
@pytest.mark.model
def test_spans_survive_composed_and_decomposed_letters(reader: NeuralReader) -> None:
    text = unicodedata.normalize("NFD", "Ødeleggelsene: 12 mennesker ble drept i Århus i går, sa politiet.")
    (reading,) = reader.read([text], [[(0, len(text))]])
    assert any(s.of(text).startswith("12") for f in reading.frames for s in f.spans("count"))


def test_sums_of_bytes_are_exact_on_every_processor():
    assert session_options().get_session_config_entry(EXACT) == "1"
