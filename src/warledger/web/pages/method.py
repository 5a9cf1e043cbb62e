"""Method: definitions, rules, packs and readers in use, corrections made."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from warledger.export.shapes import Shape
from warledger.model import Judgement
from warledger.packs import available_languages
from warledger.web.ask import Answer, Ask
from warledger.web.pages.common import judgement_shape


def method(ask: Ask) -> Answer:
    """How the ledger is made, and what people corrected in it."""
    from warledger import __version__

    judgements, undone = ask.index.judged.everything, ask.index.judged.undone
    readers: Counter[str] = Counter(ask.view.overview.tally("readers") or {})
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
        "counts": ask.index.counts,
        "scores": scores(),
        "corrections": [_correction(ask, j, undone) for j in judgements if j.action in CHANGES][-CORRECTIONS_SHOWN:],
        "chain": judgements[-1].hash if judgements else "",
        "made": sum(j.action in CHANGES for j in judgements),
    }
    document = {
        "warledger": __version__,
        "ontology": ask.ontology.version,
        "readers": dict(readers),
        "scores": context["scores"],
        "languages": list(available_languages()),
        "conflicts": _conflicts(),
        "events": events,
        "corrections": context["corrections"],
        "chain": context["chain"],
    }
    return Answer("method.html", "Method", context, events, document)


OF_ALL = re.compile(r"^(claims|figures) +P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+) +\((\d+) gold", re.MULTILINE)
OF_LANGUAGE = re.compile(r"^  (\w\w) +figures ([\d.]+) +claims P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+) +\((\d+) gold", re.MULTILINE)
OF_FIELD = re.compile(r"^  (\w+) +([\d.]+) +of (\d+)$", re.MULTILINE)


@lru_cache(maxsize=1)
def scores() -> Shape:
    """How well the reader that ships reads, as its model card says: the whole product against reports that people marked."""
    card = (files("warledger.data") / "models" / "MODEL_CARD.md").read_text(encoding="utf-8")
    told = card.partition("## Scores")[2].partition("```")[2].partition("```")[0]
    return {
        "reader": (found[1] if (found := re.search(r"version (\S+)", card)) else ""),
        "all": {
            name: {"precision": float(p), "recall": float(r), "f1": float(f1), "marked": int(gold)}
            for name, p, r, f1, gold in OF_ALL.findall(told)
        },
        "languages": [
            {
                "language": code,
                "precision": float(p),
                "recall": float(r),
                "f1": float(f1),
                "figures_f1": float(figures),
                "marked": int(gold),
            }
            for code, figures, p, r, f1, gold in OF_LANGUAGE.findall(told)
        ],
        "fields": [{"field": field, "right": float(right), "of": int(number)} for field, right, number in OF_FIELD.findall(told)],
    }


CORRECTIONS_SHOWN = 500
CHANGES = ("correct", "reject", "merge", "split", "set-origin", "set-side")


def _correction(ask: Ask, judgement: Judgement, undone: frozenset[str]) -> Shape:
    return judgement_shape(ask, judgement) | {"undone": judgement.id in undone}


def _conflicts() -> list[str]:
    """Slugs of the conflict packs that come with this version."""
    folder = files("warledger") / "data" / "conflicts"
    return sorted(f.name for f in folder.iterdir() if f.is_dir() and not f.name.startswith("_")) if folder.is_dir() else []
