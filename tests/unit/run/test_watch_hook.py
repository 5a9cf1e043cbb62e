"""A webhook that is down, slow, gone or comes back."""

import hashlib
import hmac
import http.server
import json
import threading
from datetime import UTC, datetime

import pytest

from warledger.collect.guard import Refused
from warledger.run.watch.changes import Change
from warledger.run.watch.config import Webhook
from warledger.run.watch.hook import DELIVERY, GIVEN_UP, TRIES, WAITING, Deliveries
from warledger.run.watch.tell import SIGNATURE, sign

AT = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES = (Change("denied", "ma-1", "killed in Aleppo", "", "by the army"),)
HOOK = Webhook("https://hooks.example/h", "KEY")


def change(number):
    return (Change("standing-rose", f"ma-{number}", f"matter {number}", "single-source", "corroborated"),)


class Listener:
    """Stands for a server: takes a delivery, or refuses it with what it was told to say."""

    def __init__(self, *answers):
        self.answers, self.taken, self.asked = list(answers), [], []

    def __call__(self, url, body, headers, *, local):
        self.asked.append((body, headers))
        if self.answers and (code := self.answers.pop(0)):
            raise Refused(code, f"answers {code}")
        self.taken.append(headers[DELIVERY])
        return 204


def test_a_delivery_is_signed_has_an_id_and_goes_to_public_addresses_only(tmp_path):
    taken = []

    class Taker(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            taken.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.handle_request, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    box = Deliveries.load(tmp_path / "hook.json")
    box.add(CHANGES, AT)
    (line,) = box.send(Webhook(url, "KEY"), "key", 0.0)
    assert "tried again in 1 minutes" in line and not taken
    assert list(box.send(Webhook(url, "KEY", local=True), "key", 60.0)) == [] and not box.waiting
    server.server_close()
    headers, body = taken[0]
    assert headers[SIGNATURE] == "sha256=" + hmac.new(b"key", body, hashlib.sha256).hexdigest() == f"sha256={sign('key', body)}"
    assert json.loads(body)["id"] == headers[DELIVERY] and json.loads(body)["changes"][0]["sentence"]


def test_what_was_not_taken_comes_again_with_the_same_bytes_after_a_restart_and_in_order(tmp_path):
    path, down = tmp_path / "hook.json", Listener("http-503", "timeout")
    box = Deliveries.load(path)
    box.add(change(1), AT)
    assert len(list(box.send(HOOK, "key", 0.0, down))) == 1 and box.next_in(0.0) == 60
    box.add(change(2), AT)
    assert list(box.send(HOOK, "key", 59.0, down)) == [] and len(down.asked) == 1
    again = Deliveries.load(path)
    assert len(list(again.send(HOOK, "key", 60.0, down))) == 1 and again.next_in(60.0) == 120
    assert list(Deliveries.load(path).send(HOOK, "key", 180.0, down)) == []
    assert down.asked[0] == down.asked[1] == down.asked[2] and len(down.taken) == 2
    assert json.loads(down.asked[-1][0])["changes"][0]["record"] == "ma-2"
    assert Deliveries.load(path).waiting == [] and Deliveries.load(path).next_in(0.0) is None


def test_waits_grow_to_six_hours_and_a_delivery_is_given_up_and_recorded(tmp_path):
    box, now, waits = Deliveries.load(tmp_path / "hook.json"), 0.0, []
    box.add(change(1), AT)
    dead = Listener(*["unreachable"] * 100)
    while box.waiting:
        lines = list(box.send(HOOK, "key", now, dead))
        waits.append(box.next_in(now))
        now += waits[-1] or 0
    assert len(dead.asked) == TRIES and waits[:3] == [60, 120, 240] and max(w for w in waits if w) == 21_600 and "given up" in lines[0]
    (record,) = Deliveries.load(tmp_path / "hook.json").given_up
    assert record.tries == TRIES and record.why == "answers unreachable" and now > 3 * 86_400


def test_a_hook_that_is_gone_is_not_tried_again(tmp_path):
    box = Deliveries.load(tmp_path / "hook.json")
    box.add(change(1), AT)
    box.add(change(2), AT)
    assert "given up after 1 tries" in next(iter(box.send(HOOK, "key", 0.0, Listener("http-410"))))
    assert len(box.waiting) == 1 and len(box.given_up) == 1


def test_what_waits_and_what_was_given_up_is_bounded(tmp_path):
    box = Deliveries.load(tmp_path / "hook.json")
    for number in range(WAITING + GIVEN_UP + 10):
        box.add(change(number), AT)
    kept = Deliveries.load(tmp_path / "hook.json")
    assert len(kept.waiting) == WAITING and len(kept.given_up) == GIVEN_UP and "waiting" in kept.given_up[0].why


@pytest.mark.parametrize("content", ["", "{", "[]", '{"waiting": [{}], "given_up": []}', '{"waiting": 1}'])
def test_a_damaged_file_is_an_empty_one(tmp_path, content):
    (tmp_path / "hook.json").write_text(content)
    assert Deliveries.load(tmp_path / "hook.json").waiting == []
