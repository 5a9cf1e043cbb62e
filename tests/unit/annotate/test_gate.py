"""The gate keeps every window of this project's gold that holds a claim, and closes on ordinary text."""

import json
from pathlib import Path

import numpy as np
import pytest

from warledger.annotate.gate import FILE, Gate
from warledger.annotate.neural import FOLDER, NeuralReader
from warledger.annotate.sentences import split_sentences
from warledger.annotate.windows import Window
from warledger.packs import load_language

EVALS = Path(__file__).resolve().parents[3] / "evals"
KEPT = 0.995
needs_model = pytest.mark.skipif(not (FOLDER / "reader.onnx").is_file() or not (FOLDER / FILE).is_file(), reason="no model file")


def test_one_sentence_is_enough_and_context_is_none() -> None:
    gate = Gate(np.array([-1, 0, 0, 2, -3], np.float16))
    assert gate.lets_through(Window((0, 4, 3, 2), (-1, 0, 5, -1), (-1, 4, 9, -1), 1, (0, 0, 1, 1)))
    assert not gate.lets_through(Window((0, 3, 4, 2), (-1, 0, 5, -1), (-1, 4, 9, -1), 2, (0, 0, 1, 1)))


def test_a_folder_without_weights_has_no_gate(tmp_path: Path) -> None:
    assert Gate.load(tmp_path) is None


@needs_model
def test_claims_of_the_gold_stand_in_windows_that_are_read() -> None:
    reader, gate = NeuralReader.load(threads=1), Gate.load(FOLDER)
    assert gate is not None
    claims: dict[str, list[tuple[int, int]]] = {}
    for line in (EVALS / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        claims.setdefault(row["report"], []).append((row["start"], row["end"]))
    kept = told = 0
    for line in (EVALS / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pack = load_language(row["language"])
        sentences = split_sentences(row["text"], row["language"], pack.abbreviations)
        read = [w for w in reader._windows(row["text"], [(s.start, s.end) for s in sentences]) if gate.lets_through(w)]
        spans = [(min(s for s in w.starts[w.owned :] if s >= 0), max(w.ends[w.owned :])) for w in read]
        told += len(claims.get(row["name"], []))
        kept += sum(any(a < end and start < b for a, b in spans) for start, end in claims.get(row["name"], []))
    assert told > 500
    assert kept / told >= KEPT


@needs_model
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bakery sells plum tarts again from June.\nThe choir meets again in the autumn."),
        ("fr", "La boulangerie vendra des tartes en juin.\nLa chorale se retrouve à l'automne."),
        ("tr", "Fırın haziranda erikli turta satacak.\nKoro sonbaharda yeniden şarkı söyleyecek."),
    ],
)
def test_ordinary_text_is_not_read(language: str, text: str) -> None:
    reader = NeuralReader.load(threads=1)
    sentences = [[(s.start, s.end) for s in split_sentences(text, language, load_language(language).abbreviations)]]
    (short,) = reader.read([text], sentences)
    assert short.frames == ()
    assert short.mentions == ()
