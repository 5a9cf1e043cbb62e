"""Dossiers: the ledger measured against what a careful analyst concludes.

Takes folders with `reports.jsonl` and `truth.json`, gives scores with their counts. Given: the claims of the truth go into
linking, stories and ledger. Read: a reader that is handed in makes everything from the text up.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warledger.evaluate.dossier_scores import MEASURES, Tally, score_dossier
from warledger.evaluate.given import given_outcome, load_row
from warledger.evaluate.outcome import Outcome, align_claims
from warledger.model import InputError

Read = Callable[[Path, str | None], Outcome]
"""Reads `reports.jsonl` with the conflict pack of that slug (None: no pack) and gives all that was concluded."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One folder: its name, its report rows and its truth."""

    name: str
    folder: Path
    rows: tuple[Mapping[str, Any], ...]
    truth: Mapping[str, Any]


def evaluate_ledger(folders: Iterable[str | Path], read: Read | None = None) -> dict[str, Any]:
    """Scores by measure, in all and by dossier, for given claims and, with a reader, as read.

    A folder that holds dossier folders stands for them. Each score is {"score", "right", "of"} with what else its measure
    counts; a dossier whose truth does not speak of a measure is left out of it.

    Raises:
        InputError: a folder is no dossier, or its files break the format.
    """
    dossiers = [load_dossier(folder) for folder in find_folders(folders)]
    result: dict[str, Any] = {"dossiers": len(dossiers), "given": _run(dossiers, _given)}
    if read is not None:
        result["read"] = _run(dossiers, lambda dossier: _read(dossier, read))
    return result


def find_folders(folders: Iterable[str | Path]) -> list[Path]:
    """Dossier folders among those given and in them, sorted.

    Raises:
        InputError: there is none in one of them.
    """
    found: set[Path] = set()
    for folder in map(Path, folders):
        inside = [folder] if (folder / "truth.json").is_file() else [f.parent for f in folder.glob("*/truth.json")]
        if not inside:
            raise InputError(f"{folder}: holds no dossier (truth.json with reports.jsonl)")
        found.update(inside)
    return sorted(found)


def load_dossier(folder: Path) -> Dossier:
    """One dossier.

    Raises:
        InputError: a file is missing or is not JSON.
    """
    try:
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
        rows = tuple(load_row(json.loads(line)) for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: not a dossier ({error})") from error
    return Dossier(folder.name, folder, rows, truth)


def _given(dossier: Dossier) -> tuple[Outcome, Mapping[str, str]]:
    """The outcome for the claims of the truth; every claim is its own."""
    try:
        outcome = given_outcome(dossier.rows, dossier.truth)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{dossier.folder}: truth.json breaks the format ({error!r})") from error
    return outcome, {claim.id: claim.id for claim in outcome.claims}


def _read(dossier: Dossier, read: Read) -> tuple[Outcome, Mapping[str, str]]:
    """The outcome of a reader, its claims aligned with those of the truth."""
    outcome = read(dossier.folder / "reports.jsonl", dossier.truth.get("conflict"))
    texts = {row["name"]: row["text"] for row in dossier.rows}
    return outcome, align_claims(outcome, dossier.truth["claims"], texts)


def _run(dossiers: Sequence[Dossier], conclude: Callable[[Dossier], tuple[Outcome, Mapping[str, str]]]) -> dict[str, Any]:
    """Scores of one way of running, in all and by dossier."""
    totals: dict[str, Tally] = defaultdict(Tally)
    by_dossier: dict[str, dict[str, Any]] = {}
    for dossier in dossiers:
        tallies = score_dossier(dossier.truth, *conclude(dossier))
        by_dossier[dossier.name] = {name: tally.shown() for name, tally in sorted(tallies.items()) if tally.speaks}
        for name, tally in tallies.items():
            totals[name].add(tally)
    return {"scores": {name: totals[name].shown() for name in MEASURES if totals[name].speaks}, "by_dossier": by_dossier}
