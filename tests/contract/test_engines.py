"""What every engine must do: the same ledger, byte for byte."""

import pytest

import fakes
from warledger.model import EngineError, PackError
from warledger.run import Options, Pipeline
from warledger.run.engines import LocalEngine, ProcessEngine
from warledger.store import open_store

ENGINES = [LocalEngine(), ProcessEngine(1), ProcessEngine(3)]


def dump(path, folder, engine, batch=4, reading=fakes.reading):
    with open_store(path) as store:
        Pipeline(fakes.stages(reading), store, Options(engine=engine, batch=batch)).run([str(folder)])
        return list(store.dump())


@pytest.fixture
def reports(tmp_path):
    folder = fakes.write_reports(tmp_path / "in")
    (folder / "empty.txt").write_text("")
    (folder / "bad.txt").write_text("CRASH CLEAN")
    (folder / "worse.txt").write_text("CRASH ANNOTATE\nA said 3 killed in B")
    (folder / "worst.txt").write_text("CRASH CLAIMS\nA said 3 killed in B")
    (folder / "r000-copy.txt").write_bytes((folder / "r000.txt").read_bytes())
    return folder


@pytest.mark.parametrize("engine", ENGINES[1:], ids=str)
def test_every_engine_gives_the_same_ledger(reports, tmp_path, engine):
    assert dump(tmp_path / "a.db", reports, LocalEngine()) == dump(tmp_path / "b.db", reports, engine)


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_the_size_of_batches_does_not_show(reports, tmp_path, batch):
    assert dump(tmp_path / "a.db", reports, LocalEngine()) == dump(tmp_path / "b.db", reports, LocalEngine(), batch)


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_reading_on_from_batch_to_batch_does_not_show(reports, tmp_path, batch):
    (reports / "r003-worse.txt").write_text("CRASH ANNOTATE\nA said 4 killed in B")
    flowing = dump(tmp_path / "b.db", reports, LocalEngine(), batch, fakes.flowing_reading)
    assert dump(tmp_path / "a.db", reports, LocalEngine()) == flowing


@pytest.mark.parametrize("engine", ENGINES, ids=str)
def test_an_error_of_the_installation_ends_the_run(reports, tmp_path, engine):
    with open_store(tmp_path / "l.db") as store, pytest.raises(PackError, match=r"pack.toml:3"):
        Pipeline(fakes.stages(fakes.broken_pack), store, Options(engine=engine)).run([str(reports)])


def test_a_worker_that_dies_is_one_clear_error_and_nothing_is_lost(reports, tmp_path):
    (reports / "zz.txt").write_text("DIE")
    with open_store(tmp_path / "l.db") as store:
        with pytest.raises(EngineError, match="what was read is kept"):
            Pipeline(fakes.stages(fakes.deadly_reading), store, Options(engine=ProcessEngine(2), batch=2)).run([str(reports)])
        (reports / "zz.txt").unlink()
        Pipeline(fakes.stages(), store).run([str(reports)])
        assert list(store.dump()) == dump(tmp_path / "other.db", reports, LocalEngine())
