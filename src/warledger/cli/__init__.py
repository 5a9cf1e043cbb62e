"""The commands: argument parsing and printing only. `main` is the entry point."""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # Typer loads pydantic, which looks through all that is installed for plugins: 50 ms

from warledger.cli.app import main

__all__ = ["main"]
