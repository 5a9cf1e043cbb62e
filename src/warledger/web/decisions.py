"""What a form says, as the value of a decision.

Takes the fields of a form, gives what the judgement holds; None when it does not fit the record. Writes nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from warledger.model import STANCES, InputError
from warledger.packs import load_ontology
from warledger.run.judging import check_decision
from warledger.store import View
from warledger.web.ask import moment

LONGEST, LONGEST_SIDE = 500, 80
PERIOD = re.compile(r"\d{4}-\d\d-\d\d|(\d{4}-\d\d-\d\d)?\.\.\d{4}-\d\d-\d\d")
"""A day, or FROM..TO, or ..TO."""
CORRECTABLE = ("count", "event", "source", "actor", "target", "place", "when", "stance", "subject")
DEFAULT_KM, MOST_KM = 1.0, 500.0

Form = Mapping[str, str]
Value = dict[str, Any]


def decided(view: View, action: str, record_id: str, form: Form) -> Value | None:
    """The checked value of a decision."""
    shape = SHAPES.get(action)
    value = shape(view, record_id, form) if shape else None
    if value is None:
        return None
    try:
        return check_decision(view, record_id, action, value)
    except InputError:
        return None


def _nothing(view: View, record_id: str, form: Form) -> Value:
    return {}


def _undo(view: View, record_id: str, form: Form) -> Value:
    return {"judgement": form.get("judgement", "")}


def _merge(view: View, record_id: str, form: Form) -> Value | None:
    other = form.get("with", "").strip().partition("?")[0].rstrip("/").rpartition("/")[2]  # an id, or the address of its page
    if record_id.startswith("ma-"):
        return {"with": other}
    entity = view.entity(other)
    return {"with": other, "name": entity.name} if entity else None


def _split(view: View, record_id: str, form: Form) -> Value | None:
    if record_id.startswith("ma-"):
        return {"claims": form.get("claims", "").split()}
    entity = view.entity(record_id)
    return _spelling(entity.forms, form.get("form", "")) if entity else None


def _spelling(forms: tuple[Any, ...], number: str) -> Value | None:
    """The spelling of a number, counted from 1: spellings may hold characters that a form would not send back as they are."""
    index = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 6 else -1
    return {"form": forms[index].text, "language": forms[index].language} if 0 <= index < len(forms) else None


def _pin(view: View, record_id: str, form: Form) -> Value | None:
    """Degrees and how many kilometres the spot may be off."""
    lat, lon = _number(form.get("lat", ""), 90.0), _number(form.get("lon", ""), 180.0)
    radius = _number(form.get("radius", "") or str(DEFAULT_KM), MOST_KM)
    if view.place(record_id) is None or lat is None or lon is None or radius is None or radius <= 0:
        return None
    return {"lat": lat, "lon": lon, "radius_km": radius}


def _number(text: str, most: float) -> float | None:
    """A number between -most and most; None when it is none."""
    if len(text) > 20:
        return None
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) and abs(found) <= most else None


def _set_origin(view: View, record_id: str, form: Form) -> Value | None:
    origin = view.origin(form.get("origin", ""))
    return {"origin": origin.id, "name": origin.name} if origin and view.entity(record_id) else None


def _set_side(view: View, record_id: str, form: Form) -> Value | None:
    side = " ".join(form.get("side", "").split())
    fits = len(side) <= LONGEST_SIDE and side.isprintable() and view.origin(record_id) is not None
    return {"side": side} if fits else None


def _correct(view: View, record_id: str, form: Form) -> Value | None:
    """One field with its right value."""
    field, value = form.get("field", ""), form.get("value", "").strip()[:LONGEST]
    if field not in CORRECTABLE or not value or view.claim(record_id) is None:
        return None
    if field == "count":
        return _count(value)
    return {"field": field, "value": value} if _fits(field, value) else None


def _count(value: str) -> Value | None:
    low, _, high = value.replace("–", "-").partition("-")
    if not low.strip().isdecimal() or (high.strip() and not high.strip().isdecimal()):
        return None
    bounds = int(low), int(high) if high.strip() else int(low)
    return {"field": "count", "low": bounds[0], "high": bounds[1]} if bounds[0] <= bounds[1] < 10**9 else None


def _fits(field: str, value: str) -> bool:
    """Whether a corrected value is one that conclusions can be drawn from."""
    if field == "event":
        return value in load_ontology().events
    if field == "stance":
        return value in STANCES
    if field == "when":
        return bool(PERIOD.fullmatch(value)) and all(moment(day) is not None for day in value.split("..") if day)
    return True


SHAPES: Mapping[str, Callable[[View, str, Form], Value | None]] = {
    "accept": _nothing, "reject": _nothing, "correct": _correct, "merge": _merge, "split": _split, "pin": _pin,
    "set-origin": _set_origin, "set-side": _set_side, "undo": _undo,
}  # fmt: skip
