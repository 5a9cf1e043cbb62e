"""The ASGI app: which address leads to which page, and the server that runs it.

Takes a Store and Settings. Every page is at its address as HTML, and with .json, .csv and .zip behind it as data.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles

from warledger.export.words import inert
from warledger.store import Store
from warledger.store.accounts import Accounts
from warledger.web.api import router
from warledger.web.desk import Desk, PageFunction
from warledger.web.entering import Entering
from warledger.web.gate import Gate
from warledger.web.guard import Guard
from warledger.web.judging import WRITES
from warledger.web.pages import DESK_ONLY, PAGES
from warledger.web.settings import Settings
from warledger.web.warming import warm_up

FORMS = ("json", "csv", "zip", "html")
"""Longer addresses first: /stories/x.json must not be taken for the story "x.json"."""


def create_app(store: Store, settings: Settings | None = None, accounts: Accounts | None = None) -> FastAPI:
    """The desk of a ledger. Where there are users in the accounts, everyone must log in; a public desk asks nobody.

    Raises:
        ConfigError: the settings would open the ledger to strangers.
    """
    from warledger import __version__

    settings = settings or Settings()
    if settings.public or (accounts is not None and not accounts.users()):
        accounts = None
    settings.check(has_users=accounts is not None)
    desk = Desk(store, settings, has_accounts=accounts is not None)
    app = FastAPI(title="warledger", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.state.desk, app.state.store, app.state.index, app.state.public = desk, store, desk.index, settings.public
    app.add_middleware(Gate, accounts=accounts, routes=lambda: routes_of(app), refuse=desk.problem)
    app.add_middleware(Guard, settings=settings)
    app.include_router(router)
    app.add_exception_handler(HTTPException, _problem(desk))
    app.mount("/static", StaticFiles(directory=Path(str(files("warledger.web") / "static"))), name="static")
    app.add_api_route("/", _to_now, methods=["GET"], include_in_schema=False)
    for path, page in ({**PAGES} if settings.public else {**PAGES, **DESK_ONLY}).items():
        for form in FORMS:
            address = path if form == "html" else f"{path}.{form}"
            endpoint = _endpoint(desk, page, form)
            app.add_api_route(address, endpoint, methods=["GET", "HEAD"], response_class=Response, include_in_schema=False)
    if not settings.public:
        app.add_api_route("/updating", _updating(desk), methods=["GET"], response_class=Response, include_in_schema=False)
        for path, write in WRITES.items():
            app.add_api_route(path, _write(partial(write, desk)), methods=["POST"], response_class=Response, include_in_schema=False)
    if accounts is not None:
        desk.noted, entering = accounts.note, Entering(desk, accounts)
        for path, show in entering.pages.items():
            app.add_api_route(path, _show(show), methods=["GET"], response_class=Response, include_in_schema=False)
        for path, enter in entering.writes.items():
            app.add_api_route(path, _write(enter), methods=["POST"], response_class=Response, include_in_schema=False)
    return app


def routes_of(app: FastAPI) -> Iterator[BaseRoute]:
    """Every route of the app, those of the API by name, in the order in which they are tried."""
    for route in app.routes:
        if type(route).__name__ == "_IncludedRouter":  # FastAPI shows an included router as one route without a path
            yield from router.routes
        else:
            yield route


def serve(store: Store, settings: Settings, accounts: Accounts | None = None) -> None:
    """Run the desk until it is stopped.

    Raises:
        ConfigError: the settings would open the ledger to strangers.
    """
    app = create_app(store, settings, accounts)
    threading.Thread(target=warm_up, args=(app.state.desk,), name="warledger-warm-up", daemon=True).start()
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", server_header=False, access_log=False)


def _to_now() -> Response:
    return RedirectResponse("/now", 303)


def _endpoint(desk: Desk, page: PageFunction, form: str) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return desk.answer(request, page, form)

    endpoint.__name__ = f"{page.__name__}_{form}"
    endpoint.__doc__ = page.__doc__
    return endpoint


def _show(show: Callable[[Request], Response]) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return show(request)

    return endpoint


def _write(write: Callable[[Request, dict[str, str]], Response]) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=40) as form:
            fields = {k: " ".join(v for v in form.getlist(k) if isinstance(v, str)) for k in form}  # boxes that are ticked share a name
        return await run_in_threadpool(write, request, fields)

    return endpoint


def _updating(desk: Desk) -> Callable[[], Response]:
    def updating() -> Response:
        behind, problem = desk.updating
        return JSONResponse({"behind": behind, "problem": inert(problem)})

    return updating


def _problem(desk: Desk) -> Callable[[Request, Exception], Response]:
    def handler(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return desk.problem(
            request, status, {404: "There is no such page.", 405: "That cannot be done here."}.get(status, "That went wrong.")
        )

    return handler
