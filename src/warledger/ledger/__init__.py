"""Claims to matters, accounts, standing, estimates and control."""

from warledger.ledger.control import control_at, control_changes, last_rows
from warledger.ledger.facts import Basis, bounded
from warledger.ledger.reconcile import reconcile, reconcile_stories

__all__ = ["Basis", "bounded", "control_at", "control_changes", "last_rows", "reconcile", "reconcile_stories"]
