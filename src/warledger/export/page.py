"""The HTML page as a format of `export`."""

from __future__ import annotations

from warledger.export.html import render_page
from warledger.export.job import Exported, Job


def write_html(job: Job) -> Exported:
    """The page of a whole ledger."""
    veil = None if job.options.policy.full else job.veil
    return Exported(render_page(job.view, veil).encode("utf-8", "replace"), 1)
