"""Write down what FollowTheMoney asks of the entities that warledger exports: tests/unit/export/ftm_rules.json.

    python tools/ftm_rules.py FOLDER     the unpacked wheel of followthemoney (pip download --no-deps followthemoney; unzip it)

The library itself needs ICU and cannot be installed everywhere, so the tests hold exports to these facts: names of properties
with their types, what is required, which languages are listed. With the library installed a test asks the library as well.
"""

import json
import re
import sys
from pathlib import Path

import yaml

SCHEMATA = ("Article", "Event", "Organization", "Person", "PublicBody")
TARGET = Path(__file__).parents[1] / "tests" / "unit" / "export" / "ftm_rules.json"


def main(folder: Path) -> None:
    """Read the schema files, join what is inherited, write."""
    known = {}
    for path in sorted((folder / "followthemoney" / "schema").glob("*.y*ml")):
        known |= yaml.safe_load(path.read_text("utf-8"))
    above = {name: sorted(ancestors(name, known)) for name in known}
    schemata = {name: joined(name, known, above) for name in SCHEMATA}
    ranges = {r for s in schemata.values() for p in s["properties"].values() if (r := p.partition(":")[2])}
    listed = re.search(r"LANGUAGES[^=]*= \[(.*?)\]", (folder / "followthemoney" / "types" / "language.py").read_text("utf-8"), re.DOTALL)
    if listed is None:
        raise SystemExit("no list of languages found")
    version = next(folder.glob("followthemoney-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    rules = {
        "version": version, "schemata": schemata, "languages": re.findall(r'"(\w+)"', listed[1]),
        "within": {r: sorted(n for n in SCHEMATA if r in above[n]) for r in sorted(ranges)},
    }  # fmt: skip
    TARGET.write_text(json.dumps(rules, indent=1, sort_keys=True) + "\n", "utf-8")


def ancestors(name: str, known: dict) -> set[str]:
    """A schema and everything that it extends."""
    return {name}.union(*(ancestors(e, known) for e in known[name].get("extends", ())))


def joined(name: str, known: dict, above: dict[str, list[str]]) -> dict:
    """Properties as TYPE or entity:RANGE, and what is required, with what is inherited."""
    properties, required = {}, set()
    for each in above[name]:
        required |= set(known[each].get("required", ()))
        for prop, said in (known[each].get("properties") or {}).items():
            kind = said.get("type", "string")
            properties[prop] = f"{kind}:{said.get('range', 'Thing')}" if kind == "entity" else kind
    return {"properties": properties, "required": sorted(required)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
