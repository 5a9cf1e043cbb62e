"""The server for assistants: its tools, and that rubbish does not end it."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handmade as hm
from warledger.mcp import TOOLS, answer, serve
from warledger.store import open_store


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        hm.fill(opened)
        yield opened


def call(store, name, **arguments):
    message = {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
    (reply,) = answer(store, json.dumps(message))
    assert reply["id"] == 7
    return reply["result"]["isError"], json.loads(reply["result"]["content"][0]["text"])


def test_it_introduces_itself_and_its_tools(store):
    lines = [
        {"id": 1, "method": "initialize"},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/list"},
        {"id": 3, "method": "ping"},
    ]
    out = io.StringIO()
    serve(store, io.StringIO("\n".join(json.dumps({"jsonrpc": "2.0", **m}) for m in lines) + "\n"), out)
    first, second, third = [json.loads(line) for line in out.getvalue().splitlines()]
    assert first["result"]["serverInfo"]["name"] == "warledger" and "never" in first["result"]["instructions"]
    assert {t["name"] for t in second["result"]["tools"]} == set(TOOLS) and third["result"] == {}
    assert all(t["annotations"]["readOnlyHint"] for t in second["result"]["tools"])


def test_tools_answer_with_sources(store):
    failed, found = call(store, "search", query="civilians")
    assert not failed and {c["id"] for c in found["claims"]} >= {hm.DEAD.id} and found["claims"][0]["matters"]
    failed, found = call(store, "matter", id="ma-dead")
    assert found["standing"] == "contested" and found["denied_by"] and found["figure"]
    failed, found = call(store, "evidence", id="ma-dead")
    assert {c["evidence"] for c in found["claims"]} >= {hm.DEAD.evidence} and all(len(c["sha256"]) == 64 for c in found["claims"])
    failed, found = call(store, "control_at", day="2016-12-13", place="saeed")
    assert [c["holder"] for c in found["control"]] == ["Syrian state"]


@pytest.mark.parametrize(
    ("name", "given"), [("matter", {"id": "ma-none"}), ("matter", {}), ("control_at", {"day": "soon"}), ("search", {"query": 1})]
)
def test_what_cannot_be_answered_is_told(store, name, given):
    failed, found = call(store, name, **given)
    assert failed and found["problem"]


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.text(max_size=50),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=9),
            lambda c: st.lists(c, max_size=3) | st.dictionaries(st.sampled_from(["id", "method", "params", "name"]), c, max_size=4),
        ).map(json.dumps),
    )
)
def test_rubbish_is_answered_or_passed_over(store, line):
    for reply in answer(store, line):
        assert ("error" in reply) != ("result" in reply)
