"""Tables hold what the files hold, in the kinds that the program declares."""

import csv
import json
import math
import subprocess
import tempfile
import unittest
from pathlib import Path

import chipcast as cc
from chipcast import _tables

BASE = "h20-b30-2025-07"


def commands():
    """Every command that writes tables, as small as it can be."""
    run = cc.run(BASE, trials=2_000, write_trials=50, monthly=True, against=f"{BASE}-banned")
    yield run
    yield cc.compare(BASE, f"{BASE}-high", trials=1_000)
    yield cc.sweep(BASE, {"uptake": [0.3, 0.5], "revenue_share": (0, 0.15)}, trials=1_000,
                   equities=False)
    yield cc.sensitivity(
        BASE, method=["tornado", "rank", "sobol", "delta", "pawn", "line"], trials=2_048,
        equities=False, export_design=True)
    yield cc.stress(BASE, "export_closed", trials=2_000)
    yield cc.seek(BASE, "uptake", "mean(recovered) = 5e9", trials=2_000, equities=False)
    yield cc.explain(BASE, "median", trials=1_000)
    yield cc.score(BASE, f"{BASE}-first-edition", trials=2_000)
    yield cc.value_of_information(BASE, trials=2_000, equities=False)
    yield cc.event_study(placebo=20)
    yield cc.backtest(BASE, every=100, from_="2024-06-01", trials=500)


class TestEveryTable(unittest.TestCase):
    def test_columns_are_declared_in_the_order_of_the_file(self):
        for results in commands():
            for name in results:
                # Not among the files that the program declares.
                if name == "readings":
                    continue
                with self.subTest(f"{results.record['command']} {name}"):
                    table = results[name]
                    names = [column.name for column in table.columns]
                    declared = [column.name for column in type(table).DECLARED]
                    self.assertIn(name, type(results).TABLES)
                    self.assertEqual([n for n in names if n in declared], declared)
                    others = set(names) - set(declared) - {"as_of"}
                    if name not in ("trials", "design", "sobol_design", "sweep", "sweep_wide"):
                        self.assertEqual(others, set())

    def test_fields_are_those_of_the_file(self):
        for results in commands():
            for name in results:
                with self.subTest(f"{results.record['command']} {name}"):
                    table = results[name]
                    with open(table.path, newline="", encoding="utf-8") as file:
                        header, *rows = csv.reader(file)
                    self.assertEqual(len(table), len(rows))
                    kinds = {column.name: column.kind for column in table.columns}
                    for row, fields in zip(table, rows, strict=True):
                        for column, field in zip(header, fields, strict=True):
                            self.assert_field(kinds[column], row[column], field)

    def assert_field(self, kind, value, field):
        if kind == "number":
            self.assertIs(type(value), float)
            if field == "":
                self.assertTrue(math.isnan(value))
            else:
                self.assertEqual(value, float(field))
        elif kind == "count":
            self.assertEqual(value, int(field) if field else None)
        elif kind == "truth":
            self.assertIs(value, {"yes": True, "no": False, "": None}[field])
        else:
            self.assertIn(field, (value, "'" + value))

    def test_json_says_the_same(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        said = subprocess.run(
            [cc.program(), "run", str(cc.scenarios()[0].path), "--trials", "2k", "--json",
             "--quiet", "--out", folder.name], capture_output=True, text=True, check=True)
        document = json.loads(said.stdout)
        results = cc.run(BASE, trials=2_000)
        self.assertEqual(set(document) - {"run"}, set(results))
        for name in set(results) - {"inputs"}:  # names its file
            with self.subTest(name):
                for row, told in zip(results[name], document[name], strict=True):
                    for column, value in told.items():
                        mine = row[column]
                        undefined = mine is None or mine != mine
                        # An empty text is null, or empty.
                        self.assertEqual(
                            "" if undefined else mine, "" if value is None else value, column)


class TestTable(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.run_ = cc.run(BASE, trials=2_000, equities=False)

    def test_a_column_is_an_attribute(self):
        summary = self.run_.summary
        self.assertIs(summary.mean, summary["mean"])
        self.assertEqual(summary.output[0], "recovered_fy")
        self.assertIn("quantile_error", dir(summary))
        with self.assertRaisesRegex(AttributeError, "no column nothing"):
            _ = summary.nothing
        self.assertFalse(hasattr(summary, "nothing"))

    def test_a_column_may_be_called_as_python_calls_something(self):
        table = cc.event_study(placebo=0).abnormal_returns
        self.assertIs(table.return_, table["return"])

    def test_what_never_comes_about_is_nan(self):
        months = self.run_.summary.row(output="months_to_target")
        self.assertTrue(math.isnan(months["p95"]))
        self.assertGreater(months["never"], 0)

    def test_rows_are_found_by_their_values(self):
        quarters = self.run_.quarterly.where(output="revenue", product="H20")
        self.assertIs(type(quarters), _tables.QuarterlyTable)
        self.assertEqual(set(quarters.product), {"H20"})
        self.assertGreater(len(quarters), 2)
        with self.assertRaisesRegex(LookupError, "0 rows of summary.csv have output='nothing'"):
            self.run_.summary.row(output="nothing")
        with self.assertRaises(LookupError):
            self.run_.quarterly.row(output="revenue")

    def test_rows_can_be_taken_in_slices(self):
        first = self.run_.summary[:3]
        self.assertEqual(len(first), 3)
        self.assertEqual(repr(first[2]), repr(self.run_.summary[2]))
        self.assertEqual(repr(self.run_.summary[-1]), repr(list(self.run_.summary)[-1]))

    def test_what_is_not_there_is_said(self):
        with self.assertRaisesRegex(LookupError, "chipcast run have no equities: they have hist"):
            _ = self.run_.equities

    def test_columns_that_a_scenario_adds(self):
        found = cc.sweep(BASE, {"uptake": [0.3, 0.5]}, trials=500, equities=False)
        self.assertEqual(sorted(set(found.sweep["uptake"])), [0.3, 0.5])
        self.assertEqual(found.sweep_wide.number, [0, 1])

    def test_numbers_alone_with_gaps_wherever_they_are(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "trials.csv")
            path.write_bytes(b"trial,a,b,c\r\n0,,,\r\n1,0.1,,-2.5e-7\r\n2,,1e300,\r\n")
            table = _tables.TrialsTable.read(path)
            self.assertEqual(table.trial, [0, 1, 2])
            self.assertEqual(repr(list(table["a"])), "[nan, 0.1, nan]")
            self.assertEqual(repr(list(table["b"])), "[nan, nan, 1e+300]")
            self.assertEqual(repr(list(table["c"])), "[nan, -2.5e-07, nan]")
            path.write_bytes(b"trial,a\r\n")
            self.assertEqual(len(_tables.TrialsTable.read(path)), 0)
            path.write_bytes(b"trial,a\r\n1,2,3\r\n")
            with self.assertRaises(ValueError):
                _tables.TrialsTable.read(path)

    def test_text_that_a_spreadsheet_would_run(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "quantiles.csv")
            path.write_text("output,unit,probability\r\n'=1+1,'quoted,0.5\r\n-a,\"x,\"\"y\",\r\n")
            table = _tables.QuantilesTable.read(path)
            self.assertEqual(table.output, ["=1+1", "-a"])
            self.assertEqual(table.unit, ["'quoted", 'x,"y'])
            self.assertTrue(math.isnan(table.probability[1]))

    def test_a_page_shows_a_table(self):
        text = self.run_.summary._repr_html_()
        self.assertIn("<td>recovered_fy</td>", text)
        self.assertNotIn("nan", text)
        self.assertIn("recovered_fy &gt;= 1e9", self.run_.probabilities._repr_html_())


if __name__ == "__main__":
    unittest.main()
