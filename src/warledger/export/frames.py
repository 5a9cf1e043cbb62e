"""Lists of records as data frames of pandas or polars, whichever is there.

Takes shapes, gives frames: columns as in CSV, typed as in Parquet. Neither library is needed until a frame is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from warledger.export.flat import flat
from warledger.export.shapes import Shape
from warledger.export.tables import column_kind
from warledger.model import ConfigError

Cell = int | float | bool | date | str | None
PANDAS = {"integer": "Int64", "double": "Float64", "date": "datetime64[s]", "flag": "boolean", "text": "string"}
POLARS = {"integer": "Int64", "double": "Float64", "date": "Date", "flag": "Boolean", "text": "String"}
PARSERS: Mapping[str, Callable[[str], Cell]] = {
    "integer": int, "double": float, "date": date.fromisoformat, "flag": lambda cell: cell == "yes", "text": str,
}  # fmt: skip


class Records(list[Shape]):
    """Records in order, each a dict as the commands print it in JSON; a data frame when asked for one.

    In a frame lists stand in one cell, joined with "; ", bounds and days have columns of their own, and what is unknown is missing.
    """

    def frame(self) -> Any:
        """A data frame of the library that is there: pandas, else polars.

        Raises:
            ConfigError: neither is installed.
        """
        for name, make in (("pandas", self.to_pandas), ("polars", self.to_polars)):
            if _is_there(name):
                return make()
        raise ConfigError("data frames need pandas or polars: pip install 'warledger[pandas]' or 'warledger[polars]'")

    def to_pandas(self) -> Any:
        """A pandas.DataFrame; whole numbers, days and yes or no have types that can be missing.

        Raises:
            ConfigError: pandas is not installed.
        """
        pandas = _library("pandas")
        return pandas.DataFrame({c: pandas.Series(cells, dtype=PANDAS[column_kind(c)]) for c, cells in self._columns().items()})

    def to_polars(self) -> Any:
        """A polars.DataFrame.

        Raises:
            ConfigError: polars is not installed.
        """
        polars = _library("polars")
        columns = self._columns()
        return polars.DataFrame(columns, schema={c: getattr(polars, POLARS[column_kind(c)]) for c in columns})

    def _columns(self) -> dict[str, Sequence[Cell]]:
        """Cells by column, in the order in which columns are met; an empty list has the id alone, as its CSV."""
        rows = [flat(shape) for shape in self]
        names = list(dict.fromkeys(column for row in rows for column in row)) or ["id"]
        return {name: [_cell(name, row.get(name, "")) for row in rows] for name in names}


def _cell(column: str, cell: str) -> Cell:
    return PARSERS[column_kind(column)](cell) if cell else None


def _is_there(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConfigError(f"this needs {name}: pip install 'warledger[{name}]'") from error
