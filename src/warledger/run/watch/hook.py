"""Telling what changed by webhook: signed, each delivery with an id, tried again until it is taken.

Takes changes and keeps them in a file until the server has taken them: a delivery may come twice, with the same id and the same
bytes, and is given up only after a while, which the file records. Nothing here ends the watch.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from warledger.collect.guard import Refused
from warledger.collect.post import post
from warledger.export.whole import write_whole
from warledger.model import content_id
from warledger.run.watch.changes import Change
from warledger.run.watch.config import Webhook
from warledger.run.watch.tell import SIGNATURE, as_json, iso, sign

DELIVERY = "X-Warledger-Delivery"
FIRST_WAIT_S, LONGEST_WAIT_S = 60.0, 21_600.0
TRIES = 22
"""How often one delivery is tried: a little over three days, with the waits above."""
WAITING, GIVEN_UP = 200, 50
"""Deliveries that wait, and those remembered as given up; the oldest go."""
GONE = "http-410"
"""The server says that there is nobody any more: the delivery is not tried again."""

Post = Callable[..., int]


@dataclass(slots=True)
class Delivery:
    """One body on its way. `next_at` is in Unix seconds; `why` is what the last try met."""

    id: str
    body: str
    at: str
    tries: int = 0
    next_at: float = 0.0
    why: str = ""


@dataclass(slots=True)
class Deliveries:
    """What waits for the server, and what was given up, in a file: a stop or a crash loses none."""

    path: Path
    waiting: list[Delivery] = field(default_factory=list)
    given_up: list[Delivery] = field(default_factory=list)

    @staticmethod
    def load(path: Path) -> Deliveries:
        """The deliveries in a file; none when there is no file, or none that can be read."""
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
            waiting, given_up = ([_delivery(raw) for raw in plain[key]] for key in ("waiting", "given_up"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Deliveries(path)
        return Deliveries(path, waiting, given_up)

    def add(self, changes: Sequence[Change], at: datetime) -> None:
        """Put changes into one delivery and keep it; one that waits already is kept once.

        Raises:
            InputError: the file cannot be written.
        """
        plain = {"at": iso(at), "changes": [as_json(c) for c in changes]}
        known = content_id("wh", json.dumps(plain, sort_keys=True))
        if all(d.id != known for d in self.waiting):
            self.waiting.append(Delivery(known, json.dumps({"id": known, **plain}, ensure_ascii=True), iso(at)))
        while len(self.waiting) > WAITING:
            self._give_up(self.waiting[0], f"more than {WAITING} were waiting")
        self._save()

    def send(
        self, hook: Webhook, secret: str, now: float, through: Post = post, stopping: Callable[[], bool] = lambda: False
    ) -> Iterator[str]:
        """Try what is due, the oldest first, until told to stop; a line for each that was not taken.

        What comes after it waits, so that order is kept.

        Raises:
            InputError: the file cannot be written.
        """
        while self.waiting and self.waiting[0].next_at <= now and not stopping():
            first = self.waiting[0]
            body = first.body.encode("utf-8")
            headers = {"Content-Type": "application/json", SIGNATURE: f"sha256={sign(secret, body)}", DELIVERY: first.id}
            try:
                through(hook.url, body, headers, local=hook.local)
            except Refused as refused:
                yield self._failed(first, refused, now)
                self._save()
                return
            self.waiting.pop(0)
            self._save()

    def next_in(self, now: float) -> float | None:
        """Seconds until one is to be tried again, None when none waits."""
        return max(0.0, self.waiting[0].next_at - now) if self.waiting else None

    def _failed(self, delivery: Delivery, refused: Refused, now: float) -> str:
        delivery.tries, delivery.why = delivery.tries + 1, refused.detail
        if delivery.tries >= TRIES or refused.code == GONE:
            self._give_up(delivery, refused.detail)
            return f"webhook: {refused.detail}; delivery {delivery.id} given up after {delivery.tries} tries"
        wait = min(FIRST_WAIT_S * 2 ** (delivery.tries - 1), LONGEST_WAIT_S)
        delivery.next_at = now + wait
        return f"webhook: {refused.detail}; delivery {delivery.id} tried again in {wait / 60:.0f} minutes"

    def _give_up(self, delivery: Delivery, why: str) -> None:
        self.waiting.remove(delivery)
        delivery.why = why
        self.given_up = [*self.given_up, delivery][-GIVEN_UP:]

    def _save(self) -> None:
        plain = {"waiting": [asdict(d) for d in self.waiting], "given_up": [asdict(d) for d in self.given_up]}
        write_whole(self.path, json.dumps(plain, ensure_ascii=True))


def _delivery(raw: dict[str, object]) -> Delivery:
    return Delivery(str(raw["id"]), str(raw["body"]), str(raw["at"]), int(str(raw["tries"])), float(str(raw["next_at"])), str(raw["why"]))
