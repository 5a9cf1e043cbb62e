"""Writes docs/reference/commands.md and records.md from the code, so that they cannot say anything else.

    python tools/write_reference.py

`tests/docs` fails when they are not what this writes.
"""

import dataclasses
import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

import typer

import warledger.model as model
from warledger.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"

COMMANDS_HEAD = """# Commands

Written by `make docs` from the code; do not edit.

Every command has `--help` with examples. What people read goes to standard output as tables and colours on a terminal
and as plain text of 80 columns (or `$COLUMNS`) in a pipe; what went wrong and progress go to standard error.
Any id may be cut short as long as it stays unique.

## Exit codes

| code | means |
|---|---|
| 0 | done; inputs that were refused are listed and kept in the ledger (`run --strict` exits with 3 for them) |
| 1 | a fault in warledger |
| 2 | wrong use: an unknown command, option or value |
| 3 | nothing could be read, or nothing has that id |
| 4 | the ledger cannot be used, or `doctor` found a fault in it |
| 5 | something else that was given cannot be used: gold, an output file, a pack |
| 130 | stopped with Ctrl-C; what was read is kept, the same command goes on |
"""

RECORDS_HEAD = """# Records

Written by `make docs` from the code; do not edit.

Two layers: the **JSON** that commands, exports and the Python API give, and the **records** that a ledger keeps and the
Python classes in `warledger.model` hold.

In JSON, `start` and `end` are half-open ranges of code points of the text as captured (for a .txt file: of the file).
Inside records, spans count code points of `Report.text`, the cleaned text; `Report.offsets` leads from one to the other.
Languages are BCP-47, countries ISO 3166, days ISO 8601, times UTC. Ids are hashes of what was read: the same everywhere.
"""

SHAPES = {
    "Claim: `warledger claims`": (
        "list_claims",
        {
            "id": "id of the claim", "report": "name of the report: its file name, URL or JSON name", "start": "first character in the captured text",
            "end": "one past the last", "evidence": "the words", "event": "event type of the ontology",
            "stance": "asserts, denies, accuses, relays or expects", "source": "whose word it is, as the report names it in full; a list when the canonical name differs: as written, then canonical; `outlet` for its own voice",
            "speaker": "the person quoted, likewise, or null", "via": "who passed it on", "actor": "who did it, likewise, or null", "target": "to whom, likewise, or null",
            "subject": "what is counted or affected: a group of the ontology, else the words", "count": "`{low, high, text}`, null where open; null when nothing is counted",
            "included": "parts of the count: `[{subject, count}]`", "place": "most specific named place; a list when one count is given for several or the canonical name differs; null when none",
            "when": "`[from, to]`, null where open; null when unknown", "canonical": "canonical names, in English where known, by role: source, speaker, actor, target, place, origin",
            "language": "language of the report", "prob": "how sure the reader is, 0 to 1", "reader": "who read it",
        },
    ),
    "Matter: `warledger matters`": (
        "list_matters",
        {
            "id": "id of the matter", "story": "id of its story", "event": "event type", "what": "one line in English", "place": "its place",
            "places": "all its places", "subject": "group of the ontology, or null", "when": "`[from, to]`, null where open; null when unknown",
            "standing": "confirmed, corroborated, single-source, unattributed or contested", "reasons": "why, in words",
            "independent_origins": "how many independent origins support it", "origins": "`[{id, name, side, sources}]`: who supports it",
            "reports": "reports that tell of it (see Report)", "languages": "their languages",
            "estimate": "`{low, best, high}`, high null when open; null when nothing is counted", "denied_by": "who denies it",
            "accused": "`[{by, whom}]`: who blames whom", "claims": "ids of its claims", "echoes": "ids of those that only repeat",
        },
    ),
    "Entity: `warledger entities`": (
        "list_entities",
        {
            "id": "id of the entity or place", "kind": "person, body, group, anonymous or place", "name": "canonical, in English where known",
            "forms": "spellings that were met, the most used first", "mentions": "how often it was met", "side": "side of the conflict, \"\" when unknown (not for places)",
            "country": "ISO 3166", "private": "whether it is a private person (not for places)", "reasons": "why the spellings are one (not for places)",
            "feature": "country, region, city, town, village, district, part, area, site or road (places)", "lat": "degrees, or null (places)",
            "lon": "degrees, or null (places)", "provisional": "whether no gazetteer knows it (places)",
        },
    ),
    "Control: `warledger control`": (
        "list_control",
        {
            "id": "id of the record", "place": "the place", "holder": "who is said to hold it, or null", "on": "as of which day, or null",
            "state": "held, contested or unknown", "standing": "as for matters", "origins": "who says so", "claims": "ids of the claims",
            "inherited_from": "the place around it that this was told of, or null",
        },
    ),
    "Story: `warledger stories`": (
        "list_stories",
        {
            "id": "id of the story", "title": "a headline of it", "on": "the day most of it tells of, or null", "places": "its places",
            "reports": "its reports (see Report)", "languages": "their languages",
            "follows": "id of the story before it in an affair that goes on, or null", "reasons": "why they are one story",
        },
    ),
}  # fmt: skip

REPORT_KEYS = {
    "id": "id of the report", "name": "file name, URL or JSON name", "title": "headline", "outlet": "publisher, \"\" when unknown",
    "language": "BCP-47, `und` when unknown", "published": "day, or null", "published_inferred": "whether the day was inferred from the story",
    "url": "\"\" when unknown", "sha256": "of the bytes as captured",
}  # fmt: skip


def commands_page() -> str:
    """The page of commands."""
    group = typer.main.get_command(app)
    parts = [COMMANDS_HEAD]
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        parts.append("\n".join(command_lines(name, command)))
        for below, inner in sorted(getattr(command, "commands", {}).items()):
            parts.append("\n".join(command_lines(f"{name} {below}", inner, "###")))
    return "\n".join(parts) + "\n"


def command_lines(name: str, command: Any, mark: str = "##") -> Iterator[str]:
    """One command: what it does, arguments, options, examples."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    yield f"{mark} {' '.join(['warledger', name, *(a.metavar or a.name.upper() for a in arguments)])}\n"
    yield " ".join(command.help.split()) + "\n"
    for argument in arguments:
        if argument.help:
            yield f"* `{argument.metavar or argument.name.upper()}`: {argument.help}"
    for option in command.params:
        if option.param_type_name == "option" and "--help" not in option.opts:
            yield f"* `{', '.join(sorted(option.opts, key=len, reverse=True))}`: {option_text(option)}"
    examples = re.sub(r"\[/?bold\]|\\", "", command.epilog or "").split("\n\n")[1:]
    if examples:
        yield "\n```\n" + "\n".join(examples) + "\n```"
    yield ""


def option_text(option: Any) -> str:
    """Help, choices, default and environment variable of an option."""
    kind = option.type_descriptor.annotation
    text = option.help or ""
    if isinstance(kind, type) and issubclass(kind, Enum):
        text += f" One of {', '.join(str(c.value) for c in kind)}."
    default = getattr(option.default, "value", option.default)
    if default not in (None, "", False) and not callable(default):
        text += f" Default: `{default}`."
    return text + (f" Environment: `{option.envvar}`." if getattr(option, "envvar", None) else "")


def records_page() -> str:
    """The page of records."""
    parts = [RECORDS_HEAD, "## JSON\n"]
    for title, (_, keys) in SHAPES.items():
        parts += [f"### {title}\n", table(keys), ""]
    parts += ["### Report, wherever one is listed\n", table(REPORT_KEYS), ""]
    parts.append("## Records in the ledger\n")
    for name in sorted(model.__all__):
        record = getattr(model, name)
        if dataclasses.is_dataclass(record):
            parts += ["\n".join(record_lines(record)), ""]
    return "\n".join(parts).rstrip() + "\n"


def table(keys: dict[str, str]) -> str:
    """Keys and what they mean."""
    return "\n".join(["| key | meaning |", "|---|---|", *(f"| `{key}` | {text} |" for key, text in keys.items())])


def record_lines(record: type) -> Iterator[str]:
    """One record: what it is, its fields with types."""
    yield f"### {record.__name__}\n"
    yield " ".join(re.sub(r">>>.*", "", record.__doc__ or "", flags=re.DOTALL).split()) + "\n"
    hints = get_type_hints(record)
    yield "| field | type |\n|---|---|"
    for field in dataclasses.fields(record):
        kind = hints[field.name]
        shown = kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else re.sub(r"[\w.]+\.(\w+)", r"\1", str(kind))
        yield f"| `{field.name}` | {shown.replace('|', 'or')} |"


PAGES = {"commands.md": commands_page, "records.md": records_page}


def main() -> None:
    """Write both pages."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {', '.join(PAGES)} in {REFERENCE}\n")


if __name__ == "__main__":
    main()
