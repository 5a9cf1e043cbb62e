"""The versions of a page in print: what each update did to its claims."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from warledger.cli.pages import account_text
from warledger.export.versions import Rewritten, Version
from warledger.export.words import isolate, shorten
from warledger.model import Claim

WORDS = 200


def print_versions(url: str, versions: list[Version], to: Console) -> None:
    """Each version with what it added (+), dropped (-) and changed (~)."""
    to.print(Text(f"{len(versions)} version{'s' if len(versions) != 1 else ''} of {isolate(url or versions[0].report.name)}", "bold"))
    for number, version in enumerate(versions, 1):
        at = f"{version.captured_at:%Y-%m-%d %H:%M}Z" if version.captured_at else "time of capture unknown"
        to.print(Text(f"\n{number}. {at}  {version.report.id}  {len(version.claims)} claims", "bold"))
        update = version.update
        if update is None:
            continue
        for sign, style, claims in (("+", "green", update.added), ("-", "red", update.dropped)):
            for claim in claims:
                _line(to, Text(f"{sign} {claim.id} {claim.event}: ", style).append(_said(claim)))
        for change in update.changed:
            _line(to, _changed(change))
        if not (update.added or update.dropped or update.changed):
            to.print("  the same claims in the same words")
        elif update.kept:
            to.print(f"  {update.kept} claims unchanged", style="dim")


def _changed(change: Rewritten) -> Text:
    text = Text(f"~ {change.after.id} {change.after.event}, {', '.join(change.fields)}: ", "yellow")
    if "figure" in change.fields:
        text.append(
            f"{isolate(account_text(change.before)) or 'no figure'} → {isolate(account_text(change.after)) or 'no figure'}: ", "bold"
        )
    text.append(_said(change.before))
    return text.append(" → ").append(_said(change.after)) if "wording" in change.fields else text


def _said(claim: Claim) -> str:
    return isolate(shorten(claim.evidence, WORDS))


def _line(to: Console, text: Text) -> None:
    to.print(Padding(text, (0, 0, 0, 2)))
