"""Outlets: their country, language, owner, habits and whose side they serve in which war.

Takes `data/outlets/outlets.tsv` and the outlets of the conflict packs, gives frozen records. An outlet is known by its domain or by
one of its names; rows of one name are one outlet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from warledger.packs.conflict_records import Outlet
from warledger.packs.conflicts import available_conflicts, load_conflict
from warledger.packs.tables import read_tsv

COLUMNS = ("domain", "name", "country", "language", "owner", "kind", "wires", "names", "note")
KINDS = ("newspaper", "broadcaster", "agency", "site", "state_media", "monitor", "government", "international")

PLATFORMS = frozenset(
    "telegram whatsapp facebook twitter x instagram youtube tiktok vkontakte viber weibo linkedin threads bluesky snapchat signal "
    "телеграм телеграмм телеграме телеграмі фейсбук фейсбуке фейсбуці твиттер твиттере твітер твіттер твіттері вконтакте ватсап ютуб "
    "ютубе инстаграм інстаграм вайбер макс تلغرام تليغرام تيليغرام تيليجرام تلجرام تيلغرام فيسبوك تويتر إكس واتساب يوتيوب إنستغرام "
    "انستغرام".split()
    + ["truth social"]
)
"""Names, in lower case, of services on which anybody may say something: they tell nothing themselves."""


@dataclass(frozen=True, slots=True)
class OutletInfo:
    """One publisher. `wires` are agencies whose copy it prints; `kind` is one of KINDS; `sides` are (conflict, side) ids."""

    domain: str
    name: str
    country: str = ""
    language: str = ""
    owner: str = ""
    kind: str = ""
    wires: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    note: str = ""
    sides: tuple[tuple[str, str], ...] = ()


@cache
def load_outlets() -> tuple[OutletInfo, ...]:
    """The outlets that come with warledger, by name; those of conflict packs are joined to rows of their domain or name."""
    rows = read_tsv(files("warledger.data") / "outlets" / "outlets.tsv", COLUMNS, ("domain", "name", "country", "kind"))
    found = [
        OutletInfo(
            r["domain"],
            r["name"],
            r["country"],
            r["language"],
            r["owner"],
            r["kind"],
            _several(r["wires"]),
            _several(r["names"]),
            r["note"],
        )
        for r in rows
    ]
    for slug in available_conflicts():
        for outlet in load_conflict(slug).outlets:
            _join(found, slug, outlet)
    return tuple(sorted(found, key=lambda o: (o.name, o.domain)))


def _join(found: list[OutletInfo], slug: str, outlet: Outlet) -> None:
    """Add what a conflict pack knows of an outlet to the row that it is, or as a row of its own."""
    names = tuple(n.text for n in outlet.names)
    sides = ((slug, outlet.side),) if outlet.side else ()
    same = [o for o in found if (outlet.domain and o.domain == outlet.domain) or o.name.casefold() == outlet.name.casefold()]
    if outlet.domain not in {o.domain for o in same}:
        base = same[0] if same else OutletInfo("", outlet.name, outlet.country, "", outlet.owner)
        same.append(replace(base, domain=outlet.domain, note=outlet.note))
        found.append(same[-1])
    for known in same:
        added = tuple(dict.fromkeys((*known.names, *(n for n in (outlet.name, *names) if n != known.name))))
        found[found.index(known)] = replace(known, names=added, sides=tuple(dict.fromkeys((*known.sides, *sides))))


def outlet_of(name_or_url: str, known: Iterable[OutletInfo] | None = None) -> OutletInfo | None:
    """The outlet of a URL (its domain or one above it), or of a name as a page gives it; None when it is not known.

    >>> found = outlet_of("https://www.aljazeera.com/news/1")
    >>> found.name if found else ""
    'Al Jazeera'
    """
    outlets = load_outlets() if known is None else tuple(known)
    if "://" in name_or_url:
        at = {o.domain: o for o in reversed(outlets) if o.domain}
        return next((at[where] for where in domains_of(name_or_url) if where in at), None)
    wanted = name_or_url.casefold().strip()
    return next((o for o in outlets if wanted and wanted in (o.name.casefold(), o.domain, *(n.casefold() for n in o.names))), None)


OWN_WORD = frozenset({"government", "international", "monitor"})
"""Kinds of publishers that put out their own word, where the press passes on that of others."""


def is_press(name: str) -> bool:
    """Whether a name is that of a publisher that passes on others' words, as newspapers, agencies and broadcasters do.

    >>> is_press("Times of Israel"), is_press("Syrian Observatory for Human Rights")
    (True, False)
    """
    outlet = outlet_of(name)
    return outlet is not None and outlet.kind not in OWN_WORD


def domains_of(url: str) -> Iterator[str]:
    """What an outlet at an address may be known by, the closest first: channel of a host, host, the domains above it.

    >>> list(domains_of("https://news.example.org/world/1")), list(domains_of("http://[bad"))
    (['news.example.org/world', 'news.example.org', 'example.org', 'org'], [])
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return
    first = parts.path.strip("/").partition("/")[0].casefold()
    if host and first:
        yield f"{host}/{first}"
    while host:
        yield host
        host = host.partition(".")[2]


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def wire_agencies() -> frozenset[str]:
    """Names, in lower case, of the news agencies whose reports others print; those that speak for a state are not among them.

    >>> "reuters" in wire_agencies(), "sana" in wire_agencies()
    (True, False)
    """
    agencies = {name for o in load_outlets() if o.kind == "agency" for name in (o.name, *o.names)}
    rows = read_tsv(files("warledger.data") / "outlets" / "wires.tsv", ("form", "name"), ("form", "name"))
    return frozenset(form.casefold() for r in rows if r["name"] in agencies for form in (r["form"], r["name"]))
