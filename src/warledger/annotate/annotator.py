"""Reports to annotations: sentences first, then the neural reader, or the packs alone without it.

Takes reports, gives one `Annotation` each. Holds the loaded model; make one for each process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from warledger.annotate.apart import with_whole_verbs
from warledger.annotate.attribution import find_attributions
from warledger.annotate.blame import with_blame
from warledger.annotate.charges import with_charges, without_accuser
from warledger.annotate.combine import Trust, combine_frames, plain_deeds, plain_tolls
from warledger.annotate.counted import with_counted_nouns
from warledger.annotate.days import with_event_times
from warledger.annotate.figures import of_the_nearest, with_figures
from warledger.annotate.gapped import with_gapped_places
from warledger.annotate.headlines import with_headline_source
from warledger.annotate.hints import find_hints
from warledger.annotate.itemised import with_items
from warledger.annotate.launched import with_launches
from warledger.annotate.listed import with_each_count, with_each_group, with_each_source, with_lists
from warledger.annotate.mistaken import without_mistaken
from warledger.annotate.modifiers import without_modifiers
from warledger.annotate.named import with_known_kinds, with_names
from warledger.annotate.nature import without_nature
from warledger.annotate.neither import with_both_halves
from warledger.annotate.neural import NeuralReader, Reading
from warledger.annotate.nobodys import ages_of, times_of, without_ages, without_times
from warledger.annotate.outcomes import with_outcomes
from warledger.annotate.ownvoice import with_own_voice
from warledger.annotate.packreader import PackReader, PackReading
from warledger.annotate.pairs import with_pairs
from warledger.annotate.paragraphs import with_paragraph_sources
from warledger.annotate.passing import without_passing
from warledger.annotate.rebuttals import with_denials, without_contradictions, without_suppositions
from warledger.annotate.sentences import split_sentences
from warledger.annotate.sources import with_hearsay, with_sources
from warledger.annotate.tallied import with_tallies
from warledger.annotate.tidy import tidy_frames, tidy_mentions
from warledger.annotate.victims import with_targets
from warledger.annotate.weapons import with_weapons
from warledger.annotate.wounded import with_own_nouns
from warledger.model import Annotation, Frame, Report, Span
from warledger.packs import LanguagePack

PackSource = Callable[[str], LanguagePack]


class Annotator:
    """Reads reports with the neural reader and the packs together, with the packs alone where there is no model."""

    def __init__(self, packs: PackSource, reader: NeuralReader | None, pack_reader: PackReader, trust: Trust | None = None) -> None:
        self._packs, self._reader, self._pack_reader = packs, reader, pack_reader
        self._trust = trust or Trust()
        self.name = f"{reader.name}+{pack_reader.name}" if reader else pack_reader.name

    def annotate(self, reports: Sequence[Report]) -> list[Annotation]:
        """An annotation for each report, in the same order."""
        return list(self.iter_annotations(reports))

    def iter_annotations(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        """As `annotate`, one at a time: so many reports are taken ahead as keep the network at work while the rules are."""
        return self._annotated((report.id, report.text, report.language) for report in reports)

    def annotate_texts(self, texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
        """Annotations of bare texts, for measuring; their `report_id` is empty. Names are found in every window."""
        return list(self._annotated((("", text, language) for text, language in zip(texts, languages, strict=True)), all_windows=True))

    def _annotated(self, texts: Iterable[tuple[str, str, str]], *, all_windows: bool = False) -> Iterator[Annotation]:
        """Annotations of reports' ids with their texts and languages."""
        taken: deque[tuple[str, str, tuple[Span, ...], LanguagePack]] = deque()

        def cut() -> Iterator[tuple[str, list[tuple[int, int]]]]:
            for report_id, text, language in texts:
                pack = self._packs(language)
                sentences = split_sentences(text, language, pack.abbreviations)
                taken.append((report_id, text, sentences, pack))
                yield text, [(s.start, s.end) for s in sentences]

        readings: Iterable[Reading | None] = (None for _ in cut())
        if self._reader is not None:
            known = (find_hints(taken[-1][1], taken[-1][3]) for _ in repeat(None))  # of the text that was taken last
            readings = self._reader.iter_readings(cut(), hints=known, all_windows=all_windows)
        for reading in readings:
            yield self._annotate(*taken.popleft(), reading)

    def _annotate(self, report_id: str, text: str, sentences: tuple[Span, ...], pack: LanguagePack, reading: Reading | None) -> Annotation:
        """One text; `reading` is None where there is no network."""
        known = self._pack_reader.read(text, sentences, pack)
        frames, mentions = known.frames, known.mentions
        if reading is not None:
            mentions = with_known_kinds(text, tidy_mentions(text, reading.mentions, pack.habits.attached), pack)
            frames = self._joined(text, sentences, replace(reading, mentions=mentions), known, pack)
        attributions = find_attributions(text, sentences, frames, mentions, pack)
        return Annotation(report_id, self.name, sentences, frames, mentions, attributions)

    def _joined(self, text: str, sentences: Sequence[Span], reading: Reading, known: PackReading, pack: LanguagePack) -> tuple[Frame, ...]:
        """Frames of the network's reading and of the packs' as one."""
        attached = pack.habits.attached
        ages = ages_of(text, reading.mentions)
        counted = without_ages(without_modifiers(text, reading.frames, pack), ages)
        known = replace(
            known,
            frames=tuple(without_ages(known.frames, ages)),
            loose=tuple(without_ages(known.loose, ages)),
            counts=tuple(c for c in known.counts if not any(a.overlaps(c) for a in ages)),
        )
        marked = tidy_frames(text, sentences, counted, attached)
        marked = with_names(text, marked, reading.mentions, known.mentions, pack)
        marked = with_launches(text, with_whole_verbs(text, sentences, marked, pack), known.counts, pack)
        sure = [*plain_tolls(text, known.frames, pack), *plain_deeds(text, sentences, (*known.frames, *known.loose), pack)]
        frames = with_pairs(text, combine_frames(marked, known.frames, self._trust, known.loose, sure), pack)
        frames = with_counted_nouns(text, frames, known.frames, pack)
        frames = with_tallies(text, frames, known.counts, pack)
        nouns = [at for at, _ in pack.groups.find(text) if not any(t.covers(at) for t in known.times)]
        frames = tidy_frames(text, sentences, with_figures(sentences, frames, known.counts, nouns, known.parts), attached)
        frames = with_own_nouns(text, of_the_nearest(frames), known.counts, pack)
        frames = with_each_group(text, sentences, frames, known.counts, pack)
        frames = with_each_count(text, sentences, frames, known.counts, pack)
        frames = without_times(frames, times_of(text, known.counts, pack))
        frames = with_gapped_places(text, frames, known.counts, reading.mentions, pack)
        frames = with_items(text, frames, known.counts, reading.mentions, pack)
        frames = with_lists(text, sentences, frames, reading.mentions, pack)
        frames = with_outcomes(text, sentences, without_mistaken(text, sentences, frames, known.counts, pack), pack)
        frames = with_weapons(text, sentences, frames, reading.mentions, pack)
        frames = with_charges(text, sentences, frames, reading.mentions, pack)
        frames = without_accuser(with_sources(text, sentences, frames, reading.mentions, pack))
        frames = with_hearsay(text, sentences, frames, pack)
        frames = with_blame(text, sentences, frames, reading.mentions, pack)
        frames = with_own_voice(text, sentences, frames, pack)
        frames = with_headline_source(text, frames, reading.mentions, pack)
        frames = with_paragraph_sources(text, sentences, frames, known.times, pack)
        frames = with_event_times(text, sentences, frames, known.times, pack)
        frames = without_suppositions(text, sentences, without_nature(text, sentences, frames, pack), pack)
        frames = with_targets(text, sentences, frames, reading.mentions, pack)
        frames = with_denials(text, sentences, frames, reading.mentions, pack)
        frames = with_both_halves(text, sentences, frames, pack)
        frames = without_passing(text, sentences, frames, pack)
        return without_contradictions(with_each_source(text, sentences, frames, reading.mentions, pack))
