"""What is known, from the terminal: scaffold and check packs, import gazetteers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from warledger.cli.common import examples

pack = typer.Typer(
    help="Scaffold and check a language or conflict pack.", no_args_is_help=True, epilog=examples("warledger pack check my-packs/colombia")
)
gazetteer = typer.Typer(
    help="Places of your own beside the world gazetteer.", no_args_is_help=True, epilog=examples("warledger gazetteer import SY.txt")
)


class PackKind(StrEnum):
    """Kinds of packs."""

    CONFLICT = "conflict"
    LANGUAGE = "language"


CONFLICT_TOML = """title = "{name}"
begins = 2000-01-01
countries = []
keywords = []
note = "Where sides and dates can be checked."
"""
LANGUAGE_TOML = """code = "{name}"
name = "{name}"
native = "{name}"
abbreviations = []
boilerplate = []
"""


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(pack, name="pack")
    app.add_typer(gazetteer, name="gazetteer")


@pack.command(epilog=examples("warledger pack new conflict my-packs/colombia", "warledger pack new language my-packs/fa"))
def new(kind: PackKind, folder: Path) -> None:
    """Make a folder with the files of a pack, their columns in place and nothing in them yet."""
    from warledger.packs.conflicts import TABLES as CONFLICT_TABLES
    from warledger.packs.languages import TABLES as LANGUAGE_TABLES
    from warledger.packs.sources import COLUMNS

    if folder.exists() and any(folder.iterdir()):
        raise typer.BadParameter(f"{folder} is there already and is not empty", param_hint="FOLDER")
    folder.mkdir(parents=True, exist_ok=True)
    head = CONFLICT_TOML if kind is PackKind.CONFLICT else LANGUAGE_TOML
    (folder / "pack.toml").write_text(head.format(name=folder.name), "utf-8")
    tables = CONFLICT_TABLES if kind is PackKind.CONFLICT else dict.fromkeys((f"{t}.tsv" for t in LANGUAGE_TABLES), COLUMNS)
    for name, columns in tables.items():
        (folder / name).write_text("\t".join(columns) + "\n", "utf-8")
    typer.echo(f"made {folder}: fill in its tables, then: warledger pack check {folder}")


@pack.command(epilog=examples("warledger pack check my-packs/colombia"))
def check(folder: Path) -> None:
    """Say what breaks the contract of a pack, with file and line, or that it is sound."""
    from warledger.packs import load_ontology
    from warledger.packs.conflicts import load_conflict_folder
    from warledger.packs.sources import read_language

    if (folder / "events.tsv").exists():
        table = read_language(folder, load_ontology())
        counted = {name: len(rows) for name, rows in table["tables"].items()}
    else:
        found = load_conflict_folder(folder)
        counted = {kind: len(getattr(found, kind)) for kind in ("sides", "bodies", "people", "places", "outlets")}
    typer.echo(f"{folder}: sound ({', '.join(f'{n} {kind}' for kind, n in counted.items())})")


@gazetteer.command(name="import", epilog=examples("warledger gazetteer import SY.txt", "warledger gazetteer import adm3.csv --country SD"))
def import_file(
    file: Path,
    country: Annotated[str, typer.Option("--country", help="ISO 3166 code, for tables that do not say it.")] = "",
) -> None:
    """Add a GeoNames dump, an OCHA P-code table or a CSV with name, latitude and longitude."""
    from warledger.link.import_gazetteer import import_gazetteer

    done = import_gazetteer(file, country=country)
    for line in done.refused[:10]:
        typer.echo(f"refused {line}", err=True)
    typer.echo(f"{done.places:,} places imported, {done.refused_count:,} rows refused; the index lies in {done.path}")
