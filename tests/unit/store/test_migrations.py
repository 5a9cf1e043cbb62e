import sqlite3

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from warledger.store import open_store
from warledger.store.migrate import REVISIONS
from warledger.store.schema import RECONCILED, metadata


def test_the_revisions_in_the_code_are_those_of_the_scripts():
    import warledger.store.migrate as here

    config = Config()
    config.set_main_option("script_location", str(here.Path(here.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(reversed([s.revision for s in scripts.walk_revisions()])) == REVISIONS


def test_migrated_tables_are_those_of_the_schema(tmp_path):
    with open_store(tmp_path / "l.db") as store, store.begin() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, kind, _: not str(name).startswith("words")})
        differences = [d for d in compare_metadata(context, metadata) if "unique" not in str(d).lower()]
        assert differences == []


def test_a_migration_that_is_interrupted_leaves_no_half_ledger(tmp_path, monkeypatch):
    import pytest

    from warledger.store.dialects import Sqlite

    def fail(*_):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(Sqlite, "create_search", fail)
        with pytest.raises(RuntimeError):
            open_store(tmp_path / "l.db")
    with sqlite3.connect(tmp_path / "l.db") as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    with open_store(tmp_path / "l.db") as store, store.view() as view:
        assert view.reports() == []


def test_every_conclusion_table_is_replaced():
    assert {t.name for t in RECONCILED} == {
        "entities", "places", "origins", "linked", "stories", "echoes", "days", "matters", "incomparable", "control", "refs",
    }  # fmt: skip
