"""A Dask cluster over three hosts: network namespaces on a bridge. Runs inside namespaces of its own (see test_hosts).

A worker is killed and a host is cut off while reports are read; prints "same ledger" when the ledger is that of one process.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS))
HOSTS = ("one", "two")


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def make_network():
    """A bridge with an address, and a host on each of two cables."""
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    ip("link", "set", "lo", "up")
    ip("link", "add", "bridge0", "type", "bridge")
    ip("addr", "add", "10.77.0.1/24", "dev", "bridge0")
    ip("link", "set", "bridge0", "up")
    for number, host in enumerate(HOSTS, 2):
        ip("netns", "add", host)
        ip("link", "add", f"to-{host}", "type", "veth", "peer", "name", "eth0", "netns", host)
        ip("link", "set", f"to-{host}", "master", "bridge0", "up")
        ip("-n", host, "link", "set", "lo", "up")
        ip("-n", host, "addr", "add", f"10.77.0.{number}/24", "dev", "eth0")
        ip("-n", host, "link", "set", "eth0", "up")


def start(*command):
    """A part of the cluster; it gives up on silent peers after five seconds."""
    environment = {**os.environ, "PYTHONPATH": str(TESTS), "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "5s"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_cluster(folder):
    """Scheduler and two hosts with one worker each; the address, the processes."""
    file = str(folder / "s.json")
    python = (sys.executable, "-m")
    scheduler = ("distributed.cli.dask_scheduler", "--host", "10.77.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file)
    parts = [start(*python, *scheduler)]
    while not (Path(file).exists() and Path(file).read_text().strip()):
        time.sleep(0.1)
    address = json.loads(Path(file).read_text())["address"]
    for number, host in enumerate(HOSTS, 2):
        worker = (*python, "distributed.cli.dask_worker", address, "--host", f"10.77.0.{number}", "--nthreads", "1", "--no-dashboard")
        parts.append(start("ip", "netns", "exec", host, *worker))
    return address, parts


def main():
    import fakes
    from warledger.run import Options, Pipeline
    from warledger.run.engines import DaskEngine
    from warledger.store import open_store

    make_network()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        source = str(fakes.write_reports(folder / "in", 60))
        address, parts = start_cluster(folder)
        cuts = []

        def cut(step):
            if step.doing == "read" and step.done > 10 and not cuts:
                cuts.append(threading.Timer(0.1, ip, ("link", "set", "to-one", "down")))
                cuts[0].start()

        try:
            wait_for_both(address)
            with open_store(folder / "a.db") as one, open_store(folder / "b.db") as many:
                Pipeline(fakes.stages(), one).run([source])
                options = Options(engine=DaskEngine(address), batch=2)
                Pipeline(fakes.stages(fakes.crawling_reading), many, options).run([source], cut)
                same = list(one.dump()) == list(many.dump())
            print("same ledger" if same and cuts else f"same: {same}, cut: {bool(cuts)}")
        finally:
            for part in parts:
                part.kill()
                part.wait()


def wait_for_both(address):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        hosts = {worker["host"] for worker in client.scheduler_info(n_workers=-1)["workers"].values()}
        assert hosts == {"10.77.0.2", "10.77.0.3"}, hosts


if __name__ == "__main__":
    main()
