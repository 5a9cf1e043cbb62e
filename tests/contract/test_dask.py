"""Reading on a Dask cluster: the same ledger, whoever dies on the way."""

import dataclasses
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import fakes
from warledger.model import EngineError, PackError
from warledger.run import Options, Pipeline
from warledger.run.engines import DaskEngine, LocalEngine
from warledger.store import open_store

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.engine,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
HERE = str(Path(__file__).parent.parent)


def dump(path, folder, engine, read=fakes.reading, batch=4, progress=None):
    with open_store(path) as store:
        Pipeline(fakes.stages(read), store, Options(engine=engine, batch=batch)).run([str(folder)], progress)
        return list(store.dump())


@pytest.fixture
def reports(tmp_path):
    folder = fakes.write_reports(tmp_path / "in", 40)
    (folder / "empty.txt").write_text("")
    (folder / "bad.txt").write_text("CRASH CLEAN")
    (folder / "worse.txt").write_text("CRASH ANNOTATE\nA said 3 killed in B")
    (folder / "r000-copy.txt").write_bytes((folder / "r000.txt").read_bytes())
    return folder


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_ledger_for_any_number_of_workers(reports, tmp_path, workers):
    assert dump(tmp_path / "a.db", reports, LocalEngine()) == dump(tmp_path / "b.db", reports, DaskEngine(workers=workers))


@pytest.mark.parametrize("seed", range(2))
def test_workers_killed_at_random_change_nothing(reports, tmp_path, seed):
    rng, begun, done, killed = random.Random(seed), threading.Event(), threading.Event(), []

    def kill():
        begun.wait()
        while not done.wait(rng.uniform(0.8, 1.4)):
            found = children_of_nannies()
            if found and len(killed) < 3:
                killed.append(rng.choice(found))
                os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        got = dump(tmp_path / "b.db", reports, DaskEngine(workers=2), fakes.crawling_reading, batch=2, progress=lambda _: begun.set())
    finally:
        begun.set()
        done.set()
        thread.join()
    assert killed
    assert got == dump(tmp_path / "a.db", reports, LocalEngine())


def children_of_nannies():
    """Worker processes that this test process started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except (OSError, IndexError):
                continue
            if parent == os.getpid() and b"spawn_main" in command:
                found.append(int(entry.name))
    return found


def test_an_error_of_the_installation_ends_the_run(reports, tmp_path):
    with pytest.raises(PackError, match=r"pack.toml:3"):
        dump(tmp_path / "l.db", reports, DaskEngine(workers=1), fakes.broken_pack)


def test_a_page_that_kills_every_worker_is_one_clear_error(reports, tmp_path):
    (reports / "zz.txt").write_text("DIE")
    with pytest.raises(EngineError, match=r"zz.txt.*what was read is kept"):
        dump(tmp_path / "l.db", reports, DaskEngine(workers=2), fakes.deadly_reading, batch=2)
    (reports / "zz.txt").unlink()
    assert dump(tmp_path / "l.db", reports, LocalEngine()) == dump(tmp_path / "other.db", reports, LocalEngine())


def test_nobody_at_the_address(reports, tmp_path):
    with pytest.raises(EngineError, match="no Dask cluster"):
        dump(tmp_path / "l.db", reports, DaskEngine("tcp://127.0.0.1:1"))


def test_only_a_few_batches_are_out_at_once():
    from warledger.run.engines import dask

    class Client:
        def submit(self, _, pages, pure):
            out.append(pages)
            return Future(pages)

    class Future:
        def __init__(self, pages):
            self.pages = pages

        def result(self):
            back.append(self.pages)
            most.append(len(out) - len(back) + 1)
            return self.pages

        def cancel(self):
            pass

    out, back, most = [], [], []
    assert list(dask._in_order(Client(), ((n,) for n in range(100)), 4)) == [(n,) for n in range(100)]
    assert max(most) == 4


def test_a_cluster_of_others_and_its_scheduler_lost(reports, tmp_path):
    environment = {**os.environ, "PYTHONPATH": HERE}
    shared = ("--scheduler-file", str(tmp_path / "s.json"), "--no-dashboard")
    scheduler = start("scheduler", *shared, "--host", "127.0.0.1", "--port", "0", env=environment)
    worker = start("worker", *shared, "--nworkers", "2", "--nthreads", "1", env=environment)
    try:
        address = wait_for_address(tmp_path / "s.json")
        want = dump(tmp_path / "a.db", reports, LocalEngine())
        assert dump(tmp_path / "b.db", reports, DaskEngine(address)) == want
        timer = threading.Timer(3.0, scheduler.kill)
        timer.start()
        with pytest.raises(EngineError, match="give the same command again"):
            dump(tmp_path / "c.db", reports, DaskEngine(address), fakes.crawling_reading, batch=1)
        timer.join()
        assert dump(tmp_path / "c.db", reports, LocalEngine()) == want
    finally:
        for process in (worker, scheduler):
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


CLIENT = """
import sys
sys.path.insert(0, sys.argv[1])
import fakes
from warledger.run import Options, Pipeline
from warledger.run.engines import DaskEngine
from warledger.store import open_store

if __name__ == "__main__":
    with open_store(sys.argv[2]) as store:
        step = lambda told: print(told.doing, flush=True)
        Pipeline(fakes.stages(fakes.crawling_reading), store, Options(engine=DaskEngine(workers=2), batch=2)).run([sys.argv[3]], step)
"""


@pytest.mark.parametrize("after", [5, 15])
def test_a_client_killed_and_the_same_command_again(reports, tmp_path, after):
    """Its workers notice and end by themselves; the next client goes on from what was stored."""
    (tmp_path / "client.py").write_text(CLIENT)
    command = [sys.executable, str(tmp_path / "client.py"), HERE, str(tmp_path / "l.db"), str(reports)]
    client = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": HERE})
    for _ in range(after):
        assert client.stdout.readline() == b"read\n"
    client.kill()
    client.wait()
    with open_store(tmp_path / "l.db") as store, store.view() as view:
        assert after - 3 <= view.counts()["reports"] < 40  # two are refused, one is a copy
        assert view.matters() == []
    want = dump(tmp_path / "a.db", reports, LocalEngine())
    assert dump(tmp_path / "l.db", reports, DaskEngine(workers=2)) == want


def test_any_store_of_files_gives_the_same_ledger(tmp_path):
    """Folders, lists of web archives and Parquet, here and in a store that fsspec opens, read by workers."""
    import duckdb
    import fsspec

    from warledger.collect import iter_pages

    texts = [f"Source{n % 4} said {n} killed in Place{n % 3}" for n in range(12)]
    folder, files = tmp_path / "in", fsspec.filesystem("memory")
    folder.mkdir()
    for number, said in enumerate(texts):
        (folder / f"r{number:02}.txt").write_text(said)
        record = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{said}"
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2016-12-12T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(record)}\r\n\r\n"
        )
        (tmp_path / f"w{number}.warc").write_bytes(f"{head}{record}\r\n\r\n".encode())
    (tmp_path / "warc.paths").write_text("".join(f"w{number}.warc\n" for number in range(12)))
    rows = " UNION ALL ".join(f"SELECT '{said}' AS text, 'https://example.org/{n}' AS url" for n, said in enumerate(texts))
    with duckdb.connect(":memory:") as database:
        database.execute(f"COPY ({rows}) TO '{tmp_path / 't.parquet'}' (FORMAT parquet)")
    for path in (*folder.iterdir(), *tmp_path.glob("w*"), tmp_path / "t.parquet"):
        files.pipe(f"/b/{path.relative_to(tmp_path)}", path.read_bytes())
    stages = dataclasses.replace(fakes.stages(), collect=iter_pages)

    def ledger(number, source, engine):
        with open_store(tmp_path / f"{number}.db") as store:
            summary = Pipeline(stages, store, Options(engine=engine, batch=3)).run([str(source)])
            assert (summary.new, summary.rejections) == (12, ())
            return list(store.dump())

    try:
        for number, name in enumerate(("in", "warc.paths", "t.parquet")):
            want = ledger(f"{number}", tmp_path / name, LocalEngine())
            engines = [DaskEngine(workers=2), LocalEngine()] if number % 2 else [LocalEngine(), DaskEngine(workers=2)]
            assert ledger(f"{number}f", f"file://{tmp_path / name}", engines[0]) == want
            assert ledger(f"{number}m", f"memory://b/{name}", engines[1]) == want
    finally:
        files.rm("/b", recursive=True)


def start(*arguments, env):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]], env=env, **quiet)


def wait_for_address(file):
    import json

    for _ in range(300):
        if file.exists() and file.read_text().strip():
            return json.loads(file.read_text())["address"]
        time.sleep(0.1)
    raise AssertionError("no scheduler")
