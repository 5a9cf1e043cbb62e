"""The commands: argument parsing and printing only. `main` is the entry point."""

from warledger.cli.app import main

__all__ = ["main"]
