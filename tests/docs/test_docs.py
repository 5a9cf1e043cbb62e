"""What the docs show works, and what there is, is documented."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import handmade
from warledger.store import open_store

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"]
SHOWN = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]
NAMES = [str(page.relative_to(ROOT)) for page in SHOWN]


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reference():
    return load(ROOT / "tools" / "write_reference.py")


@pytest.mark.parametrize("page", ["commands.md", "records.md"])
def test_reference_pages_are_what_the_code_says(reference, page):
    assert (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8") == reference.PAGES[page](), "give: make docs"


def test_every_command_and_option_is_documented(reference):
    import typer

    from warledger.cli.app import app

    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for name, command in typer.main.get_command(app).commands.items():
        section = page.split(f"## warledger {name}", 1)[1].split("\n## ")[0]
        for option in command.params:
            if option.param_type_name == "option" and "--help" not in option.opts:
                assert all(f"{o}" in section for o in option.opts), (name, option.opts)
                assert option.help, (name, option.opts)
        assert "warledger" in section.split("```")[1], f"{name} has no example"


def test_every_key_of_every_shape_is_documented(reference, tmp_path):
    from warledger.export import lists

    with open_store(tmp_path / "l.db") as store:
        handmade.fill(store)
        with store.view() as view:
            for title, (function, keys) in reference.SHAPES.items():
                shapes = list(getattr(lists, function)(view))
                found = {key for shape in shapes for key in shape}
                assert found == set(keys), title
            story = lists.list_stories(view)[0]
            assert set(story["reports"][0]) == set(reference.REPORT_KEYS)


def test_every_exit_code_is_documented():
    import warledger.cli.app as here

    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for code in re.findall(r"\d+", here.EXIT_CODES.replace("[bold]", "")):
        assert f"| {code} |" in page


def test_every_call_of_the_python_api_is_documented():
    import warledger
    from warledger.opened import OpenLedger

    page = (ROOT / "docs" / "reference" / "python-api.md").read_text(encoding="utf-8")
    for name in (*warledger.__all__, *(n for n in vars(OpenLedger) if not n.startswith("_"))):
        assert re.search(rf"`{name}[(`]", page), name


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_pages_are_short_enough_to_read():
    for page in PAGES:
        if page.parent.name != "reference":
            assert len(page.read_text(encoding="utf-8").splitlines()) <= 500


def commands_of(page):
    """Commands of the console blocks, in order."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        yield from (line[2:] for line in block.splitlines() if line.startswith("$ "))


@pytest.mark.slow
@pytest.mark.parametrize("page", SHOWN, ids=NAMES)
def test_everything_that_a_page_shows_runs(page, tmp_path):
    """The commands in order, then the Python, in a folder that holds the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "warledger").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m warledger.cli "$@"\n')
    (tools / "warledger").chmod(0o755)
    script = "set -e\n" + "\n".join(f"echo '$ {c}' >&2\n{c}" for c in commands_of(page))
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)):
        (tmp_path / f"block{number}.py").write_text(block)
        script += f"\n'{sys.executable}' block{number}.py"
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr


def test_make_knows_what_it_says():
    text = subprocess.run(["make", "-C", str(ROOT), "-s", "help"], capture_output=True, text=True, check=True).stdout
    rules = (ROOT / "Makefile").read_text()
    for target in re.findall(r"make (\w+)", text):
        assert re.search(rf"^{target}:", rules, re.MULTILINE), target


def test_ci_calls_what_people_call():
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "make test" in run.read_text()
