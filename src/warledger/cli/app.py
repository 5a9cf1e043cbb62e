"""The `warledger` command: its options, help and exit codes.

Nothing heavy is imported here: `--help` must answer at once. Each command imports what it needs when it runs.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from warledger.cli import assistant, exports, keeping, lists, outlets, packs, reading, review, serve, showing, users, watch
from warledger.model import StoreError, WarledgerError

EXIT_CODES = """
[bold]Exit codes[/bold]  0 done · 1 a fault in warledger · 2 wrong use · 3 nothing could be read or found · 4 the ledger cannot be
used · 5 something else that was given cannot be used · 130 stopped
"""

app = typer.Typer(
    help="Keeps the ledger of what is said to happen in a war: every claim, its origin, its words.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from warledger import __version__

        typer.echo(f"warledger {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


reading.add_to(app)
lists.add_to(app)
showing.add_to(app)
keeping.add_to(app)
exports.add_to(app)
watch.add_to(app)
outlets.add_to(app)
assistant.add_to(app)
serve.add_to(app)
users.add_to(app)
review.add_to(app)
packs.add_to(app)


def main() -> None:
    """Run the command line; what goes wrong on purpose is one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except StoreError as error:
        _stop(error, 4)
    except WarledgerError as error:
        _stop(error, 5)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the pipe has gone, e.g. head
        sys.exit(0)


def _stop(error: Exception, code: int) -> None:
    typer.echo(f"warledger: {error}", err=True)
    sys.exit(code)
