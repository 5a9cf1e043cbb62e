"""Reports of 450 words a second, engine beside engine: python -m benchmarks.whole_run [REPORTS [ENGINE ...]].

Prints, for each engine, the whole run and its ratio to the first; then the bare network on the same sentences, alone and in two
processes side by side: what the machine gives two of them is the most that two workers can give.
"""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.made import report_text
from warledger.run import Options, Pipeline
from warledger.run.default import default_stages
from warledger.run.engines import Engine, ProcessEngine, engine_named
from warledger.run.pipeline import Step
from warledger.store import open_store


class Clock:
    """When reading began and ended, seen from the progress of a run: the first batch tells of loading models, too."""

    def __init__(self) -> None:
        self.began, self.read, self.first, self.at_first, self.done = time.monotonic(), 0.0, 0.0, 0, 0

    def tell(self, step: Step) -> None:
        if step.doing != "read":
            return
        now = time.monotonic()
        if not self.first:
            self.first = now
        if now - self.first < 0.2:  # the reports of a batch come together
            self.at_first = step.done
        self.read, self.done = now, step.done

    def rate(self) -> float:
        """Reports a second once workers were under way."""
        return (self.done - self.at_first) / max(1e-9, self.read - self.first)


def engine_of(name: str) -> Engine:
    """`one` is one worker with one thread, `local` this process with all cores; the others two workers of one thread each."""
    return ProcessEngine(1) if name == "one" else engine_named(name, 2)


def processor_seconds() -> float:
    """Spent by this process and by those that it started and that have ended."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(s.ru_utime + s.ru_stime for s in spent)


def measure(folder: Path, engine: str, number: int) -> tuple[Clock, float]:
    """The clock of a run, and seconds until the ledger is drawn."""
    clock = Clock()
    with open_store(folder / f"{engine}.db") as store:
        Pipeline(default_stages(), store, Options(engine=engine_of(engine), batch=8)).run([str(folder / "in")], clock.tell)
    return clock, time.monotonic() - clock.began


def encoder_seconds(folder: Path, threads: int | None = None) -> float:
    """What the bare encoder takes for the same reports, sentences split beforehand; 0 without a model."""
    from warledger.annotate import NeuralReader
    from warledger.annotate.sentences import split_sentences
    from warledger.model import ModelMissing

    try:
        reader = NeuralReader.load(threads=threads)
    except ModelMissing:
        return 0.0
    texts = [f.read_text() for f in sorted((folder / "in").iterdir())]
    spans = [[(s.start, s.end) for s in split_sentences(t, "en")] for t in texts]
    began = time.monotonic()
    reader.read(texts, spans)
    return time.monotonic() - began


def side_by_side(folder: Path, processes: int) -> float:
    """Times the rate of one that so many bare encoders reach together, each with one thread and all the reports, begun together."""
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        alone = pool.submit(encoder_seconds, folder, 1).result()
        together = [pool.submit(encoder_seconds, folder, 1) for _ in range(processes)]
        return processes * alone / max(t.result() for t in together)


def main(number: int = 60, *engines: str) -> None:
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "in").mkdir()
        for at in range(number):
            (folder / "in" / f"{at:04}.txt").write_text(f"{report_text(rng)}\nReport {at}.\n")
        base, whole_read = 0.0, 0.0
        for engine in engines or ("one", "local", "processes", "dask"):
            before = processor_seconds()
            clock, whole = measure(folder, engine, number)
            spent = (processor_seconds() - before) / number
            base = base or clock.rate()
            whole_read = clock.read - clock.began if engine == "local" or not whole_read else whole_read
            print(
                f"{engine}: first report after {clock.first - clock.began:.1f} s; then {clock.rate():.2f} reports/s, "
                f"{clock.rate() / base:.2f} x the first engine; with start-up {number / (clock.read - clock.began):.2f}, "
                f"whole run {number / whole:.2f} reports/s; {spent:.3f} s of processor a report, start-up included",
                flush=True,
            )
        if bare := encoder_seconds(folder):
            ratio = f"{whole_read / bare:.2f} x that"
            print(f"bare reader on all cores: {number / bare:.1f} reports/s; this process (else the first engine) takes {ratio}")
            print(f"bare reader in two processes: {side_by_side(folder, 2):.2f} x one: no two workers can do more")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 60, *sys.argv[2:])
