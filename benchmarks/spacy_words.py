"""Words a second beside spaCy's small English pipeline, on the same reports: python -m benchmarks.spacy_words [REPORTS].

spaCy and en_core_web_sm are no dependency of warledger; where they are not installed only warledger's own figure is printed, and
that says so. Both run in this process, one after the other, three times; the best of each is taken, in processor and wall time.
"""

import importlib
import random
import sys
import time
from collections.abc import Callable

from benchmarks.made import report_text
from warledger.model import RawPage, Report
from warledger.run.default import default_stages

ROUNDS = 3
MODEL = "en_core_web_sm"


def best(read: Callable[[], object], words: int) -> tuple[float, float]:
    """Words a second of the fastest of three rounds: by the clock, and by processor time."""
    read()  # what is loaded at first use is not measured
    rounds = []
    for _ in range(ROUNDS):
        clock, processor = time.perf_counter(), time.process_time()
        read()
        rounds.append((time.perf_counter() - clock, time.process_time() - processor))
    return words / min(r[0] for r in rounds), words / min(r[1] for r in rounds)


def warledger_reads(texts: list[str]) -> Callable[[], object]:
    """Cleaning, reading and claims of all texts."""
    stages = default_stages().reading()

    def read() -> None:
        reports = [stages.clean(RawPage(f"{n}.txt", text.encode())) for n, text in enumerate(texts)]
        kept = [report for report in reports if isinstance(report, Report)]
        for report, marked in zip(kept, stages.annotate(kept), strict=True):
            stages.claims(report, marked)

    return read


def spacy_reads(texts: list[str]) -> Callable[[], object] | None:
    """Tagger, parser and names of all texts; None where spaCy or its model is not installed."""
    try:
        pipeline = importlib.import_module(MODEL).load(exclude=["lemmatizer", "attribute_ruler"])
    except ImportError:
        return None
    return lambda: list(pipeline.pipe(texts))


def main(number: int) -> None:
    """Print both figures and their ratio, or why there is only one."""
    texts = [report_text(random.Random(seed)) for seed in range(number)]
    words = sum(len(text.split()) for text in texts)
    ours = best(warledger_reads(texts), words)
    print(f"warledger: {ours[0]:,.0f} words a second, {ours[1]:,.0f} a processor second ({number} reports, {words:,} words)")
    theirs = spacy_reads(texts)
    if theirs is None:
        print(f"spaCy's {MODEL} is not installed here: nothing was compared (pip install spacy; python -m spacy download {MODEL})")
        return
    spacy = best(theirs, words)
    print(f"spaCy {MODEL}: {spacy[0]:,.0f} words a second, {spacy[1]:,.0f} a processor second")
    print(f"warledger / spaCy: {ours[0] / spacy[0]:.2f} x by the clock, {ours[1] / spacy[1]:.2f} x by processor time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 40)
