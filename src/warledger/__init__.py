"""warledger keeps the ledger of what is said to happen in a war."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("warledger")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0.0.0"
