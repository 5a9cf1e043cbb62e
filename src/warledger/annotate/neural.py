"""The neural reader: texts to frames and mentions, by one small transformer on ONNX Runtime.

Takes text and sentence spans; gives spans of that text. Knows nothing of languages, packs or values.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from warledger.annotate.decode import Labels, RoleLayer, Scores, find_frames
from warledger.annotate.gate import Gate
from warledger.annotate.hints import Hint
from warledger.annotate.mentions import find_mentions
from warledger.annotate.windows import Window, cut_windows, encode_sentences
from warledger.model.annotation import Frame, Mention
from warledger.model.errors import ModelMissing

FOLDER = Path(__file__).resolve().parent.parent / "data" / "models"
FILES = ("reader.onnx", "tokenizer.json", "reader.json")
AHEAD = 2
"""Texts whose windows wait in the network while one is worked on."""
EXACT = "session.x64quantprecision"
"""ONNX Runtime's switch that keeps sums of 8-bit products from overflowing 16 bits on x86 processors without VNNI. Elsewhere it changes
nothing; there it costs about a tenth of the network's time, and without it the same report is read otherwise, and worse, than elsewhere."""
OUTPUTS = ("event", "stance", "group", "entity", "head", "argument")
LAYER = ("role_weight", "role_slot", "role_tokens", "role_sentences")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader found in one text, in the order of the text."""

    frames: tuple[Frame, ...] = ()
    mentions: tuple[Mention, ...] = ()


class NeuralReader:
    """One loaded model. Reading changes nothing in it; make one for each process."""

    def __init__(self, session: Any, tokenizer: Tokenizer, settings: Mapping[str, Any], threads: int = 1, gate: Gate | None = None) -> None:
        self.name = str(settings["name"])
        self._gate = gate
        self._pool = ThreadPoolExecutor(threads, "reader") if threads > 1 else None
        self._session = session
        self._tokenizer = tokenizer
        self._labels = Labels.parse(settings)
        self._window = {name: int(settings["window"][name]) for name in ("room", "context", "before")}
        weight, *rest = (part.astype(np.float64) for part in session.run(list(LAYER), {"input_ids": np.zeros((1, 2), np.int64)}))
        self._layer = RoleLayer(np.ascontiguousarray(weight.transpose(1, 0, 2)), *rest)

    @classmethod
    def load(cls, folder: Path | None = None, threads: int | None = None) -> NeuralReader:
        """The reader from `folder` (default: shipped with the package).

        Args:
            folder: Holds `reader.onnx`, `tokenizer.json` and `reader.json`.
            threads: Windows of one text that go through the network at the same time; None: one for each processor.

        Raises:
            ModelMissing: A file is absent.
        """
        folder = folder or FOLDER
        absent = [f for f in FILES if not (folder / f).is_file()]
        if absent:
            raise ModelMissing(f"no reader model: {', '.join(absent)} not in {folder}")
        settings = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        model = (folder / "reader.onnx").read_bytes()
        session = onnxruntime.InferenceSession(model, session_options(), providers=["CPUExecutionProvider"])
        gate = Gate.load(folder)
        made = hashlib.sha256(model + (gate.digest if gate else b"")).hexdigest()
        settings["name"] = f"neural/v{settings['version']}-{made[:8]}"
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return cls(session, tokenizer, settings, threads or processors(), gate)

    def read(self, texts: Sequence[str], sentences: Sequence[Sequence[tuple[int, int]]], *, all_windows: bool = False) -> list[Reading]:
        """A reading for each text.

        Args:
            texts: What to read.
            sentences: Half-open spans, ascending, one list for each text.
            all_windows: Also read windows that cannot hold a claim; their names are found only so.
        """
        return list(self.iter_readings(zip(texts, sentences, strict=True), all_windows=all_windows))

    def iter_readings(
        self,
        texts: Iterable[tuple[str, Sequence[tuple[int, int]]]],
        *,
        hints: Iterable[Sequence[Hint]] | None = None,
        all_windows: bool = False,
    ) -> Iterator[Reading]:
        """As `read`, one text with its sentences at a time: while the caller works on a reading, the next texts go through the network.

        `hints` are what else is known of the names in each text; they are asked for right behind it.
        """
        ahead: deque[tuple[str, list[Window], Iterable[Scores], Sequence[Hint]]] = deque()
        for (text, spans), known in zip(texts, repeat(()) if hints is None else hints, strict=False):
            windows = [w for w in self._windows(text, spans) if all_windows or self._gate is None or self._gate.lets_through(w)]
            ahead.append((text, windows, self._scores(windows), known))
            if len(ahead) > AHEAD:
                yield self._decoded(*ahead.popleft())
        while ahead:
            yield self._decoded(*ahead.popleft())

    def _decoded(self, text: str, windows: Sequence[Window], scores_of: Iterable[Scores], hints: Sequence[Hint]) -> Reading:
        frames: list[Frame] = []
        mentions: list[Mention] = []
        for window, scores in zip(windows, scores_of, strict=True):
            frames += find_frames(text, window, scores, self._layer, self._labels)
            mentions += find_mentions(text, window, scores, self._labels, hints)
        return Reading(in_order(frames), tuple(sorted(mentions, key=lambda m: m.span)))

    def _windows(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Window]:
        if spans:
            yield from cut_windows(encode_sentences(self._tokenizer, text, spans), **self._window)

    def _scores(self, windows: Sequence[Window]) -> Iterable[Scores]:
        """Scores in the order of the windows, which go through the network side by side."""
        return self._pool.map(self._score, windows) if self._pool else map(self._score, windows)

    def _score(self, window: Window) -> Scores:
        """One window at a time: int8 scales are taken over a whole run, so batches would let one text change another's scores."""
        results = self._session.run(list(OUTPUTS), {"input_ids": np.array([window.ids], np.int64)})
        event, stance, group, entity, head, argument = (r[0] for r in results)
        return Scores(event, stance, group, entity, head, argument.astype(np.float64))


def session_options() -> onnxruntime.SessionOptions:
    """How the network runs: one window on one thread, with exact sums."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # windows side by side are faster than one window on several threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # cores are shared with other workers
    options.add_session_config_entry(EXACT, "1")
    return options


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Frames by where their trigger and first count stand."""
    return tuple(sorted(frames, key=lambda f: (f.trigger, f.event, f.stance, f.spans("count"), f.spans("subject"))))
