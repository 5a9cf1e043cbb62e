"""Reports of 450 words a second, engine beside engine: python -m benchmarks.whole_run [REPORTS [ENGINE ...]].

Prints, for each engine, the whole run and its ratio to the first; for the local one also the share of the encoder.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made import report_text
from warledger.run import Options, Pipeline
from warledger.run.default import default_stages
from warledger.run.engines import engine_named
from warledger.run.pipeline import Step
from warledger.store import open_store


class Clock:
    """When reading began and ended, seen from the progress of a run."""

    def __init__(self) -> None:
        self.began, self.read, self.first = time.monotonic(), 0.0, 0.0

    def tell(self, step: Step) -> None:
        now = time.monotonic()
        self.first = self.first or now
        self.read = now


def measure(folder: Path, engine: str, number: int) -> tuple[float, float, float]:
    """Seconds until the first report is read, until the last is, and until the ledger is drawn."""
    clock = Clock()
    with open_store(folder / f"{engine}.db") as store:
        Pipeline(default_stages(), store, Options(engine=engine_named(engine, 2))).run([str(folder / "in")], clock.tell)
    return clock.first - clock.began, clock.read - clock.began, time.monotonic() - clock.began


def encoder_seconds(folder: Path) -> float:
    """What the bare encoder takes for the same reports, sentences split beforehand; 0 without a model."""
    from warledger.annotate import NeuralReader
    from warledger.annotate.sentences import split_sentences
    from warledger.model import ModelMissing

    try:
        reader = NeuralReader.load()
    except ModelMissing:
        return 0.0
    texts = [f.read_text() for f in sorted((folder / "in").iterdir())]
    spans = [[(s.start, s.end) for s in split_sentences(t, "en")] for t in texts]
    began = time.monotonic()
    reader.read(texts, spans)
    return time.monotonic() - began


def main(number: int = 60, *engines: str) -> None:
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "in").mkdir()
        for at in range(number):
            (folder / "in" / f"{at:04}.txt").write_text(f"{report_text(rng)}\nReport {at}.\n")
        base = 0.0
        for engine in engines or ("local", "processes"):
            first, read, whole = measure(folder, engine, number)
            base = base or read
            print(
                f"{engine}: first report after {first:.1f} s; read {number / read:.1f} reports/s, whole run "
                f"{number / whole:.1f} reports/s, {base / read:.2f} x the first engine's reading rate",
                flush=True,
            )
        if bare := encoder_seconds(folder):
            print(f"bare reader on the same sentences: {number / bare:.1f} reports/s; the first engine takes {base / bare:.2f} x that")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 60, *sys.argv[2:])
