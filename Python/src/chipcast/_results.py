"""What a command has written: a folder of tables."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from ._table import Table

if TYPE_CHECKING:
    from ._ask import Request

TableT = TypeVar("TableT", bound=Table[Any])


class Results:
    """The tables of a folder that a command has written, read when they are looked at, and its
    run.json. A folder that was not asked for goes when nothing refers to its results any more.

    >>> found = run("h20-b30-2025-07", trials=10_000, equities=False)
    >>> "summary" in found, "equities" in found, found.record["plan"]["trials"]
    (True, False, 10000)
    """

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {}

    def __init__(
        self, folder: str | os.PathLike[str], *, request: Request | None = None,
    ) -> None:
        self.folder = Path(folder)
        self.notes: tuple[str, ...] = ()
        """What the program said beside the results."""
        self._request = request
        self._tables: dict[str, Table[Any]] = {}

    @cached_property
    def record(self) -> dict[str, Any]:
        """run.json: how the results were made."""
        with open(self.folder / "run.json", encoding="utf-8") as file:
            record: dict[str, Any] = json.load(file)
        return record

    def __iter__(self) -> Iterator[str]:
        """Names of the tables."""
        return iter(sorted(path.stem for path in self.folder.glob("*.csv")))

    def __contains__(self, name: object) -> bool:
        return (self.folder / f"{name}.csv").is_file()

    def __getitem__(self, name: str) -> Table[Any]:
        """The table of a name, such as "summary"."""
        return self._table(self.TABLES.get(name, Table[Any]), name)

    def _table(self, kind: type[TableT], name: str) -> TableT:
        table = self._tables.get(name)
        if table is None:
            path = self.folder / f"{name}.csv"
            if not path.is_file():
                raise LookupError(
                    f"these results of chipcast {self.record.get('command')} have no {name}: "
                    f"they have {', '.join(self)}")
            table = self._tables[name] = kind.read(path)
        assert isinstance(table, Table)
        return table  # type: ignore[return-value]

    def to_parquet(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Writes every table as a Parquet file, and run.json, by pyarrow or polars.

        run.to_parquet("out/") writes out/summary.parquet and the like.
        """
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        written = [self[name].to_parquet(target / f"{name}.parquet") for name in self]
        shutil.copyfile(self.folder / "run.json", target / "run.json")
        return written

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Copies the files of the results to a folder, as `out=` would have put them there."""
        return Path(shutil.copytree(self.folder, folder, dirs_exist_ok=True))

    def report(self, output: str | os.PathLike[str], **others: Any) -> Path:
        """Makes one HTML page of the results; takes what `chipcast.report` takes.

        run.report("forecast.html")
        """
        from ._commands import report

        return report(self, output, **others)

    def workbook(self, output: str | os.PathLike[str], **others: Any) -> Path:
        """Makes a workbook of the results; takes what `chipcast.workbook` takes."""
        from ._commands import workbook

        return workbook(self, output, **others)

    def __repr__(self) -> str:
        record = self.record
        scenario = record.get("scenario")
        name = f" of {scenario['name']}" if isinstance(scenario, dict) else ""
        trials = record.get("plan", {}).get("trials")
        counted = f", {trials:,} trials" if trials else ""
        return f"<chipcast {record.get('command')}{name}{counted}: {', '.join(self)}>"
