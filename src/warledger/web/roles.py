"""Who may do what: roles, and for each address of the desk the role that it needs. What is not in the table is for nobody.

Takes methods and route paths, gives roles. Knows no request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

FORMS = ("json", "csv", "zip")
"""What a page has behind its address as data."""


class Role(IntEnum):
    """Each may do what those below it may."""

    ANYONE = 0
    READER = 1
    REVIEWER = 2
    EDITOR = 3
    ADMIN = 4

    @property
    def word(self) -> str:
        """The name of the role, in small letters."""
        return self.name.lower()


GIVEN = tuple(r.word for r in Role if r is not Role.ANYONE)
"""Roles that a user can have, by name, the least first."""

SCOPES = ("read", "full")
"""What a token opens: `read` gives what a public desk gives (no names of private persons, coarse places, no whole texts), `full` all."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks. `name` is "" where nobody logs in; `session` is the key of theirs; `veiled` is what a token without `full` sees."""

    name: str
    role: Role
    session: str = ""
    veiled: bool = False
    program: bool = False


LOCAL = Principal("", Role.ADMIN)
"""Whoever sits at the machine, where no accounts are set up."""

ACTIONS: Mapping[str, Role] = {
    "accept": Role.REVIEWER, "reject": Role.REVIEWER, "correct": Role.REVIEWER, "undo": Role.REVIEWER,
    "merge": Role.EDITOR, "split": Role.EDITOR, "pin": Role.EDITOR, "set-origin": Role.EDITOR, "set-side": Role.EDITOR,
    "set-outlet": Role.EDITOR,
}  # fmt: skip
"""The role that each decision needs; undoing what another decided needs UNDO_OTHERS."""
UNDO_OTHERS = Role.EDITOR

READ = (
    "/now", "/stories", "/stories/{record_id}", "/matters", "/matters/{record_id}", "/map", "/figures", "/sources", "/sources/{record_id}",
    "/reports", "/reports/{record_id}", "/claims/{record_id}", "/entities", "/entities/{record_id}", "/places/{record_id}", "/search",
    "/changes", "/history", "/method",
)  # fmt: skip
API = (
    "", "/reports", "/claims", "/matters", "/stories", "/entities", "/places", "/origins", "/control", "/search", "/changes",
    "/reports/{record_id}", "/claims/{record_id}", "/matters/{record_id}", "/stories/{record_id}", "/entities/{record_id}",
    "/places/{record_id}", "/origins/{record_id}", "/control/{record_id}", "/matters/{record_id}/accounts", "/{rest:path}",
)  # fmt: skip

NEEDS: Mapping[tuple[str, str], Role] = {
    ("GET", "/static"): Role.ANYONE,
    ("GET", "/login"): Role.ANYONE,
    ("POST", "/login"): Role.ANYONE,
    ("POST", "/logout"): Role.READER,
    ("GET", "/account"): Role.READER,
    ("POST", "/account"): Role.READER,
    ("GET", "/"): Role.READER,
    **dict.fromkeys((("GET", path) for path in READ), Role.READER),
    ("GET", "/review"): Role.REVIEWER,
    ("GET", "/updating"): Role.READER,
    ("GET", "/trail"): Role.ADMIN,
    ("POST", "/judgements"): Role.REVIEWER,
    ("POST", "/keys"): Role.REVIEWER,
    ("GET", "/openapi.json"): Role.READER,
    **dict.fromkeys((("GET", f"/api/v1{path}") for path in API), Role.READER),
}
"""Method and route to the least role. HEAD is as GET; a page with .json, .csv or .zip behind it is as the page."""


def needed(method: str, route: str) -> Role | None:
    """The least role for a route; None when nobody may.

    >>> needed("HEAD", "/matters/{record_id}.csv"), needed("POST", "/now"), needed("GET", "/secret")
    (<Role.READER: 1>, None, None)
    """
    base, dot, form = route.rpartition(".")
    page = base if dot and form in FORMS and ("GET", base) in NEEDS else route
    return NEEDS.get(("GET" if method == "HEAD" else method, page))


def role_of(word: str) -> Role | None:
    """The role of a name, None when there is none."""
    return next((r for r in Role if r.word == word and r is not Role.ANYONE), None)
