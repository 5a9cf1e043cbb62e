"""Records, spans, counts, times, ids and errors: the words of the design as types. Standard library only."""

from warledger.model.annotation import ROLES, Annotation, Argument, Attribution, Frame, Mention
from warledger.model.claims import STANCES, TOLD_BEFORE, Claim, Included, Linked, Named, Origin, Subject
from warledger.model.entities import Entity, Form, Place
from warledger.model.errors import (
    ConfigError,
    EngineError,
    InputError,
    ModelMissing,
    OntologyError,
    PackError,
    StoreError,
    WarledgerError,
)
from warledger.model.ids import content_id, sha256_hex
from warledger.model.ledger import (
    RELATIONS,
    STANDINGS,
    Account,
    Accusation,
    Control,
    DayOf,
    Echo,
    Estimate,
    Incomparable,
    Issue,
    Judgement,
    Ledger,
    Matter,
    Regrouping,
    Relation,
    Story,
)
from warledger.model.reports import Declared, RawPage, Rejection, Removed, Report
from warledger.model.spans import OffsetMap, Segment, Span
from warledger.model.values import Count, Period

__all__ = [
    "RELATIONS", "ROLES", "STANCES", "STANDINGS", "TOLD_BEFORE", "Account", "Accusation", "Annotation", "Argument", "Attribution", "Claim",
    "ConfigError", "Control", "Count", "DayOf", "Declared", "Echo", "EngineError", "Entity", "Estimate", "Form", "Frame",
    "Included", "Incomparable", "InputError", "Issue", "Judgement", "Ledger", "Linked", "Matter", "Mention", "ModelMissing",
    "Named", "OffsetMap", "OntologyError", "Origin", "PackError", "Period", "Place", "RawPage", "Regrouping", "Rejection", "Relation",
    "Removed", "Report", "Segment", "Span", "StoreError", "Story", "Subject", "WarledgerError", "content_id", "sha256_hex",
]  # fmt: skip
