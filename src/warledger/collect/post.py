"""Sending to an address that the user named, through the same guarded door as everything else."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from warledger.collect.contract import FetchOptions
from warledger.collect.door import Deadline, Door
from warledger.collect.fetch import ERRORS, TIMEOUTS
from warledger.collect.guard import Refused, check_url, literal_of

ANSWER_BYTES = 100_000


def post(url: str, body: bytes, headers: Mapping[str, str], *, local: bool = False, total_s: float = 20.0) -> int:
    """Send a body; the status of the answer when it is 2xx. Redirects are not followed. `local` allows loopback addresses.

    Raises:
        Refused: the address may not be asked, cannot be reached, or answers that it did not take it.
    """
    allowed = _loopback(url) if local else frozenset()
    target = check_url(url, allowed)
    deadline = Deadline()
    door = Door(deadline, allowed)
    deadline.start(total_s)
    sent = {"User-Agent": FetchOptions().user_agent(), "Content-Length": str(len(body)), **headers}
    request = httpx.Request("POST", target.url, headers=sent, content=body, extensions={"timeout": httpx.Timeout(total_s).as_dict()})
    try:
        response = door.handle_request(request)
        response.close()
    except TIMEOUTS as error:
        raise Refused("timeout", f"{target.host} takes too long") from error
    except ERRORS as error:
        raise Refused("unreachable", f"{target.host}: {str(error)[:100]}") from error
    finally:
        door.close()
    if not 200 <= response.status_code < 300:
        raise Refused(f"http-{response.status_code}", f"{target.host} answers {response.status_code}")
    return response.status_code


def _loopback(url: str) -> frozenset[tuple[str, int]]:
    """The address of a URL when it is written as a loopback address."""
    parts = httpx.URL(url)
    address = literal_of(parts.host)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return frozenset({(parts.host, port)}) if address is not None and address.is_loopback else frozenset()
