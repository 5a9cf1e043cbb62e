"""The API against its own description: schemathesis makes requests from /openapi.json, fitting and unfitting ones.

Skipped, and said so, where schemathesis (the `browser` extra) is not installed.
"""

import json

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

import handmade as hm
from warledger.store import open_store
from warledger.web import Settings, create_app

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install 'warledger[browser]'")

REFUSALS = (400, 404, 410, 422)
MEDIA = ("application/json", "text/csv", "application/geo+json")
EXAMPLES = 15


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        hm.fill(opened)
        yield opened


@pytest.fixture(scope="module")
def app(store):
    return create_app(store, Settings(follow=False))


@pytest.fixture(scope="module")
def description(app):
    with TestClient(app, base_url="http://127.0.0.1") as client:
        return client.get("/openapi.json").json()


def operations(description):
    return [found.ok() for found in schemathesis.openapi.from_dict(description).get_all_operations()]


def test_the_description_has_every_address_of_the_api(app, description):
    from warledger.web.app import routes_of

    described = {path for path in description["paths"]}
    routes = {r.path for r in routes_of(app) if r.path.startswith("/api/v1") and "{rest:path}" not in r.path}
    assert described == routes


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_no_request_that_the_description_allows_or_forbids_makes_it_fail(store, description, mode, public):
    app = create_app(store, Settings(follow=False, public=public))
    wanted = schemathesis.GenerationMode[mode]
    asked = 0
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for operation in operations(description):
            if mode == "NEGATIVE" and not operation.query and not operation.path_parameters:
                continue

            @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
            @given(case=operation.as_strategy(generation_mode=wanted))
            def ask(case):
                nonlocal asked
                asked += 1
                got = client.request(case.method, case.formatted_path, params=case.query or None)
                described = description["paths"][case.operation.path]["get"]["responses"]
                assert got.status_code in (200, *REFUSALS) and str(got.status_code) in described, (got.status_code, got.text[:200])
                if got.status_code != 200:
                    assert set(json.loads(got.text)["error"]) == {"status", "code", "message"}
                else:
                    assert got.headers["etag"] and got.headers["content-type"].split(";")[0] in MEDIA

            ask()
    assert asked > 100
