"""The desk: a web app in which an editor sees, checks and corrects a ledger.

Takes a Store, gives an ASGI app. Reads through a View, writes judgements only; loads nothing from anywhere else.
"""

from warledger.web.app import create_app, serve
from warledger.web.settings import Settings

__all__ = ["Settings", "create_app", "serve"]
