"""What reports say that cannot be: figures that count nothing and days that no month has. The claim stays; an issue says so.

Takes what was read and concluded, gives issues. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from warledger.link.dates import NEEDS_DAY, NOT_UNDERSTOOD
from warledger.model import Annotation, Claim, Issue, Linked


def doubt_times(linked: Iterable[Linked]) -> Iterator[Issue]:
    """An issue for each claim whose time is worded in figures and gives no day; vague words give none either.

    "On 31 February", or "on 4 April" in a report whose own day is not known.
    """
    for entry in linked:
        dayless = entry.when_basis.startswith(NOT_UNDERSTOOD) or entry.when_basis.endswith(NEEDS_DAY)
        if entry.when is None and dayless and any(map(str.isdigit, entry.when_basis)):
            yield Issue(entry.claim_id, "dates", "time-not-understood", entry.when_basis)


def doubt_counts(text: Callable[[], str], annotation: Annotation, claims: Iterable[Claim]) -> Iterator[Issue]:
    """An issue for each claim without a count where the reader marked figures as one ("10000000000000 people").

    `text` gives the text of the report, and is only asked for where there is something to look at.
    """
    marked = {(frame.trigger, frame.event): frame.spans("count") for frame in annotation.frames}
    for claim in claims:
        if claim.count is None:
            for words in (span.of(text()) for span in marked.get((claim.trigger, claim.event), ())):
                if any(map(str.isdigit, words)):
                    yield Issue(claim.id, "claims", "figure-not-used", f"the figure counts nothing that can be: {words!r}")
