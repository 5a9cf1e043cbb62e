"""The bill of materials is that of the lock: what is installed, what is written down and what is allowed are one list."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def locked():
    """Versions by normal name in requirements.lock; some packages have one for each Python."""
    lines = re.findall(r"(?m)^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"))
    found = {}
    for name, version in lines:
        found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), set()).add(version)
    return found


def test_the_bill_of_materials_is_that_of_the_lock(capsys, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import sbom

    sbom.main([])
    bom = json.loads(capsys.readouterr().out)
    versions = locked()
    components = {c["name"]: c for c in bom["components"]}
    assert len(components) > 40
    assert {n: c["version"] for n, c in components.items() if c["version"] not in versions.get(n, ())} == {}
    unknown = {"unknown", ""}
    assert [n for n, c in components.items() if c["licenses"][0].get("license", {}).get("name", "known") in unknown] == []
    assert all(c["purl"] == f"pkg:pypi/{n}@{c['version']}" for n, c in components.items())
    sys.modules.pop("benchmarks.sbom", None)
