"""Method: definitions, rules, packs and readers in use, corrections made."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

from warledger.export.shapes import Shape
from warledger.model import Judgement
from warledger.packs import available_languages
from warledger.store import Page
from warledger.web.ask import Answer, Ask
from warledger.web.judging import undone_ids
from warledger.web.pages.common import judgement_shape

SAMPLE = 1000


def method(ask: Ask) -> Answer:
    """How the ledger is made, and what people corrected in it."""
    from warledger import __version__

    judgements = ask.view.judgements()
    undone = undone_ids(judgements)
    readers = Counter(c.reader for c in ask.view.claims(Page(SAMPLE)))
    events = [
        {"code": e.code, "family": e.kind, "definition": e.definition, "acled": e.acled, "plover": e.plover, "ged": list(e.ged)}
        for e in ask.ontology.events.values()
    ]
    context = {
        "version": __version__,
        "ontology": ask.ontology,
        "events": events,
        "readers": readers.most_common(),
        "packs": available_languages(),
        "conflicts": _conflicts(),
        "counts": ask.view.counts(),
        "corrections": [_correction(ask, j, undone) for j in judgements if j.action in CHANGES],
        "chain": judgements[-1].hash if judgements else "",
    }
    document = {
        "warledger": __version__,
        "ontology": ask.ontology.version,
        "readers": dict(readers),
        "languages": list(available_languages()),
        "conflicts": _conflicts(),
        "events": events,
        "corrections": context["corrections"],
        "chain": context["chain"],
    }
    return Answer("method.html", "Method", context, events, document)


CHANGES = ("correct", "reject", "merge", "split", "set-origin", "set-side")


def _correction(ask: Ask, judgement: Judgement, undone: set[str]) -> Shape:
    return judgement_shape(ask, judgement) | {"undone": judgement.id in undone}


def _conflicts() -> list[str]:
    """Slugs of the conflict packs that come with this version."""
    folder = files("warledger") / "data" / "conflicts"
    return sorted(f.name for f in folder.iterdir() if f.is_dir() and not f.name.startswith("_")) if folder.is_dir() else []
