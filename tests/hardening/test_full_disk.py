"""A disk that fills while a ledger is copied: one line, no half file under the asked name, the old ledger untouched."""

import subprocess

import pytest

import fakes
from warledger.model import StoreError, WarledgerError
from warledger.run import Pipeline
from warledger.store import back_up, move_ledger, open_store


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("cannot mount a small disk here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def ledger(tmp_path):
    with open_store(tmp_path / "l.db") as store:
        Pipeline(fakes.stages(), store).run([str(fakes.write_reports(tmp_path / "in", 120))])
        yield store


def test_a_backup_that_does_not_fit(disk, ledger):
    before = list(ledger.dump())
    with pytest.raises(StoreError) as caught:
        back_up(ledger, disk / "b.db")
    assert "\n" not in str(caught.value)
    assert "full" in str(caught.value)
    assert not (disk / "b.db").exists()
    assert list(ledger.dump()) == before


def test_a_move_that_does_not_fit(disk, ledger):
    try:
        with open_store(disk / "m.db") as target:
            move_ledger(ledger, target)
            pytest.fail("it fitted")
    except StoreError as error:
        assert "\n" not in str(error)
    (disk / "m.db-wal").unlink(missing_ok=True)
    assert len(list(ledger.dump())) > 300


def test_an_export_that_does_not_fit(disk):
    from warledger.export.whole import write_whole

    write_whole(disk / "page.html", "old")
    with pytest.raises(WarledgerError):
        write_whole(disk / "page.html", "new" * 500_000)
    assert (disk / "page.html").read_text() == "old"
