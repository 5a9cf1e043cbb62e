"""The formats of `export`, and writing one with its sidecar.

Takes a View and the name of a format, writes FILE and FILE.meta.json. A new format is one line of FORMATS.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warledger.export.job import Exported, ExportOptions, Job
from warledger.export.whole import write_bytes_whole
from warledger.model import sha256_hex
from warledger.store import Page, View


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format: its module and function are loaded when it is used."""

    name: str
    suffix: str
    summary: str
    module: str
    function: str
    sidecar: bool = True

    def write(self, job: Job) -> Exported:
        """The whole file."""
        call: Callable[[Job], Exported] = getattr(importlib.import_module(f"warledger.export.{self.module}"), self.function)
        return call(job)

    def said(self, name: str) -> tuple[str, ...]:
        """RULES or CANNOT_SAY of its module."""
        return tuple(getattr(importlib.import_module(f"warledger.export.{self.module}"), name, ()))


FORMATS: Mapping[str, ExportFormat] = {
    f.name: f
    for f in (
        ExportFormat("html", ".html", "one page that needs nothing else", "page", "write_html"),
        ExportFormat("acled", ".acled.csv", "ACLED, 31 columns", "acled", "write_acled"),
        ExportFormat("ged", ".ged.csv", "UCDP GED, 49 columns", "ged", "write_ged"),
        ExportFormat("polecat", ".polecat.txt", "POLECAT, 40 columns, tab-separated", "polecat", "write_polecat"),
        ExportFormat("polecat-json", ".polecat.jsonl", "PLOVER events, JSON lines", "polecat", "write_polecat_json"),
        ExportFormat("geojson", ".geojson", "matters and control as points", "geojson", "write_geojson"),
        ExportFormat("csv", ".csv", "one table, for spreadsheets", "tables", "write_csv"),
        ExportFormat("parquet", ".parquet", "one table, for analysis (needs DuckDB)", "tables", "write_parquet"),
        ExportFormat("jsonld", ".jsonld", "schema.org Claim", "jsonld", "write_jsonld"),
        ExportFormat("ftm", ".ftm.json", "FollowTheMoney entities", "ftm", "write_ftm"),
        ExportFormat("evidence", ".evidence.zip", "a package that an expert can check without warledger", "evidence", "write_evidence"),
    )
}
SAMPLE = 2_000
"""Claims that are looked at for the names of readers."""
LICENCE = "The data are yours. Words quoted belong to their publishers; place data from GeoNames are CC BY 4.0."


def render(view: View, name: str, options: ExportOptions | None = None) -> tuple[Exported, dict[str, Any]]:
    """The file of a format and its sidecar."""
    job, kind = Job.of(view, options), FORMATS[name]
    exported = kind.write(job)
    return exported, sidecar(kind, job, exported)


def export_file(view: View, name: str, target: Path, options: ExportOptions | None = None) -> Exported:
    """Write a format and its sidecar, each whole or not at all, the sidecar last.

    Raises:
        InputError: it cannot be written, or the record asked for is not there.
        ConfigError: an extra is not installed.
    """
    exported, beside = render(view, name, options)
    write_bytes_whole(target, exported.content)
    if FORMATS[name].sidecar:
        text = json.dumps({"file": target.name, **beside}, ensure_ascii=False, indent=1) + "\n"
        write_bytes_whole(target.with_name(target.name + ".meta.json"), text.encode("utf-8", "replace"))
    return exported


def sidecar(kind: ExportFormat, job: Job, exported: Exported) -> dict[str, Any]:
    """What must be known to use a file: query, time, versions, rules, licence, what it cannot say and what is not in it."""
    from warledger import __version__

    counts = job.view.counts()
    policy = {"mode": "full"} if kind.name == "evidence" else job.options.policy.statement()
    return {
        "format": kind.name,
        "sha256": sha256_hex(exported.content),
        "rows": exported.rows,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "query": _query(kind, job.options),
        "policy": policy,
        "versions": {"warledger": __version__, "ontology": job.ontology.version, "readers": _readers(job.view)},
        "ledger": {name: counts[name] for name in ("reports", "claims", "matters", "stories") if name in counts},
        "unreconciled_reports": job.view.unreconciled(),
        "rules": list(kind.said("RULES")),
        "cannot_say": list(kind.said("CANNOT_SAY")),
        "left_out": {reason: list(ids) for reason, ids in exported.left_out.items()},
        "do_not_sum": _do_not_sum(job, exported),
        "licence": LICENCE,
    }


def _query(kind: ExportFormat, options: ExportOptions) -> dict[str, str]:
    asked = options.query.statement()
    if kind.module == "tables":
        asked["table"] = options.table
    if kind.name == "evidence":
        asked["record"] = options.record_id
    return asked


def _readers(view: View) -> list[str]:
    """Who read the reports, with versions: those of the first claims, since one ledger is read by one reader."""
    return sorted({c.reader for c in view.claims(Page(SAMPLE))})


def _do_not_sum(job: Job, exported: Exported) -> list[list[str]]:
    """Pairs of rows that look alike and must not be added up or compared, with the reason."""
    inside = set(exported.contained)
    pairs = [p for p in job.view.incomparable() if p.matter_id in inside and p.other_id in inside]
    return sorted([p.matter_id, p.other_id, f"different {p.reason}"] for p in pairs)
