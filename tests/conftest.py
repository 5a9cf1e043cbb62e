"""Shared by all tests: the helper modules beside this file can be imported, here and in worker processes."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"

if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

settings.register_profile("untimed", deadline=None)  # on busy cores a slow example is no fault
settings.load_profile("untimed")


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request, tmp_path):
    """An empty ledger on every back end."""
    from warledger.store import open_store

    url = ":memory:" if request.param == "memory" else tmp_path / "ledger.db"
    if request.param == "postgres":
        url = request.getfixturevalue("database")
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def database():
    """The URL of an empty PostgreSQL database; tests that need it are skipped where there is no server."""
    import postgres

    server = postgres.server()
    if server is None:
        pytest.skip(postgres.ABSENT)
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def filled(store):
    """The ledger of `handmade` on every back end."""
    import handmade

    handmade.fill(store)
    return store


@pytest.fixture
def shared():
    """The folder beside the repository that holds gold and sample reports; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared")
    return SHARED
