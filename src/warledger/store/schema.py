"""The tables of a ledger.

Every record is kept whole as canonical JSON in `record`, with beside it the columns that are filtered or sorted by.
Portable SQL only; what differs between databases is in `dialects`. A change here needs a migration.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

FORMAT = "1"
"""Version of the JSON in `record`; a ledger with another is refused."""

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its code points, as SQLite has it, so that lists come in the same order from every database."""

metadata = MetaData()


def key_type(length: int = 64) -> String:
    """The type of an id; ordered by code points too."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _table(name: str, *columns: Column[object] | Index) -> Table:
    return Table(name, metadata, *columns, Column("record", TEXT, nullable=False))


def _id(name: str = "id") -> Column[object]:
    return Column(name, key_type(), primary_key=True)


def _key(name: str, length: int = 400) -> Column[object]:
    return Column(name, key_type(length), primary_key=True)


def _number(name: str) -> Column[object]:
    return Column(name, Integer, nullable=False)


def _text(name: str, *, index: bool = False) -> Column[object]:
    return Column(name, TEXT, nullable=False, index=index)


meta = Table("meta", metadata, _id("key"), _text("value"))

# Reading: written once a report, never changed.
pages = _table("pages", _id(), _text("name"), _text("sha256"), _text("captured_at"), Column("content", LargeBinary))
reports = _table(
    "reports", _id(), Column("page_id", key_type(), ForeignKey("pages.id"), nullable=False, index=True), _text("name", index=True),
    _text("language"), _text("published_on"), _text("outlet"), Column("title", TEXT, nullable=False, server_default=""),
    Column("url", TEXT, nullable=False, server_default=""), Column("address", key_type(), nullable=False, server_default="", index=True),
    Index("ix_reports_outlet_language", "outlet", "language"), Index("ix_reports_language_name", "language", "name", "id"),
)  # fmt: skip
marks = _table("annotations", Column("id", key_type(), ForeignKey("reports.id"), primary_key=True), _text("reader"))
claims = _table(
    "claims", _id(), Column("report_id", key_type(), ForeignKey("reports.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False), _text("event", index=True), _text("stance"), _text("reader"),
    Column("prob", Float, nullable=False),
)  # fmt: skip
rejections = _table("rejections", _id(), _text("name"), _text("code"), _text("page_id", index=True))
issues = _table("issues", _id(), _text("record_id", index=True), _text("stage"), _text("code"), _text("phase"))
texts = Table("texts", metadata, Column("number", Integer, primary_key=True), _text("kind"), _text("record_id", index=True))

# Reconciling: replaced as a whole, in one transaction.
entities = _table(
    "entities", _id(), _text("kind"), _text("name", index=True), _text("origin_id", index=True), _text("side"),
    Index("ix_entities_kind_name", "kind", "name", "id"),
)  # fmt: skip
places = _table("places", _id(), _text("name", index=True), _text("feature"), _text("country"))
origins = _table("origins", _id(), _text("name", index=True), _text("kind"), _text("side"))
linked = _table("linked", _id(), _text("report_id", index=True), _text("origin_id", index=True), _text("source_id", index=True))
stories = _table("stories", _id(), _text("day"), _text("title"))
Index("ix_stories_day_id", stories.c.day.desc(), stories.c.id)
echoes = _table("echoes", _id(), _text("report_id", index=True), _text("of_id", index=True), _text("kind"))
days = _table("days", _id(), _text("day"))
matters = _table(
    "matters", _id(), _text("story_id", index=True), _text("event"), _text("standing"), _text("subject_group"),
    Column("rank", Integer, nullable=False), Column("support", Integer, nullable=False),
)  # fmt: skip
for _first in ("rank", "event", "id"):  # lists by standing are lists by rank; those of places and origins are ids to be put in order
    _columns = [getattr(matters.c, name) for name in dict.fromkeys((_first, "rank"))]
    Index(f"ix_matters_{_first}_order", *_columns, matters.c.support.desc(), *(() if _first == "id" else (matters.c.id,)))
incomparable = _table("incomparable", _id(), _text("matter_id", index=True), _text("other_id", index=True), _text("reason"))
control = _table(
    "control", _id(), _text("place_id", index=True), _text("day", index=True), _text("holder"),
    Index("ix_control_place_day", "place_id", "day", "id"),
)  # fmt: skip
refs = Table(
    "refs", metadata, Column("owner_id", key_type(), primary_key=True), Column("role", key_type(32), primary_key=True),
    Column("target_id", key_type(), primary_key=True), Index("ix_refs_target", "target_id", "role", "owner_id"),
)  # fmt: skip

# What is counted over all conclusions, made with them so that no page has to go through them: see `summary`.
names = Table(
    "names", metadata, _key("folded"), Column("record_id", key_type(), primary_key=True), Column("private", Integer, nullable=False),
)  # fmt: skip
fares = Table(
    "fares", metadata, _id("origin_id"), _text("side"), _text("name"),
    *(_number(n) for n in ("weak", "matters", "alone", "contradicted", "first", "denies", "accuses", "admitted")),
    _text("events"), _text("admissions"), Index("ix_fares_side", "side"),
)  # fmt: skip
Index("ix_fares_order", fares.c.weak, fares.c.matters.desc(), fares.c.name, fares.c.origin_id)
bars = Table(
    "bars", metadata, Column("number", Integer, primary_key=True), _text("grouping"), _text("event"), _text("heading"), _number("size"),
    _text("matter_id"), _text("origin_id"), _text("subject_group"), _text("since"), _text("until"),
)  # fmt: skip
Index(
    "ix_bars_order", bars.c.grouping, bars.c.event, bars.c.heading, bars.c.size.desc(), bars.c.matter_id, bars.c.origin_id,
    bars.c.subject_group, bars.c.since, bars.c.until,
)  # fmt: skip
Index("ix_bars_matter", bars.c.matter_id, bars.c.grouping)
within = Table("within", metadata, _id("matter_id"), Column("place_id", key_type(), primary_key=True, index=True))
harm_days = Table("harm_days", metadata, _key("day", 10), _id("matter_id"), _text("event"))
second_looks = Table(
    "second_looks", metadata, Column("number", Integer, primary_key=True), Column("claim_id", key_type(), nullable=False, unique=True),
    Column("score", Float, nullable=False), _text("reasons"), _text("matter_id"),
)  # fmt: skip
tallies = Table("tallies", metadata, _key("name"), _text("value"))

# Human decisions: appended, never changed or deleted.
judgements = _table(
    "judgements", Column("number", Integer, primary_key=True), Column("id", key_type(), nullable=False, unique=True),
    _text("record_id", index=True), _text("action"), _text("hash"),
)  # fmt: skip

# What each set of conclusions changed: kept from one to the next.
changes = _table(
    "changes", Column("number", Integer, primary_key=True), _text("at", index=True), _text("kind"), _text("record_id", index=True),
)  # fmt: skip

RECONCILED = (entities, places, origins, linked, stories, echoes, days, matters, incomparable, control, refs)
"""Tables that a reconciliation replaces."""

SUMMED = (names, fares, bars, within, harm_days, second_looks, tallies)
"""Tables that are made from what a reconciliation concludes, and from nothing else but claims and reports."""
