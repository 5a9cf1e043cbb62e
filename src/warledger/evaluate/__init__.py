"""Gold, metrics and floors."""

from warledger.evaluate.claims import Evaluation, evaluate_claims, load_gold
from warledger.evaluate.spelling import Names

__all__ = ["Evaluation", "Names", "evaluate_claims", "load_gold"]
