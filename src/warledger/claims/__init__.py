"""Annotations to claims: who says what happened, how many, where, when."""

from warledger.claims.assemble import build_claims
from warledger.claims.counts import parse_count

__all__ = ["build_claims", "parse_count"]
