"""Evidence package: everything about one record in a zip that an expert can check without warledger.

Takes the id of a claim, matter or report, gives a zip: captures under their SHA-256, records, one page a report with the
words marked, SHA256SUMS, README. The zip is the same for the same ledger. It holds whole captures: it is not for publication.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from html import escape
from typing import Any

from warledger.export.html import direction
from warledger.export.job import Exported, Job
from warledger.export.records import record_shape
from warledger.export.words import inert
from warledger.model import Claim, InputError, Matter, RawPage, Report, Span
from warledger.store import Hit

EPOCH = (1980, 1, 1, 0, 0, 0)
RULES = ("captures are the bytes as they came, named by their SHA-256", "offsets are half-open, in code points of the captured text")
CANNOT_SAY = ("that a report is true: only what was captured, where the words stand, and that nothing was changed since",)
STYLE = (
    "body{font:1rem/1.5 serif;max-width:45rem;margin:2rem auto;padding:0 1rem}"
    "mark{background:#ffe08a}pre{white-space:pre-wrap;font:inherit}"
)
README = """Evidence package of warledger {version}
Record: {record}

What is here
  records/     the records (JSON): the matter or claim, every claim under it, the reports they stand in
  captures/    each report as it was captured, byte for byte; the file name is the SHA-256 of the bytes
  text/        the text that was read out of each capture (UTF-8)
  pages/       that text as a web page with the words of the claims marked; no scripts, nothing is loaded
  SHA256SUMS   SHA-256 of every file in this package

How to check it without warledger
  1. The package is whole:  sha256sum -c SHA256SUMS
  2. A capture is what the record names: its file name, its own sha256sum and "sha256" in records/REPORT.json are one.
     The address it came from, the time, the HTTP headers and who captured it stand in records/REPORT.page.json.
  3. The words stand where the claim says: "start" and "end" of a claim count code points (not bytes) of text/REPORT.txt:
       python3 -c "t=open('text/REPORT.txt',encoding='utf-8',newline='').read(); print(t[START:END])"
     prints the claim's "evidence" (line ends within it may be written as they were captured).
  4. text/ was made from captures/: for plain text it is the decoded file; for a web page, PDF or letter it is what a
     reader extracted, so compare it with the capture by eye, or open the capture in a browser on a machine without network.

What it shows and what not
  It shows that these words were in this capture at these characters. It does not show that they are true, nor that the
  publisher still says so. Names of private persons are not removed: handle it as you handle the sources.
"""


def write_evidence(job: Job) -> Exported:
    """The package of `options.record_id`.

    Raises:
        InputError: no record, or several, begin so; or it is none that has words.
    """
    record_id, record = _find(job)
    claims = _claims(job, record)
    reports = {c.report_id: job.lookup.reports[c.report_id] for c in claims}
    if isinstance(record, Report):
        reports[record.id] = record
    files: dict[str, bytes] = {"records/" + record_id + ".json": _json(record_shape(job.view, job.lookup, Hit(_kind(record), record_id)))}
    for claim in claims:
        files[f"records/{claim.id}.json"] = _json(record_shape(job.view, job.lookup, Hit("claims", claim.id)))
    for report in reports.values():
        files |= _report_files(job, report, [c for c in claims if c.report_id == report.id])
    files["README.txt"] = README.format(version=_version(), record=record_id).encode()
    return Exported(_zip(files), len(claims))


def _find(job: Job) -> tuple[str, Claim | Matter | Report]:
    wanted = job.options.record_id
    if not wanted:
        raise InputError("say which: warledger export evidence ID (a claim, matter or report)")
    hits = [h for h in job.view.find(wanted) if h.kind in ("claims", "matters", "reports")]
    if len(hits) != 1:
        why = "several records begin so: give more of the id" if hits else "no claim, matter or report begins so"
        raise InputError(f"{wanted}: {why}")
    record = job.view.record(hits[0])
    if not isinstance(record, Claim | Matter | Report):
        raise InputError(f"{wanted}: only claims, matters and reports have words")
    return record.id, record


def _claims(job: Job, record: Claim | Matter | Report) -> list[Claim]:
    if isinstance(record, Claim):
        return [record]
    return job.view.claims_of(record.claim_ids) if isinstance(record, Matter) else job.view.claims(report_id=record.id)


def _kind(record: Claim | Matter | Report) -> str:
    return {Claim: "claims", Matter: "matters", Report: "reports"}[type(record)]


def _report_files(job: Job, report: Report, claims: list[Claim]) -> dict[str, bytes]:
    page = job.view.page(report.page_id)
    shape = record_shape(job.view, job.lookup, Hit("reports", report.id))
    spans = [report.offsets.to_captured(c.span) for c in claims]
    files = {
        f"records/{report.id}.json": _json(shape),
        f"text/{report.id}.txt": report.captured.encode("utf-8", "surrogatepass"),
        f"pages/{report.id}.html": _page(report, spans).encode("utf-8", "replace"),
    }
    if page is not None:
        files[f"records/{report.id}.page.json"] = _json(_custody(page))
        files[f"captures/{page.sha256}"] = page.content
    return files


def _custody(page: RawPage) -> dict[str, Any]:
    """What is known of how the bytes came here."""
    return {
        "page": page.id,
        "name": page.name,
        "sha256": page.sha256,
        "bytes": len(page.content),
        "media_type": page.media_type,
        "captured_at": page.captured_at.isoformat() if page.captured_at else None,
        "url": page.declared.url,
        "headers": [list(h) for h in page.headers],
        "captured_by": dict(page.headers).get("captured-by"),
        "packed_by": f"warledger {_version()}",
    }


def _page(report: Report, spans: list[Span]) -> str:
    """The captured text with spans marked; everything escaped, no script, nothing loaded."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.end <= at:
            continue
        start = max(span.start, at)
        parts += [escape(report.captured[at:start]), "<mark>", escape(report.captured[start : span.end]), "</mark>"]
        at = span.end
    body = "".join([*parts, escape(report.captured[at:])])
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{escape(report.language)}" dir="{direction(report.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(inert(report.title))}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(inert(report.title))}</h1>"
        f'<p dir="ltr">{escape(inert(report.name))}<br>SHA-256 of the capture: <code>{report.sha256}</code></p>'
        f"<pre>{body}</pre></body></html>"
    )


def _zip(files: dict[str, bytes]) -> bytes:
    """A zip with the files by name and their sums; the same bytes for the same files."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in [*sorted(files.items()), ("SHA256SUMS", sums.encode())]:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(info, content)
    return buffer.getvalue()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")


def _version() -> str:
    from warledger import __version__

    return __version__
