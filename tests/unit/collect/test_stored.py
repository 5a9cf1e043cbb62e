"""Reports in stores of files, lists of web archives, and Parquet: the same pages as from a folder."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from warledger.collect import CollectOptions, count_sources, iter_pages
from warledger.collect.stored import SCHEMES
from warledger.model import ConfigError, RawPage, Rejection

sys.path.insert(0, str(Path(__file__).parent))
import samples

fsspec = pytest.importorskip("fsspec")
NAMES = ("b.txt", "a.html", "sub/c.txt", "sub/deep/d.txt", "z.warc.gz", ".git/e.txt", "f.exe")


def content(name):
    return samples.warc() if name.endswith("warc.gz") else f"<html><body><p>Shells fell on {name}".encode()


@pytest.fixture
def folder(tmp_path):
    for name in NAMES:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content(name))
    return tmp_path / "in"


@pytest.fixture
def bucket():
    files = fsspec.filesystem("memory")
    for name in NAMES:
        files.pipe(f"/bucket/in/{name}", content(name))
    yield files
    files.rm("/bucket", recursive=True)


def pages(*sources, **options):
    return list(iter_pages(sources, CollectOptions(**options)))


def test_a_folder_in_a_store_is_read_as_one_here(folder, bucket):
    here = pages(folder)
    assert len(here) == 9 and all(isinstance(p, RawPage) for p in here)
    assert pages("memory://bucket/in") == here
    assert pages(f"file://{folder}") == here
    assert count_sources(["memory://bucket/in"]) is None


def test_one_file_in_a_store(folder, bucket):
    assert pages("memory://bucket/in/b.txt") == pages(folder / "b.txt")
    assert pages("memory://bucket/in/z.warc.gz") == pages(folder / "z.warc.gz")
    (refused,) = pages("memory://bucket/nothing.txt")
    assert isinstance(refused, Rejection) and refused.code == "unreadable"


@pytest.mark.parametrize("packed", [False, True])
def test_a_list_of_web_archives(folder, bucket, packed):
    """As Common Crawl has them: paths from the root of the bucket, in a list that lies deeper."""
    lines = b"# November\nin/z.warc.gz\n\nin/gone.warc.gz\n"
    name = "warc.paths.gz" if packed else "warc.paths"
    lines = gzip.compress(lines) if packed else lines
    (folder / "sub" / name).write_bytes(lines)
    bucket.pipe(f"/bucket/in/sub/{name}", lines)
    for source in (folder / "sub" / name, f"memory://bucket/in/sub/{name}", f"file://{folder}/sub/{name}"):
        *found, missing = pages(source)
        assert [p.content for p in found] == [p.content for p in pages(folder / "z.warc.gz")]
        assert (missing.name, missing.code) == ("in/gone.warc.gz", "unreadable")


def test_a_list_here_may_name_archives_in_a_store(tmp_path, folder, bucket):
    (tmp_path / "l.txt").write_text("memory://bucket/in/z.warc.gz\n")
    assert [p.content for p in pages(tmp_path / "l.txt")] == [p.content for p in pages(folder / "z.warc.gz")]


def test_a_text_that_names_an_archive_is_a_text(tmp_path):
    (tmp_path / "a.txt").write_text("Shells fell.\nsee z.warc.gz\n")
    (page,) = pages(tmp_path / "a.txt")
    assert isinstance(page, RawPage)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x", "https://10.0.0.1/", "ftp://h/x", "ssh://h/x", "zip://a.zip", "github://a:b@c/", "data://x"]
)
def test_what_is_no_store_does_not_pass_by_the_guard(address):
    assert address.partition(":")[0] not in SCHEMES
    for found in pages(address):
        assert isinstance(found, Rejection)


@pytest.mark.parametrize("address", ["memory://a::http://127.0.0.1/", "file://a::zip://b"])
def test_stores_are_not_chained(address):
    with pytest.raises(ConfigError, match="not a chain"):
        pages(address)


def test_a_store_whose_library_is_missing(monkeypatch):
    import fsspec.core

    def absent(address):
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", absent)
    with pytest.raises(ConfigError, match="Install s3fs"):
        pages("s3://bucket/x")


def parquet(path, select):
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(":memory:") as database:
        database.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    return path


ROWS = """SELECT 'Shells fell on ' || i || ' villages. بلدة' AS body, 'https://example.org/' || i AS url,
TIMESTAMP '2016-12-12 10:00:00' AS date,
'Title ' || i AS title, 'ar' AS lang, i AS nothing FROM range(3000) t(i)"""


def test_parquet_gives_a_page_a_row(tmp_path, bucket):
    file = parquet(tmp_path / "p.parquet", ROWS)
    found = pages(file)
    assert len(found) == 3000
    assert found[7].content.decode() == "Shells fell on 7 villages. بلدة"
    assert (found[7].declared.url, found[7].declared.published) == ("https://example.org/7", "2016-12-12 10:00:00")
    assert (found[7].declared.title, found[7].declared.language) == ("Title 7", "ar")
    bucket.pipe("/bucket/p.parquet", file.read_bytes())
    assert pages("memory://bucket/p.parquet") == found


def test_parquet_is_lazy_and_columns_can_be_named(tmp_path):
    file = parquet(tmp_path / "p.parquet", 'SELECT \'Shells fell.\'::BLOB AS "odd ""name" FROM range(50000)')
    (refused,) = pages(file)
    assert refused.code == "no-column" and "odd" in refused.detail
    first = next(iter_pages([file], CollectOptions(columns={"text": 'odd "name'})))
    assert first.content == b"Shells fell."


def test_damaged_parquet_is_refused(tmp_path):
    good = parquet(tmp_path / "p.parquet", ROWS).read_bytes()
    for number, bad in enumerate(
        (b"PAR1", good[:-10], good[:5000] + b"\0" * 500 + good[5500:], b"PAR1" + bytes(range(256)) * 50 + b"PAR1")
    ):
        file = tmp_path / f"{number}.parquet"
        file.write_bytes(bad)
        *some, last = pages(file)
        assert isinstance(last, Rejection) and last.code == "damaged", number
        assert str(tmp_path) not in last.detail and "/tmp" not in last.detail


def test_parquet_too_large(tmp_path):
    file = parquet(tmp_path / "p.parquet", ROWS)
    (refused,) = pages(file, max_total=1000)
    assert refused.code == "too-large"
    huge = parquet(tmp_path / "h.parquet", "SELECT repeat('x', 100000) AS text UNION ALL SELECT 'short'")
    assert sorted(getattr(p, "code", "") for p in pages(huge, max_bytes=1000)) == ["", "too-large"]


def test_parquet_that_unpacks_to_very_much_is_refused_or_read_in_little_memory(tmp_path):
    """48 kB that say 3 GB took 3 GB when DuckDB handed over 2,048 rows at once; long texts are asked for a few at a time."""
    bomb = parquet(tmp_path / "b.parquet", "SELECT repeat('x', 1000000) AS text FROM range(3000)")
    long = parquet(tmp_path / "l.parquet", "SELECT repeat(md5(i::VARCHAR), 31250) AS text FROM range(300) t(i)")
    child = f"""
import resource, sys
from warledger.collect import CollectOptions, iter_pages
import duckdb
resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
(refused,) = iter_pages([{str(bomb)!r}])
assert refused.code == "too-large", refused
for page in iter_pages([{str(bomb)!r}], CollectOptions(max_ratio=10**9, max_total=10**12)):
    assert len(page.content) == 1_000_000
assert sum(len(page.content) for page in iter_pages([{str(long)!r}], CollectOptions(max_ratio=10**9))) == 300_000_000
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))  # ru_maxrss may be the parent's
assert peak < 2_000_000, peak
"""
    done = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
