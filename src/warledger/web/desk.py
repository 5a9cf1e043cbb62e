"""One desk: a store, its settings, and what turns requests into answers.

Takes HTTP requests and page functions, gives responses. Opens one View a request.
"""

from __future__ import annotations

import dataclasses
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, unquote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from warledger.export.words import inert
from warledger.model import Judgement, StoreError
from warledger.packs import load_ontology
from warledger.run.following import Following, following
from warledger.store import Store, View
from warledger.web import render
from warledger.web.aliases import Aliases
from warledger.web.api.answers import error_answer
from warledger.web.ask import ALL_ROWS, Answer, Ask, BadQuery, NotFound, Parameters, moment
from warledger.web.forms import COOKIE, new_cookie, token_of
from warledger.web.gate import principal_of
from warledger.web.i18n import LANGUAGES, Words, choose_language, load_words
from warledger.web.index import Index, Kept
from warledger.web.names import lazy_lookup
from warledger.web.roles import Role
from warledger.web.settings import Settings

PageFunction = Callable[[Ask], Answer]
LANGUAGE_COOKIE, REVIEWER_COOKIE, SEEN_COOKIE, KEYS_COOKIE = "warledger_lang", "warledger_by", "warledger_seen", "warledger_keys"
LONGEST_QUERY = 2000
LONGEST_NAME = 80
CHUNK_BYTES = 16_384
LONG_FILES = 4
"""Long files that are sent at a time: each keeps a view open for as long as its reader takes."""
CODES = {
    400: "bad-parameter",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    414: "too-long",
    429: "too-many",
    503: "ledger",
}
"""What data calls each problem, as the API does."""
YEAR_S = 31_536_000
ONE_LOOK = timedelta(minutes=30)


class Desk:
    """What all pages share."""

    def __init__(self, store: Store, settings: Settings, *, has_accounts: bool = False) -> None:
        self.store, self.settings, self.has_accounts = store, settings, has_accounts
        self.secret = secrets.token_bytes(32)
        self._ontology = load_ontology()
        self._env = render.make_environment()
        self._veiled_env = render.veiled_environment(self._env)
        self._words = {code: load_words(code) for code in LANGUAGES}
        self.noted: Callable[[str, str, str], None] | None = None
        """Told of each decision: who, what, about which record."""
        self._kept: Kept = {}
        self._aliases = Aliases()
        self._long_files = threading.BoundedSemaphore(LONG_FILES)
        self.following: Following | None = following(store) if settings.follow and not settings.public else None

    def words(self, request: Request) -> Words:
        """The interface language of a request."""
        kept, accepted = request.cookies.get(LANGUAGE_COOKIE, ""), request.headers.get("accept-language", "")
        return self._words[choose_language(request.query_params.get("ui", ""), kept, accepted)]

    def answer(self, request: Request, page: PageFunction, form: str) -> Response:
        """The response of one page in one form."""
        if len(request.url.query) > LONGEST_QUERY:
            return self.problem(request, 414, "The address is too long.")
        try:
            with ExitStack() as held:
                ask = self._ask(request, held.enter_context(self.store.view()), form)
                found = page(ask)
                return self._file(request, ask, page, found, held) if ask.is_file else self._respond(request, ask, found)
        except NotFound as error:
            return self.problem(request, 404, str(error) or _absent(request.url.path))
        except BadQuery as error:
            return self.problem(request, 400, str(error))
        except StoreError as error:
            return self.problem(request, 503, str(error))

    def problem(self, request: Request, status: int, why: str) -> Response:
        """A page that says what went wrong, in the form that was asked for; opens no ledger."""
        words = self.words(request)
        suffix = Path(request.url.path).suffix
        if suffix in (".json", ".csv", ".zip"):
            return error_answer(status, CODES.get(status, "problem"), inert(why))
        frame = self._frame(request)
        body = self._env.get_template("problem.html").render(
            w=words, t=words.t, why=inert(why), status=status, title=words.t("Not possible"), languages=LANGUAGES, **frame
        )
        return Response(body, status, media_type="text/html")

    def plain(self, request: Request, template: str, title: str, values: Mapping[str, object], status: int = 200) -> Response:
        """A page that shows nothing of the ledger."""
        words, cookie = self.words(request), request.cookies.get(COOKIE) or new_cookie()
        frame = self._frame(request, cookie)
        body = self._env.get_template(template).render(w=words, t=words.t, title=words.t(title), languages=LANGUAGES, **frame, **values)
        response = Response(body, status, media_type="text/html")
        if request.cookies.get(COOKIE) != cookie:
            keep(response, COOKIE, cookie, age=None)
        return response

    def form_seed(self, request: Request, cookie: str = "") -> str:
        """What the token of a form is made from: the cookie of the browser and the session, so that neither fits another."""
        cookie = cookie or request.cookies.get(COOKIE, "")
        return f"{cookie}|{principal_of(request).session}" if cookie else ""

    def _frame(self, request: Request, cookie: str = "") -> dict[str, object]:
        """What every page is told besides its own values: who looks at it and what they may do."""
        who, public = principal_of(request), self.settings.public
        role = Role.ANYONE if public else who.role
        return {
            "token": token_of(self.secret, self.form_seed(request, cookie)),
            "public": public,
            "who": who.name,
            "role": who.role.word,
            "login": self.has_accounts,
            "may": {"judge": role >= Role.REVIEWER, "edit": role >= Role.EDITOR, "admin": self.has_accounts and role >= Role.ADMIN},
        }

    def index(self, view: View, *, veiled: bool = False) -> Index:
        """What pages need of the whole ledger as it is now; kept until it changes. `veiled`: for who may see what a public desk shows."""
        return Index(view, self._kept, self._aliases, public=self.settings.public or veiled)

    def judge(self, draft: Judgement, *, changes: bool = True) -> Judgement:
        """Append a decision; `changes` says whether conclusions can follow from it."""
        sealed = self.store.writer().judge(draft)
        if self.noted is not None:
            self.noted(sealed.by, sealed.action, sealed.record_id)
        if changes and self.following is not None:
            self.following.changed()
        return sealed

    @property
    def updating(self) -> tuple[bool, str]:
        """Whether conclusions of decisions are still to come, and why they could not be drawn ("" when they could)."""
        return (self.following.is_behind, self.following.problem) if self.following is not None else (False, "")

    def is_there(self, path: str) -> bool:
        """Whether the record at an address of this desk exists; addresses of no record are taken to."""
        kind, _, record_id = path.partition("?")[0].strip("/").partition("/")
        find = {"matters": View.matter, "stories": View.story, "entities": View.entity, "places": View.place, "sources": View.origin}
        if kind not in find or not record_id:
            return True
        with self.store.view() as view:
            return find[kind](view, record_id) is not None

    def matter_of(self, claim_id: str) -> str:
        """The matter that a claim belongs to now, "" when it belongs to none."""
        with self.store.view() as view:
            return next((m.id for m in view.matters(claim_id=claim_id)), "")

    def _ask(self, request: Request, view: View, form: str) -> Ask:
        path = request.url.path.removesuffix(f".{form}") if form != "html" else request.url.path
        by = "" if self.settings.public else principal_of(request).name or reviewer_of(request)
        index = self.index(view)
        return Ask(
            view=view,
            lookup=lazy_lookup(view, index.outlets),
            index=index,
            words=self.words(request),
            settings=self.settings,
            ontology=self._ontology,
            path=quote(path),
            query=Parameters({k: v for k, v in request.query_params.items() if k != "ui"}),
            params=request.path_params,
            form=form,
            by=by,
            seen=request.cookies.get(SEEN_COOKIE, "").partition("~")[0][:40],
        )

    def _respond(self, request: Request, ask: Ask, found: Answer) -> Response:
        if ask.form == "html":
            return self._html(request, ask, found)
        response = Response(_sane(render.to_json(ask, found)), found.status, media_type=render.MEDIA["json"])
        if found.more:
            response.headers["Link"] = f'<{render.next_url(ask)}>; rel="next"'
        return response

    def _file(self, request: Request, ask: Ask, page: PageFunction, first: Answer, held: ExitStack) -> Response:
        """A page as CSV or ZIP. One of many rows is sent while it is made, and keeps the view in `held` until then."""
        name = ask.path.strip("/").replace("/", "-") or "now"
        headers = {"Content-Disposition": f'attachment; filename="warledger-{name}.{ask.form}"'}
        is_long = first.more and not first.page_only and ask.asked > ask.per
        if self._goes_on(ask, page) if is_long else first.more:
            headers["Link"] = f'<{render.next_url(ask)}>; rel="next"'
        if request.method == "HEAD":
            return Response(b"", first.status, headers, render.MEDIA[ask.form])
        answers = self._stretches(ask, page, first) if is_long else iter([first])
        if ask.form == "csv":
            parts = render.csv_parts(ask, answers)
        else:
            document = None if first.document is None else page(dataclasses.replace(ask, form="json")).document
            parts = render.zip_parts(ask, answers, document)
        if is_long:
            if not self._long_files.acquire(blocking=False):
                return self.problem(request, 429, "Too many long files are being made. Try again in a minute.")
            held.callback(self._long_files.release)
            return LongFile(parts, held.pop_all(), headers, render.MEDIA[ask.form])
        return Response(b"".join(parts), first.status, headers, render.MEDIA[ask.form])

    def _stretches(self, ask: Ask, page: PageFunction, first: Answer) -> Iterator[Answer]:
        """The answers that a long file is made of; each looks names up anew, so that not all are held at the end."""
        found = first
        while True:
            yield found
            ask = _after(ask, ask.taken + ask.per)
            if not found.more or ask.taken >= ask.asked:
                return
            found = page(ask)

    def _goes_on(self, ask: Ask, page: PageFunction) -> bool:
        """Whether a list goes on after the rows of a file that has not all of them."""
        return ask.asked < ALL_ROWS and any(True for _ in page(_after(ask, ask.asked)).rows)

    def templates(self, *, veiled: bool) -> Environment:
        """The templates; `veiled` ones hide what a public desk hides."""
        return self._veiled_env if veiled else self._env

    def _html(self, request: Request, ask: Ask, found: Answer) -> Response:
        cookie = request.cookies.get(COOKIE) or new_cookie()
        behind, problem = self.updating
        frame = self._frame(request, cookie) | {
            "by": ask.by,
            "updating": behind,
            "stuck": problem,
            "keys_off": request.cookies.get(KEYS_COOKIE) == "off",
        }
        response = Response(
            _sane(render.to_html(self.templates(veiled=ask.index.veil is not None), ask, found, frame)),
            found.status,
            media_type="text/html",
        )
        if not self.settings.public and request.cookies.get(COOKIE) != cookie:
            keep(response, COOKIE, cookie, age=None)
        if ask.path == "/now":
            keep(response, SEEN_COOKIE, looked(request.cookies.get(SEEN_COOKIE, ""), datetime.now(UTC)))
        if request.query_params.get("ui", "") in LANGUAGES:
            keep(response, LANGUAGE_COOKIE, request.query_params["ui"])
        return response


def _after(ask: Ask, taken: int) -> Ask:
    """The same request after so many rows of its file."""
    return dataclasses.replace(ask, taken=taken, lookup=lazy_lookup(ask.view, ask.index.outlets))


class LongFile(StreamingResponse):
    """A file that is sent while it is made. What it is read from is closed at its end, or when nobody waits for it any more."""

    def __init__(self, parts: Iterator[bytes], held: ExitStack, headers: Mapping[str, str], media_type: str) -> None:
        super().__init__(_gathered(parts), 200, headers, media_type)
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._held:
            await super().__call__(scope, receive, send)


def _gathered(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same parts, many small ones as one."""
    waiting = bytearray()
    for part in parts:
        waiting += part
        if len(waiting) > CHUNK_BYTES:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def keep(response: Response, name: str, value: str, age: int | None = YEAR_S) -> None:
    """Set a cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(name, value, max_age=age, httponly=True, samesite="strict", path="/")


def reviewer_of(request: Request) -> str:
    """The name under which this browser decided last; "" when it has not."""
    return unquote(request.cookies.get(REVIEWER_COOKIE, ""))[:LONGEST_NAME]


def keep_reviewer(response: Response, name: str) -> None:
    """Remember who decides in this browser. A cookie holds Latin letters only, a name any script's."""
    keep(response, REVIEWER_COOKIE, quote(name[:LONGEST_NAME], errors="replace"))


def looked(kept: str, now: datetime) -> str:
    """When someone looked before, and when they look now; looks within half an hour are one.

    >>> looked("2016-12-11T08:00:00+00:00~2016-12-12T08:00:00+00:00", datetime(2016, 12, 13, 8, tzinfo=UTC))
    '2016-12-12T08:00:00+00:00~2016-12-13T08:00:00+00:00'
    """
    before, _, last = kept.partition("~")
    at = moment(last)
    if at is not None and now - at < ONE_LOOK:
        return kept
    return f"{last if at else before}~{now.isoformat(timespec='seconds')}"


def _absent(path: str) -> str:
    """What to say of a record that is not there; conclusions get another id when what they rest on changes."""
    if path.startswith(("/matters/", "/stories/")):
        return "There is no such record any more: what it rests on was decided anew. Look for it among the matters."
    return "There is no such record."


def _sane(body: str | bytes) -> bytes:
    """UTF-8; lone surrogates, which captured pages may hold, become question marks."""
    return body if isinstance(body, bytes) else body.encode("utf-8", "replace")
