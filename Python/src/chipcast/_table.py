"""A table of results: columns as the program declares them, for whatever reads columns."""

from __future__ import annotations

import csv
import html
import math
import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar, cast, overload

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow
    from typing_extensions import Self

Texts = Sequence[str]
Numbers = Sequence[float]
"""Undefined numbers, and "never", are nan. An array of doubles: NumPy takes it without a copy."""
Counts = Sequence[int]
Truths = Sequence[bool]

RowT = TypeVar("RowT", bound=Mapping[str, Any])


class Column(NamedTuple):
    """What the program says of a column."""

    name: str
    kind: str
    """text, number, count (a whole number) or truth (yes or no)."""
    about: str = ""


class Table(Generic[RowT]):
    """The rows of one file of results. A column is an attribute, or `table["name"]`; a row is a
    dictionary.

    >>> summary = run("h20-b30-2025-07", trials=10_000, equities=False).summary
    >>> summary.output[0], summary[0]["unit"]
    ('recovered_fy', 'USD')
    >>> summary.row(output="recovered_fy")["mean"] == summary.mean[0]
    True
    """

    FILE: ClassVar[str] = ""
    ROW: ClassVar[str] = ""
    """What a row stands for."""
    DECLARED: ClassVar[tuple[Column, ...]] = ()
    OTHERS: ClassVar[str] = ""
    """The kind of columns that a scenario adds; looked for in what they hold where empty."""

    def __init__(self, path: str | os.PathLike[str], columns: dict[str, Sequence[Any]]) -> None:
        self.path = Path(path)
        self._data = columns
        self._kinds = {column.name: column for column in self.DECLARED}

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Self:
        """Reads a file of this table."""
        return cls(path, _columns(path, {c.name: c.kind for c in cls.DECLARED}, cls.OTHERS))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the file, in its order."""
        return tuple(self._column(name) for name in self._data)

    def _column(self, name: str) -> Column:
        declared = self._kinds.get(name)
        if declared is not None:
            return declared
        first = next((v for v in self._data[name] if v is not None), "")
        return Column(name, {float: "number", int: "count", bool: "truth"}.get(type(first), "text"))

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            data = self.__dict__.get("_data", {})
            # A column may be called as Python calls something else: `class_`.
            for known in (name, name[:-1] if name.endswith("_") else name):
                if known in data:
                    return data[known]
            raise AttributeError(f"{self.__dict__.get('path')} has no column {name}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(name for name in self._data if name.isidentifier())})

    def __len__(self) -> int:
        return len(next(iter(self._data.values()), ()))

    def __iter__(self) -> Iterator[RowT]:
        names = tuple(self._data)
        for values in zip(*self._data.values(), strict=True):
            yield cast(RowT, dict(zip(names, values, strict=True)))

    @overload
    def __getitem__(self, key: int) -> RowT: ...
    @overload
    def __getitem__(self, key: str) -> Sequence[Any]: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...

    def __getitem__(self, key: int | str | slice) -> RowT | Sequence[Any] | Self:
        if isinstance(key, str):
            return self._data[key]
        if isinstance(key, slice):
            return self._of({name: values[key] for name, values in self._data.items()})
        return cast(RowT, {name: values[key] for name, values in self._data.items()})

    def _of(self, columns: dict[str, Sequence[Any]]) -> Self:
        return type(self)(self.path, columns)

    def where(self, equal: Mapping[str, object] | None = None, /, **columns: object) -> Self:
        """The rows that have these values; in a mapping where a name is no word of Python.

        >>> table = run("h20-b30-2025-07", trials=10_000, equities=False).quarterly
        >>> table.where(output="revenue", product="B30").quarter[0]
        'FY2026Q3'
        """
        wanted = [(self._data[name], value) for name, value in {**(equal or {}), **columns}.items()]
        kept = [i for i in range(len(self)) if all(values[i] == v for values, v in wanted)]
        return self._of({
            name: array("d", (values[i] for i in kept)) if isinstance(values, array)
            else [values[i] for i in kept]
            for name, values in self._data.items()})

    def row(self, equal: Mapping[str, object] | None = None, /, **columns: object) -> RowT:
        """The one row that has these values. Raises LookupError where there is none, or several."""
        found = self.where(equal, **columns)
        if len(found) != 1:
            asked = ", ".join(f"{k}={v!r}" for k, v in {**(equal or {}), **columns}.items())
            raise LookupError(f"{len(found)} rows of {self.path.name} have {asked}")
        return found[0]

    def pandas(self) -> pandas.DataFrame:
        """The table as a data frame of pandas: nan where a number is undefined or "never"."""
        import pandas

        def series(column: Column) -> Any:
            values = self._data[column.name]
            if isinstance(values, array):
                return pandas.array(memoryview(values), dtype="float64")
            if column.kind in ("count", "truth"):
                kinds = ("Int64", "boolean") if None in values else ("int64", "bool")
                return pandas.array(values, dtype=kinds[column.kind == "truth"])
            return values

        return pandas.DataFrame({column.name: series(column) for column in self.columns})

    def polars(self) -> polars.DataFrame:
        """The table as a data frame of polars: null where a number is undefined or "never"."""
        import polars

        kinds = {
            "number": polars.Float64, "count": polars.Int64, "truth": polars.Boolean,
            "text": polars.String}
        return polars.DataFrame([
            polars.Series(c.name, _with_gaps(self._data[c.name]), dtype=kinds[c.kind])
            for c in self.columns])

    def arrow(self) -> pyarrow.Table:
        """The table as one of Arrow: null where a number is undefined or "never"; what the program
        says of a column is in the field's metadata.
        """
        import pyarrow

        kinds = {
            "number": pyarrow.float64(), "count": pyarrow.int64(), "truth": pyarrow.bool_(),
            "text": pyarrow.string()}
        fields = [
            pyarrow.field(c.name, kinds[c.kind], metadata={"about": c.about} if c.about else None)
            for c in self.columns]
        return pyarrow.Table.from_arrays(
            [pyarrow.array(self._data[f.name], f.type, from_pandas=True) for f in fields],
            schema=pyarrow.schema(fields, metadata={"file": self.path.name, "row": self.ROW}))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """What polars, DuckDB and others read columns by; needs pyarrow."""
        return self.arrow().__arrow_c_stream__(requested_schema)

    def to_parquet(self, path: str | os.PathLike[str]) -> Path:
        """Writes a Parquet file, by pyarrow or polars, whichever is installed."""
        target = Path(path)
        beside = target.with_name(f".{target.name}.part")
        try:
            try:
                import pyarrow.parquet
            except ImportError:
                self.polars().write_parquet(beside)
            else:
                pyarrow.parquet.write_table(self.arrow(), beside)
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)
        return target

    def __repr__(self) -> str:
        names = ", ".join(islice(self._data, 12)) + (", …" if len(self._data) > 12 else "")
        return f"<{self.path.name}: {len(self):,} rows of {len(self._data)} columns: {names}>"

    def _repr_html_(self) -> str:
        def cells(tag: str, values: Sequence[object]) -> str:
            return "<tr>" + "".join(f"<{tag}>{html.escape(_short(v))}</{tag}>" for v in values) \
                + "</tr>"

        rows = [cells("td", list(row.values())) for row in islice(self, 20)]
        rest = f"<p>{len(self):,} rows of {self.path.name}</p>" if len(self) > 20 else ""
        return f"<table>{cells('th', list(self._data))}{''.join(rows)}</table>{rest}"


def _short(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.6g}"
    return "" if value is None else str(value)


def _with_gaps(values: Sequence[Any]) -> Sequence[Any]:
    """With None for nan."""
    return [None if v != v else v for v in values] if isinstance(values, array) else values


# Rows that are read at once.
_CHUNK = 8192


def _columns(
    path: str | os.PathLike[str], kinds: Mapping[str, str], others: str
) -> dict[str, Sequence[Any]]:
    with open(path, newline="", encoding="utf-8") as file:
        names = next(csv.reader(file), [])
        if others or all(name in kinds for name in names):
            known = [kinds.get(name, others) for name in names]
        else:
            held = _kinds_held(file, names)
            known = [kinds.get(name) or held[name] for name in names]
            file.seek(0)
            next(csv.reader(file))
        columns: list[Any] = [array("d") if kind == "number" else [] for kind in known]
        takes = [_TAKES[kind] for kind in known]
        for fields in _chunks(file):
            for column, take, texts in zip(columns, takes, fields, strict=True):
                column.extend(take(texts))
    return dict(zip(names, columns, strict=True))


def _chunks(file: Any) -> Iterator[Iterator[tuple[str, ...]]]:
    """The fields of many rows at a time, column by column."""
    reader = csv.reader(file)
    while rows := list(islice(reader, _CHUNK)):
        yield zip(*rows, strict=True)


def _kinds_held(file: Any, names: Sequence[str]) -> dict[str, str]:
    """Number where every field is one or empty, else text."""
    numbers = set(names) - {"scenario", "as_of"}
    for fields in _chunks(file):
        for name, texts in zip(names, fields, strict=True):
            if name in numbers:
                try:
                    _numbers(texts)
                except ValueError:
                    numbers.discard(name)
    return {name: "number" if name in numbers else "text" for name in names}


def _numbers(texts: Sequence[str]) -> array[float]:
    try:
        return array("d", map(float, texts))
    except ValueError:
        return array("d", (float(text) if text else math.nan for text in texts))


def _counts(texts: Sequence[str]) -> list[int | None]:
    return [int(text) if text else None for text in texts]


_TRUTHS = {"yes": True, "no": False, "": None}


def _truths(texts: Sequence[str]) -> list[bool | None]:
    return [_TRUTHS[text] for text in texts]


def _texts(texts: Sequence[str]) -> list[str]:
    """Text as it was before a spreadsheet was kept from running it."""
    same: dict[str, str] = {}
    return [
        same.setdefault(t, t[1:] if t[:1] == "'" and t[1:2] in ("=", "+", "-", "@") else t)
        for t in texts]


_TAKES: dict[str, Any] = {"number": _numbers, "count": _counts, "truth": _truths, "text": _texts}
