# ruff: noqa: E501
"""The shipped stages put together: the same ledger in any order and any number of processes, and inputs that nobody wants."""

import os
import subprocess
import sys

import pytest

from warledger.run import Options, Pipeline
from warledger.run.default import default_stages
from warledger.run.engines import ProcessEngine
from warledger.store import open_store

REPORTS = {
    "a.txt": (
        "Monitor says dozens killed in Aleppo\n\n12 December 2016\n\nAt least 34 civilians were killed in east Aleppo on Monday, the Syrian "
        "Observatory for Human Rights said. The army denied that it had killed civilians.\n"
    ),
    "b.txt": (
        "Alep : des dizaines de morts\n\n12 décembre 2016\n\nAu moins 34 civils ont été tués lundi à Alep-Est, a annoncé l'Observatoire syrien "
        "des droits de l'Homme (OSDH). L'armée syrienne a repris le quartier de Cheikh Saïd, selon la même source.\n"
    ),
    "c.txt": (
        "Slaget om Aleppo\n\nMinst 34 sivile ble drept i Øst-Aleppo mandag, melder Den syriske observatoriegruppen for menneskerettigheter. "
        "728 opprørere har overgitt seg det siste døgnet, sier det russiske forsvarsdepartementet.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def read(path, sources, options=None, runs=1):
    with open_store(path) as store:
        for at in range(runs):
            Pipeline(default_stages(), store, options or Options()).run([str(s) for s in sources[at::runs]])
        return list(store.dump())


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    return read(tmp_path_factory.mktemp("whole") / "l.db", sorted(folder.iterdir()))


def test_something_was_read(whole):
    assert sum('"claims":' in line for line in whole) >= 3
    assert any('"matters":' in line for line in whole)


def test_order_and_runs_do_not_show(folder, whole, tmp_path):
    backwards = sorted(folder.iterdir(), reverse=True)
    assert read(tmp_path / "b.db", backwards) == whole
    assert read(tmp_path / "r.db", backwards, runs=3) == whole


@pytest.mark.engine
def test_processes_do_not_show(folder, whole, tmp_path):
    assert read(tmp_path / "p.db", sorted(folder.iterdir()), Options(ProcessEngine(2), batch=1)) == whole


def test_hash_seed_does_not_show(folder, whole, tmp_path):
    code = "import sys, warledger; warledger.run_reports(sorted(sys.argv[2:]), sys.argv[1])"
    files = [str(f) for f in folder.iterdir()]
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "l.db"), *files], env=environment, check=True, timeout=120)
    with open_store(tmp_path / "l.db") as store:
        assert list(store.dump()) == whole


def test_words_of_every_claim_are_where_it_says(folder, tmp_path):
    with open_store(tmp_path / "l.db") as store:
        Pipeline(default_stages(), store).run([str(folder)])
        with store.view() as view:
            for claim in view.claims():
                report = view.report(claim.report_id)
                assert claim.span.of(report.text) == claim.evidence
                assert REPORTS[report.name][report.offsets.to_captured(claim.span).start :].startswith(claim.evidence[:20])
            assert list(view.check()) == []


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t ",
    "binary.txt": bytes(range(256)) * 40,
    "really-a.pdf.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "no-words.txt": b"12 34 56 !!",
    "klingon.txt": ("tlhIngan Hol Dajatlh'a' jIyajbe' nuqDaq 'oH puchpa'e' " * 8).encode(),
    "lines.jsonl": b'{"name": "x"\nnot json\n[1]\n{"name": "empty", "text": ""}\n',
    "broken.html": b"<html><body><div>" + b"<b>" * 3000,
}
ODD = {
    "crlf.txt": REPORTS["a.txt"].replace("\n", "\r\n").encode(),
    "mixed.txt": REPORTS["a.txt"].replace("\n\n", "\r\n\n\r").encode(),
    "cp1252.txt": REPORTS["b.txt"].encode("cp1252", "replace"),
    "invalid.txt": REPORTS["a.txt"].encode() + b"\xff\xfe\xfa end",
    "same-as-a.txt": REPORTS["a.txt"].encode(),
    "undated.txt": "Minst tre sivile ble drept i en landsby ved grensen, ifølge lokale kilder som avisen har snakket med.".encode(),
}


def test_bad_inputs_are_refused_with_a_reason_and_the_rest_goes_on(folder, tmp_path):
    for name, content in {**BAD, **ODD}.items():
        (tmp_path / name).write_bytes(content)
    with open_store(tmp_path / "l.db") as store:
        summary = Pipeline(default_stages(), store).run(
            [str(tmp_path / "missing.txt"), str(folder), *(str(tmp_path / n) for n in {**BAD, **ODD})]
        )
        refused = {r.name: r for r in summary.rejections}
        assert not summary.issues
        for name in BAD:
            assert any(n.startswith(name) for n in refused), name
        assert all(r.detail and "\n" not in r.detail and r.code != "failed" for r in refused.values())
        assert "missing.txt" in refused
        with store.view() as view:
            names = {r.name for r in view.reports()}
            assert set(REPORTS) | (set(ODD) - {"same-as-a.txt"}) == names
            assert [r.name for r in view.rejections(code="duplicate")] == ["same-as-a.txt"]
            assert {r.name for r in view.rejections()} >= set(refused)
        before = list(store.dump())
        Pipeline(default_stages(), store).run([str(folder), *(str(tmp_path / n) for n in {**BAD, **ODD})])
        assert list(store.dump()) == before


def test_a_very_long_line_is_one_refusal(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with open_store(tmp_path / "l.db") as store:
        summary = Pipeline(default_stages(), store).run([str(path)])
        assert len(summary.rejections) == 1
    assert (tmp_path / "l.db").stat().st_size < 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_killed_and_run_again(folder, whole, tmp_path, seed):
    code = "import sys, warledger; warledger.run_reports(sys.argv[2:], sys.argv[1])"
    command = [sys.executable, "-c", code, str(tmp_path / "l.db"), *(str(f) for f in sorted(folder.iterdir()))]
    for attempt in range(3):
        child = subprocess.Popen(command)
        try:
            child.wait(timeout=0.6 + 0.5 * seed + 0.4 * attempt)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    subprocess.run(command, check=True, timeout=120)
    with open_store(tmp_path / "l.db") as store:
        assert list(store.dump()) == whole
