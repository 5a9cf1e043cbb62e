"""Takes reports through all stages into a ledger: the only package that knows stages and store together."""

from warledger.run.pipeline import Options, Pipeline, RunSummary, Step
from warledger.run.stages import Reading, Reconciling, Stages

__all__ = ["Options", "Pipeline", "Reading", "Reconciling", "RunSummary", "Stages", "Step"]
