"""A CycloneDX bill of materials of what warledger needs, as installed here: python -m benchmarks.sbom [EXTRA ...] > sbom.json."""

import importlib.metadata as metadata
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def needed(name: str, extras: frozenset[str], seen: dict[str, metadata.Distribution]) -> dict[str, metadata.Distribution]:
    """A distribution and all that it needs, by normal name."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        seen[key] = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return seen
    for line in seen[key].requires or ():
        want = Requirement(line)
        if want.marker is None or any(want.marker.evaluate({"extra": e}) for e in (extras or {""})):
            needed(want.name, frozenset(want.extras), seen)
    return seen


def licence(distribution: metadata.Distribution) -> dict[str, Any]:
    about = distribution.metadata
    if expression := about.get("License-Expression"):
        return {"expression": expression}
    said = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    return {"license": {"name": "; ".join(said) or (about.get("License") or "unknown").split("\n")[0]}}


def component(name: str, distribution: metadata.Distribution) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{distribution.version}"
    about = {"name": name, "version": distribution.version, "licenses": [licence(distribution)]}
    return {"type": "library", "purl": purl, "bom-ref": purl, **about}


def main(extras: list[str]) -> None:
    """What pyproject.toml asks for, and all that this needs; warledger itself may be linked in without being installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    found: dict[str, metadata.Distribution] = {}
    for want in map(Requirement, wanted):
        if want.marker is None or want.marker.evaluate():
            needed(want.name, frozenset(want.extras), found)
    found.pop("warledger", None)
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "src/warledger/__init__.py").read_text("utf-8"))
    about = {"name": "warledger", "version": version[1] if version else "", "licenses": [{"expression": "Apache-2.0"}]}
    bom = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {"type": "application", **about}},
        "components": [component(name, d) for name, d in sorted(found.items())],
    }  # fmt: skip
    json.dump(bom, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
