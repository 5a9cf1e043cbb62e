"""Decisions of people: each form becomes one judgement in the chain.

Takes checked forms, appends judgements. Never changes what the machine made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from warledger.model import Judgement
from warledger.store import View
from warledger.store.judgements import value_of
from warledger.web.decisions import LONGEST, decided
from warledger.web.desk import KEYS_COOKIE, LONGEST_NAME, Desk, keep, keep_reviewer, reviewer_of
from warledger.web.forms import is_ours
from warledger.web.gate import principal_of
from warledger.web.roles import ACTIONS, UNDO_OTHERS, Role

NO_FORM = "The form is too old: go back, load the page again and decide again."
Write = Callable[[Desk, Request, dict[str, str]], Response]


def judge(desk: Desk, request: Request, form: dict[str, str]) -> Response:
    """Decide one thing about one record, or undo one decision."""
    if refuse_stale(desk, request, form):
        return desk.problem(request, 403, NO_FORM)
    action, record_id = form.get("action", ""), form.get("record", "")
    who = principal_of(request)
    by = who.name or form.get("by", "").strip()[:LONGEST_NAME] or reviewer_of(request) or "desk"
    if who.role < ACTIONS.get(action, Role.ADMIN):
        return desk.problem(request, 403, "Your role does not allow that.")
    with desk.store.view() as view:
        value = decided(view, action, record_id, form)
        if action == "undo" and who.name and who.role < UNDO_OTHERS and _by(view, form.get("judgement", "")) != who.name:
            return desk.problem(request, 403, "Only an editor undoes what another decided.")
        was_rejected = any(j.action == "reject" for j in view.judgements(record_id=record_id))
    if value is None:
        return desk.problem(request, 400, "That decision does not fit the record.")
    draft = Judgement(
        "", record_id, action, json.dumps(value, ensure_ascii=False, sort_keys=True), by, datetime.now(UTC), form.get("why", "")[:LONGEST]
    )
    sealed = desk.judge(draft, changes=action != "accept" or was_rejected)
    response = RedirectResponse(_with_note(_onward(desk, form, draft), sealed.id), 303)
    if not who.name:
        keep_reviewer(response, by)
    return response


def set_keys(desk: Desk, request: Request, form: dict[str, str]) -> Response:
    """Turn the keys of the review queue on or off."""
    if refuse_stale(desk, request, form):
        return desk.problem(request, 403, NO_FORM)
    response = RedirectResponse(local_path(form.get("next", "")), 303)
    keep(response, KEYS_COOKIE, "off" if form.get("keys") == "off" else "on")
    return response


WRITES: Mapping[str, Write] = {"/judgements": judge, "/keys": set_keys}


def _onward(desk: Desk, form: Mapping[str, str], made: Judgement) -> str:
    """Where to go after a decision: where the form says, unless that record is gone with it; then to what was decided."""
    wanted, value = local_path(form.get("next", "")), value_of(made)
    claims = value.get("claims")
    now = desk.matter_of(str(claims[0])) if isinstance(claims, list) and claims else ""
    choices = (wanted, page_of(now), page_of(str(value.get("with", ""))), page_of(made.record_id))
    return next((c for c in choices if c and desk.is_there(c)), "/history")


def page_of(record_id: str) -> str:
    """The page of a record, "" when it has none.

    >>> page_of("cl-2fk4"), page_of("xx-1")
    ('/claims/cl-2fk4', '')
    """
    base = PAGES_OF.get(record_id.partition("-")[0], "")
    return base + record_id if base else ""


PAGES_OF = {
    "ma": "/matters/", "en": "/entities/", "pl": "/places/", "st": "/stories/", "rp": "/reports/", "or": "/sources/", "cl": "/claims/",
}  # fmt: skip


def local_path(wanted: str) -> str:
    """Where to go afterwards: an address of this desk, never another place.

    >>> local_path("/review?skip=2"), local_path("//evil.example/"), local_path("https://evil.example"), local_path("/\\\\evil")
    ('/review?skip=2', '/now', '/now', '/now')
    """
    parts = urlsplit(wanted)
    outside = parts.scheme or parts.netloc or not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted
    return "/now" if outside or any(ord(c) < 33 for c in wanted) else wanted


def refuse_stale(desk: Desk, request: Request, form: Mapping[str, str]) -> bool:
    """Whether a form was not made by this desk for this browser and this session."""
    return not is_ours(desk.secret, desk.form_seed(request), form.get("token", ""))


def _by(view: View, judgement_id: str) -> str:
    return next((j.by for j in view.judgements(id=judgement_id)), "")


def _with_note(path: str, judgement_id: str) -> str:
    """The next page with the judgement that was just made, so that it can be undone at once."""
    base, _, query = path.partition("?")
    kept = [p for p in query.split("&") if p and not p.startswith("done=")]
    return f"{base}?{'&'.join([*kept, f'done={judgement_id}'])}"
