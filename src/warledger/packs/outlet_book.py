"""What people corrected of outlets, laid over what the packs know.

Takes corrections in the order in which they were made, gives one name and one record for each outlet, and conflict packs that know
them. Changes no report: a report keeps the name under which it was read, and is shown under the one that holds now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from warledger.model import InputError, Report
from warledger.packs.conflict_records import ConflictPack, Name, Outlet
from warledger.packs.conflicts import available_conflicts, load_conflict
from warledger.packs.outlets import KINDS, OutletInfo, domains_of, load_outlets

FIELDS = ("name", "host", "country", "language", "owner", "kind", "wires", "side")
RECORD = "outlet:"
"""Begins the record id of a judgement on an outlet; its name follows."""
LONGEST = 200
HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,20}(/[^/\s]{1,200})?")
COUNTRY = re.compile(r"[A-Z]{2}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class OutletCorrection:
    """One field of one outlet put right.

    `name` is the outlet as it was called then. The field `name` gives the name to go by: that of another outlet makes the two one.
    `host` gives a further domain of its, or a channel on one ("t.me/example"); `side` is the id of one in `conflict` ("" for none).
    """

    name: str
    field: str
    value: str
    conflict: str = ""


def check_correction(made: OutletCorrection) -> OutletCorrection:
    """The correction with its value in the form that it is kept in.

    Raises:
        InputError: the field is none, or the value cannot be one of it.
    """
    value = " ".join(made.value.split())
    if made.field not in FIELDS:
        raise InputError(f"{made.field!r} is not one of {', '.join(FIELDS)}")
    if len(value) > LONGEST or not value.isprintable() or (not value and made.field in ("name", "host")):
        raise InputError(f"{made.field}: a line of at most {LONGEST} characters is needed")
    if made.field == "side":
        return replace(made, value=_side(value, made.conflict))
    if made.conflict:
        raise InputError("only a side belongs to a conflict")
    value = {"host": _bare_host(value), "country": value.upper(), "language": value.strip()}.get(made.field, value)
    forms = {"host": HOST, "country": COUNTRY, "language": LANGUAGE}
    if value and made.field in forms and not forms[made.field].fullmatch(value):
        raise InputError(f"{made.field}: {value!r} is none")
    if value and made.field == "kind" and value not in KINDS:
        raise InputError(f"kind: {value!r} is not one of {', '.join(KINDS)}")
    return replace(made, value=value)


def read_correction(record_id: str, value: Mapping[str, object]) -> OutletCorrection:
    """The correction in a decision on an outlet.

    Raises:
        InputError: its field or value cannot be one.
    """
    name, said = record_id.removeprefix(RECORD), {key: str(value.get(key, "")) for key in ("field", "value", "conflict")}
    if name == record_id or not name:
        raise InputError(f"{record_id} is no outlet")
    return check_correction(OutletCorrection(name, said["field"], said["value"], said["conflict"]))


def _side(value: str, conflict: str) -> str:
    """The id of a side, given by id or name."""
    if conflict not in available_conflicts():
        raise InputError(f"a side is one in a conflict: {', '.join(available_conflicts())}")
    sides = load_conflict(conflict).sides
    found = next((s.id for s in sides if value.casefold() in (s.id.casefold(), s.name.casefold())), None)
    if value and found is None:
        raise InputError(f"side: {value!r} is not one of {', '.join(s.id for s in sides)}")
    return found or ""


def _bare_host(value: str) -> str:
    return value.casefold().partition("://")[2 if "://" in value else 0].removeprefix("www.").strip("/.")


class OutletBook:
    """All that is known of outlets: the packs, and the corrections over them."""

    def __init__(self, corrections: Sequence[OutletCorrection] = (), known: Sequence[OutletInfo] | None = None) -> None:
        self.corrections = tuple(corrections)
        self._known = load_outlets() if known is None else tuple(known)
        self._called: dict[str, str] = {}
        self._hosts: dict[str, str] = {o.domain: o.name for o in self._known if o.domain}
        for outlet in self._known:
            for name in (*outlet.names, outlet.name):
                self._called.setdefault(name.casefold(), outlet.name)
        self._renamed: dict[str, str] = {}
        for made in self.corrections:
            if made.field == "name":
                self._renamed[made.name.casefold()] = made.value
            if made.field == "host":
                self._hosts[made.value] = made.name

    def name_of(self, name: str, url: str = "") -> str:
        """The one name of the publisher that a page calls `name`, or whose address is `url`; the name itself when it is not known.

        >>> book = OutletBook([OutletCorrection("Al Jazeera", "host", "aj.example"), OutletCorrection("AJ", "name", "Al Jazeera")])
        >>> book.name_of("", "https://live.aj.example/1"), book.name_of("AJ"), book.name_of("A. J.")
        ('Al Jazeera', 'Al Jazeera', 'A. J.')
        """
        found = self._at(url) or self._called.get(name.casefold().strip(), name)
        seen: set[str] = set()
        while (key := found.casefold()) in self._renamed and key not in seen:
            seen.add(key)
            found = self._renamed[key]
            found = found if found.casefold() in self._renamed else self._called.get(found.casefold(), found)
        return found

    def hosts_of(self, name: str) -> tuple[str, ...]:
        """Where an outlet publishes, by its one name."""
        return tuple(sorted(host for host, called in self._hosts.items() if self.name_of(called) == name))

    def named(self, report: Report) -> Report:
        """The report under the name of its outlet that holds now; one without a name may have been given one by its file's."""
        if report.outlet or report.url:
            name = self.name_of(report.outlet, report.url)
        if not (report.outlet or report.url) or not name:
            name = self.name_of(report.name)
            name = "" if name == report.name else name
        return report if name == report.outlet else replace(report, outlet=name)

    def _at(self, url: str) -> str:
        """The name at an address, "" when none is known there."""
        return next((self._hosts[where] for where in domains_of(url) if where in self._hosts), "") if "://" in url else ""

    def info(self, name: str) -> OutletInfo | None:
        """What is known of an outlet by its one name; None when nothing is."""
        return self._infos.get(name.casefold())

    def all(self) -> list[OutletInfo]:
        """Every outlet that is known, by name."""
        return sorted(self._infos.values(), key=lambda o: (o.name, o.domain))

    @cached_property
    def _infos(self) -> Mapping[str, OutletInfo]:
        found: dict[str, OutletInfo] = {}
        for outlet in self._known:
            name = self.name_of(outlet.name)
            key = name.casefold()
            found[key] = _joined(found[key], outlet) if key in found else replace(outlet, name=name)
        for made in self.corrections:
            name = self.name_of(made.name)
            before = found.get(name.casefold(), OutletInfo("", name))
            found[name.casefold()] = _with(before, made)
        return found

    def corrected_pack(self, pack: ConflictPack) -> ConflictPack:
        """A conflict pack whose outlets have country, owner, side and further names as corrected."""
        touched = {self.name_of(c.name).casefold() for c in self.corrections if c.field in ("name", "country", "owner", "side")}
        outlets = [self._in_pack(o, pack.slug) if self.name_of(o.name).casefold() in touched else o for o in pack.outlets]
        there = {self.name_of(o.name).casefold() for o in pack.outlets}
        for key in sorted(touched - there):
            info = self._infos[key]
            if pack.slug in dict(info.sides):
                outlets.append(self._in_pack(Outlet(f"corrected-{key}", info.name, domain=info.domain), pack.slug))
        return replace(pack, outlets=tuple(outlets))

    def _in_pack(self, outlet: Outlet, slug: str) -> Outlet:
        info = self._infos[self.name_of(outlet.name).casefold()]
        side = next((c.value for c in reversed(self.corrections) if self._is_side(c, info.name, slug)), outlet.side)
        known = {outlet.name, *(n.text for n in outlet.names)}
        more = tuple(Name(n) for n in dict.fromkeys((info.name, *info.names)) if n not in known)
        return replace(
            outlet, country=info.country or outlet.country, owner=info.owner or outlet.owner, side=side, names=outlet.names + more
        )

    def _is_side(self, made: OutletCorrection, name: str, slug: str) -> bool:
        return made.field == "side" and made.conflict == slug and self.name_of(made.name) == name


def _joined(first: OutletInfo, second: OutletInfo) -> OutletInfo:
    """Two rows of one outlet: what the first does not say is taken from the second."""
    return OutletInfo(
        first.domain or second.domain, first.name, first.country or second.country, first.language or second.language,
        first.owner or second.owner, first.kind or second.kind, first.wires or second.wires,
        tuple(dict.fromkeys((*first.names, *(n for n in (second.name, *second.names) if n != first.name)))), first.note or second.note,
        tuple({**dict(second.sides), **dict(first.sides)}.items()),
    )  # fmt: skip


def _with(info: OutletInfo, made: OutletCorrection) -> OutletInfo:
    """An outlet with one field as corrected."""
    if made.field == "name":
        return info if made.name == info.name else replace(info, names=tuple(dict.fromkeys((*info.names, made.name))))
    if made.field == "host":
        return info if info.domain else replace(info, domain=made.value)
    if made.field == "side":
        sides = {**dict(info.sides), made.conflict: made.value}
        return replace(info, sides=tuple((c, s) for c, s in sorted(sides.items()) if s))
    if made.field == "wires":
        return replace(info, wires=tuple(w.strip() for w in made.value.split("|") if w.strip()))
    return replace(info, **{made.field: made.value})  # type: ignore[arg-type]
