"""The scores on the project's own gold do not fall below their floors, and assembly loses nothing of a perfect reading."""

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from warledger.annotate.sentences import split_sentences
from warledger.annotate.tidy import tidy_frames
from warledger.claims import build_claims
from warledger.evaluate import Names, evaluate_claims, load_gold
from warledger.model import Annotation, Argument, Frame, OffsetMap, Report, Span
from warledger.packs import load_language

EVALS = Path(__file__).resolve().parents[2] / "evals"
ROLES = ("source", "source_ref", "cue", "speaker", "actor", "target", "subject", "count", "time")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"evals_{name}", EVALS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.model
def test_no_score_is_under_its_floor() -> None:
    ratchet = load("ratchet")
    if not (Path(__file__).parents[2] / "src/warledger/data/models/reader.onnx").exists():
        pytest.skip("the reader's model file is absent")
    floors = json.loads((EVALS / "floors.json").read_text("utf-8"))["floors"]
    assert ratchet.below(ratchet.measure() | ratchet.measure_sources() | ratchet.measure_constructions(), floors) == []


def span(text: str, words: dict[str, object]) -> Span:
    at = -1
    for _ in range(int(str(words.get("n", 1)))):
        at = text.index(str(words["s"]), at + 1)
    return Span(at, at + len(str(words["s"])))


def test_a_perfect_reading_becomes_the_gold_claims() -> None:
    pack = cache(load_language)
    found = []
    for path in sorted((EVALS / "gold").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            p = json.loads(line)
            text = p["text"]
            frames = []
            for f in p["frames"]:
                spans = [(r, f[r]) for r in ROLES if f.get(r)] + [("place", s) for s in f.get("place") or []]
                arguments = tuple(Argument(role, span(text, s)) for role, s in spans)
                frames.append(Frame(span(text, f["trigger"]), f["event"], f["stance"], 1.0, f.get("group"), arguments))
            language = pack(path.stem)
            sentences = split_sentences(text, path.stem, language.abbreviations)
            tidy = tidy_frames(text, sentences, frames, language.habits.attached)
            report = Report(f"rp-{p['id']}", "pg", p["id"], text, text, OffsetMap.identity(len(text)), language=path.stem)
            for c in build_claims(report, Annotation(report.id, "gold", sentences, tidy), language):
                count = {"low": c.count.low, "high": c.count.high} if c.count else None
                found.append({
                    "report": p["id"], "start": c.span.start, "end": c.span.end, "event": c.event, "stance": c.stance, "count": count,
                    "source": c.source.text if c.source else "outlet", "place": [x.text for x in c.places],
                })  # fmt: skip
    result = evaluate_claims(load_gold(EVALS / "claims.jsonl"), found, Names.load(()), {})
    assert result.claims().f1 >= 0.98
    assert result.figures().f1 >= 0.93
    hits, seen = result.fields()["source"]
    assert hits / seen >= 0.97
