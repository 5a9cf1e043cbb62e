"""Reports and claims made by hand for the tests of linking."""

from datetime import date
from pathlib import Path

from warledger.model import Claim, Named, Report, Span, Subject
from warledger.model.spans import OffsetMap

SHARED = Path(__file__).resolve().parents[4] / "shared"


def report(name: str, text: str, language: str = "en", day: date | None = date(2016, 12, 12)) -> Report:
    return Report(name, name, name, text, text, OffsetMap.identity(len(text)), language=language, published_on=day)


def named(text: str | None, kind: str = "") -> Named | None:
    return Named(text, Span(0, 1), kind) if text else None


def claim(number: str, report_id: str, event: str = "killed", places: tuple[str, ...] = (), **names: str) -> Claim:
    """A claim whose parties are given by their words; `subject` may be "noun:group"."""
    noun, _, group = names.pop("subject", "").partition(":")
    kinds = {key: names.pop(f"{key}_kind", "") for key in ("source", "speaker", "actor", "target")}
    roles = {key: named(names.pop(key, None), kinds[key]) for key in ("source", "speaker", "actor", "target")}
    assert not names
    return Claim(
        number,
        report_id,
        Span(0, 1),
        "x",
        Span(0, 1),
        event,
        subject=Subject(noun, Span(0, 1), group or "other") if noun else None,
        places=tuple(Named(p, Span(0, 1), "place") for p in places),
        **roles,  # type: ignore[arg-type]
    )
