"""A desk over the hand-made ledger."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from warledger.store import open_store
from warledger.web import Settings, create_app

sys.path.insert(0, str(Path(__file__).parent))

import desk_ledger

BASE = "http://127.0.0.1:8017"


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The ledger as a file, made once: each test gets a copy."""
    file = tmp_path_factory.mktemp("desk") / "filled.db"
    with open_store(file) as opened:
        desk_ledger.fill(opened)
    return file


@pytest.fixture
def store(filled, tmp_path):
    shutil.copy(filled, tmp_path / "desk.db")
    with open_store(tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture
def desk(store):
    with TestClient(create_app(store, Settings(follow=False)), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def public(store):
    with TestClient(create_app(store, Settings(public=True)), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def ledger():
    return desk_ledger


@pytest.fixture
def send(desk):
    """Sends a form as a browser would: with its cookie, its token and its Origin."""

    def sending(client=desk, path="/judgements", sent_from=BASE, **fields):
        page = client.get("/history")
        token = re.search(r'name="token" value="(\w+)"', client.get("/review").text)
        assert page.status_code == 200
        return client.post(path, data={"token": token[1] if token else "", **fields}, headers={"origin": sent_from} if sent_from else {})

    return sending
