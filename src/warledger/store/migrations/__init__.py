"""Alembic migrations of the ledger's tables, oldest first in `versions`."""
