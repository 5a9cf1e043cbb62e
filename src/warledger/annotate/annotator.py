"""Reports to annotations: sentences first, then the neural reader, or the packs alone without it.

Takes reports, gives one `Annotation` each. Holds the loaded model; make one for each process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from warledger.annotate.attribution import find_attributions
from warledger.annotate.figures import with_figures
from warledger.annotate.neural import NeuralReader
from warledger.annotate.packreader import PackReader
from warledger.annotate.sentences import split_sentences
from warledger.annotate.tidy import tidy_frames
from warledger.model import Annotation, Report
from warledger.packs import LanguagePack

PackSource = Callable[[str], LanguagePack]


class Annotator:
    """Reads reports with the neural reader when there is one, with the pack reader else."""

    def __init__(self, packs: PackSource, reader: NeuralReader | None, pack_reader: PackReader) -> None:
        self._packs, self._reader, self._pack_reader = packs, reader, pack_reader
        self.name = reader.name if reader else pack_reader.name

    def annotate(self, reports: Sequence[Report]) -> list[Annotation]:
        """An annotation for each report, in the same order."""
        return [self._annotate(report.id, report.text, report.language) for report in reports]

    def annotate_texts(self, texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
        """Annotations of bare texts, for measuring; their `report_id` is empty."""
        return [self._annotate("", text, language) for text, language in zip(texts, languages, strict=True)]

    def _annotate(self, report_id: str, text: str, language: str) -> Annotation:
        pack = self._packs(language)
        sentences = split_sentences(text, language, pack.abbreviations)
        if self._reader is not None:
            (reading,) = self._reader.read([text], [[(s.start, s.end) for s in sentences]])
            counts = self._pack_reader.count_spans(text, sentences, pack)
            nouns = [at for at, _ in pack.groups.find(text)]
            widened = with_figures(sentences, tidy_frames(text, sentences, reading.frames), counts, nouns)
            frames, mentions = tidy_frames(text, sentences, widened), reading.mentions
        else:
            frames, mentions = self._pack_reader.read(text, sentences, pack)
        attributions = find_attributions(text, sentences, frames)
        return Annotation(report_id, self.name, sentences, frames, mentions, attributions)
