"""pandas, polars and Arrow read back what the program wrote, to the last digit."""

import importlib.util
import tempfile
import unittest
from pathlib import Path

import chipcast as cc

BASE = "h20-b30-2025-07"


def needs(*names):
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    return unittest.skipIf(missing, f"{', '.join(missing)} is not installed")


class TestFrames(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = [
            cc.run(BASE, trials=3_000, write_trials=200),
            cc.compare(BASE, f"{BASE}-high", trials=1_000),
            cc.explain(BASE, 7, trials=1_000),
            cc.event_study(placebo=0)]
        cls.tables = [results[name] for results in cls.results for name in results]

    def assert_same(self, table, column, values):
        mine = [None if v != v else v for v in table[column]]
        theirs = [None if v is None or v != v else v for v in values]
        self.assertEqual(mine, theirs, column)
        self.assertEqual([type(v) for v in mine], [type(v) for v in theirs], column)

    @needs("pandas")
    def test_pandas(self):
        import pandas

        for table in self.tables:
            with self.subTest(table.path.name):
                frame = table.pandas()
                self.assertEqual(list(frame.columns), [c.name for c in table.columns])
                for column in table.columns:
                    values = [None if v is pandas.NA else v for v in frame[column.name].tolist()]
                    self.assert_same(table, column.name, values)
                kinds = {column.name: column.kind for column in table.columns}
                numbers = [n for n, kind in kinds.items() if kind == "number"]
                self.assertTrue((frame[numbers].dtypes == "float64").all())

    @needs("pandas")
    def test_pandas_does_not_share_what_it_is_given(self):
        table = self.results[0].summary
        frame = table.pandas()
        before = table.mean[0]
        frame.loc[0, "mean"] = 0.0
        self.assertEqual(table.mean[0], before)

    @needs("polars")
    def test_polars(self):
        for table in self.tables:
            with self.subTest(table.path.name):
                frame = table.polars()
                for column in table.columns:
                    self.assert_same(table, column.name, frame[column.name].to_list())

    @needs("pyarrow")
    def test_arrow(self):
        for table in self.tables:
            with self.subTest(table.path.name):
                held = table.arrow()
                for column in table.columns:
                    self.assert_same(table, column.name, held[column.name].to_pylist())
        never = self.results[0].summary.arrow().schema.field("never").metadata[b"about"]
        self.assertIn(b"never comes about", never)

    @needs("polars", "pyarrow")
    def test_others_take_a_table_as_it_is(self):
        import polars
        import pyarrow

        table = self.results[0].quantiles
        self.assertEqual(pyarrow.table(table).num_rows, len(table))
        self.assert_same(table, "value", polars.DataFrame(table)["value"].to_list())

    def read_back(self, read):
        with tempfile.TemporaryDirectory() as folder:
            written = self.results[0].to_parquet(Path(folder, "neu"))
            self.assertEqual([p.stem for p in written], list(self.results[0]))
            self.assertEqual(
                sorted(p.name for p in Path(folder, "neu").iterdir()),
                sorted([*(p.name for p in written), "run.json"]))
            for path in written:
                table = self.results[0][path.stem]
                columns = read(path)
                for column in table.columns:
                    self.assert_same(table, column.name, columns[column.name])

    @needs("pyarrow")
    def test_parquet_read_by_arrow(self):
        import pyarrow.parquet

        self.read_back(lambda path: pyarrow.parquet.read_table(path).to_pydict())

    @needs("pyarrow", "polars")
    def test_parquet_read_by_polars(self):
        import polars

        self.read_back(lambda path: polars.read_parquet(path).to_dict(as_series=False))

    @needs("pyarrow", "pandas")
    def test_parquet_read_by_pandas(self):
        import pandas

        self.read_back(lambda path: pandas.read_parquet(path, dtype_backend="pyarrow").map(
            lambda v: None if v is pandas.NA or v != v else v
        ).astype(object).where(lambda d: d.notna(), None).to_dict("list"))


if __name__ == "__main__":
    unittest.main()
