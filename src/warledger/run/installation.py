"""Whether what warledger needs to read is there: packs, model, gazetteer, database.

Takes nothing, gives findings. Loads each part the way a run would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from warledger.model import WarledgerError


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: whether it works, and what it is or what is wrong with it."""

    well: bool
    text: str


def look_at_installation() -> Iterator[Finding]:
    """Every part in turn; lazy, each takes a moment to load."""
    for name, look in (("languages", _languages), ("conflicts", _conflicts), ("reader", _reader), ("gazetteer", _gazetteer)):
        try:
            yield Finding(True, f"{name}: {look()}")
        except (WarledgerError, OSError, ImportError) as error:
            yield Finding(False, f"{name}: {error}; install warledger again")


def _languages() -> str:
    from warledger.packs import available_languages, load_language

    return ", ".join(load_language(code).code for code in available_languages())


def _conflicts() -> str:
    from warledger.packs.conflicts import available_conflicts, load_conflict

    return ", ".join(load_conflict(slug).slug for slug in available_conflicts()) or "none"


def _reader() -> str:
    from warledger.run.default import make_annotator

    name = make_annotator().name
    return name if name != "packs" else "packs only: the model file is not there, so less is found"


def _gazetteer() -> str:
    from warledger.link.gazetteer import open_gazetteer

    open_gazetteer()
    return "places of the world"
