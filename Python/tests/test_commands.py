"""Every function asks the program what its options say."""

import datetime
import math
import os
import tempfile
import unittest
from pathlib import Path

import chipcast as cc
from chipcast._ask import said, toml, values_of

BASE = "h20-b30-2025-07"


class TestRun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.run_ = cc.run(BASE, trials=20_000, set={"uptake.mode": 0.5}, equities=False)

    def test_the_same_question_gives_the_same_answer(self):
        again = cc.run(BASE, trials="20k", set={"uptake": {"mode": 0.5}}, equities=False, threads=1)
        self.assertEqual(again.summary.path.read_bytes(), self.run_.summary.path.read_bytes())

    def test_a_stated_probability_is_that_of_the_table(self):
        stated = self.run_.probabilities[3]
        told = self.run_.probability(stated["statement"])
        self.assertEqual((told.value, told.low, told.high, told.trials),
                         tuple(stated[k] for k in ("probability", "low", "high", "trials")))

    def test_another_statement_is_counted_in_the_same_trials(self):
        # The same event in other words.
        stated = self.run_.probabilities.row(statement="recovered_fy >= 5e9")
        told = self.run_.probability("not recovered_fy < 5e9")
        self.assertEqual((told.value, told.low, told.high, told.trials),
                         tuple(stated[k] for k in ("probability", "low", "high", "trials")))
        self.assertAlmostEqual(
            told.standard_error, math.sqrt(told.value * (1 - told.value) / 20_000), places=6)
        self.assertEqual(float(told), told.value)

    def test_what_no_trial_meets_has_a_bound(self):
        told = self.run_.probability("recovered_fy > 100e9")
        self.assertEqual((told.value, told.low), (0, 0))
        self.assertTrue(1e-5 < told.high < 1e-3)

    def test_trials_are_those_of_the_run(self):
        first = self.run_.trials(200)
        written = cc.run(BASE, trials=20_000, set={"uptake.mode": 0.5}, equities=False,
                         write_trials=300).trials()
        self.assertEqual((len(first), len(written)), (200, 300))
        self.assertEqual(repr(first[199]), repr(written[199]))

    def test_trials_of_a_design_that_depends_on_their_number(self):
        run = cc.run(BASE, trials=2_048, equities=False, design="latin-hypercube")
        written = cc.run(BASE, trials=2_048, equities=False, design="latin-hypercube",
                         write_trials=20).trials()
        self.assertEqual(repr(list(run.trials(20))), repr(list(written)))

    def test_a_scenario_that_has_changed_does_not_answer(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "mine.toml")
            path.write_text(f'extends = "{cc.scenarios()[0].path}"\n')
            run = cc.run(path, trials=1_000, equities=False)
            path.write_text(f'extends = "{cc.scenarios()[0].path}"\nuptake = 0.1\n')
            with self.assertRaisesRegex(cc.DataError, "has changed since"):
                run.probability("export_closed and recovered > 1e9")

    def test_the_answer_in_sentences(self):
        self.assertIn("recovered revenue is $", self.run_.answer)

    def test_until_an_error_is_small(self):
        run = cc.run(BASE, equities=False, until_error={"recovered_fy": "5%"}, max_trials="1M")
        target = run.record["until_error"][0]
        self.assertTrue(target["met"])

    def test_against_another(self):
        run = cc.run(BASE, trials=1_000, against=f"{BASE}-banned")
        self.assertEqual(set(run.against.against), {f"{BASE}-banned"})

    def test_a_folder_is_kept_where_asked_for_and_else_goes(self):
        with tempfile.TemporaryDirectory() as folder:
            kept = cc.run(BASE, trials=1_000, equities=False, out=Path(folder, "ein Ordner"))
            self.assertEqual(kept.folder, Path(folder, "ein Ordner"))
            again = cc.read(kept.folder)
            self.assertIsInstance(again, cc.Run)
            self.assertEqual(repr(list(again.summary)), repr(list(kept.summary)))
            self.assertIn("recovered", again.answer)
            with self.assertRaisesRegex(cc.DataError, "read from its folder"):
                again.probability("recovered > 1e9 and export_closed")
            self.assertEqual(cc.run(BASE, trials=1_000, equities=False).save(
                Path(folder, "copy")), Path(folder, "copy"))
            self.assertTrue(Path(folder, "copy", "run.json").exists())
        gone = cc.run(BASE, trials=1_000, equities=False)
        place = gone.folder
        self.assertTrue(place.exists())
        del gone
        self.assertFalse(place.exists())

    def test_pages_and_workbooks(self):
        with tempfile.TemporaryDirectory() as folder:
            page = self.run_.report(Path(folder, "page.html"), actuals="actuals.csv")
            self.assertIn("<svg", page.read_text(encoding="utf-8"))
            try:
                book = self.run_.workbook(Path(folder, "book.xlsx"))
                self.assertEqual(book.read_bytes()[:2], b"PK")
            except cc.RunError as error:
                self.assertIn("libxlsxwriter", str(error))

    def test_a_run_is_scored_as_it_was_run(self):
        found = cc.score(self.run_)
        self.assertEqual(found.record["scored"][0]["plan"]["trials"], 20_000)


class TestCommands(unittest.TestCase):
    def test_compare_takes_the_file_of_a_user_with_a_shipped_one(self):
        with tempfile.TemporaryDirectory() as folder:
            mine = cc.init(Path(folder, "mine one.toml"), extends=BASE, title="Mine")
            mine.write_text(mine.read_text() + "\nuptake = 0.01\n")
            found = cc.compare(BASE, mine, trials=2_000, equities=False)
            row = found.compare.row(scenario="mine one", output="recovered_fy")
            self.assertLess(row["difference"], 0)
            self.assertIs(row["real"], True)

    def test_a_relative_path(self):
        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            os.mkdir("sub")
            cc.init("sub/mine.toml")
            run = cc.run("sub/mine.toml", trials=500, equities=False, out="sub/out")
            self.assertEqual(run.record["scenario"]["files"], ["sub/mine.toml"])
            self.assertTrue(Path("sub/out/summary.csv").exists())
            os.chdir(here)

    def test_sweep_of_scenarios_and_of_points(self):
        found = cc.sweep(scenarios=[BASE, f"{BASE}-high"], trials=500, equities=False)
        self.assertEqual(found.sweep_wide.scenario, [BASE, f"{BASE}-high"])
        found = cc.sweep(BASE, {"uptake": (0.2, 0.7), "revenue_share": (0, 0.25)}, design="latin",
                         points=7, trials=500, equities=False, outputs=["recovered"])
        self.assertEqual(len(found.sweep_wide), 7)
        found = cc.sweep(BASE, {"uptake": [0.2, 0.7], "revenue_share": [0, 0.25]}, paired=True,
                         trials=500, equities=False)
        self.assertEqual(len(found.sweep_wide), 2)

    def test_a_sweep_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            first = cc.sweep(BASE, {"uptake": [0.2, 0.7]}, trials=500, equities=False, out=folder)
            again = cc.sweep(BASE, {"uptake": [0.2, 0.7]}, trials=500, equities=False, out=folder,
                             resume=True)
            self.assertEqual(repr(list(first.sweep)), repr(list(again.sweep)))

    def test_explain_and_information(self):
        told = cc.explain(BASE, "worst", output="recovered", trials=1_000, equities=False)
        self.assertEqual(told.record["settings"]["trial"][:1].isdigit(), True)
        worth = cc.value_of_information(
            BASE, payoff={"build": "recovered - 5e9", "wait": 0}, trials=2_000)
        self.assertIs(worth.decision.row(option="wait")["best"] in (True, False), True)
        self.assertEqual(worth.value_of_information.kind[0], "total")

    def test_every_scenario_that_is_right_is_told(self):
        self.assertIn("S-27", cc.check(BASE))
        self.assertEqual(len(cc.check(BASE, f"{BASE}-high", quiet=True).splitlines()), 2)


class TestWords(unittest.TestCase):
    def test_values_are_written_as_toml(self):
        for value, text in [
            (1, "1"), (0.1, "0.1"), (True, "true"), ("as it stands", "as it stands"),
            ([1, "a\"b"], '[1, "a\\"b"]'), ({"low": 0.1, "a b": "ü"}, '{low = 0.1, "a b" = "ü"}'),
            (datetime.date(2025, 7, 15), "2025-07-15"), (1e22, "1e+22"), ((0.5, 1), "[0.5, 1]"),
        ]:
            self.assertEqual(said(value), text)
        with self.assertRaises(TypeError):
            toml(object())

    def test_lists_and_tables_reach_the_scenario(self):
        run = cc.run(BASE, trials=500, equities=False, set={
            "thresholds": [1e9, 2e9],
            "uptake": {"distribution": "uniform", "low": 0.1, "high": 0.2},
            "title": "Für alle"})
        self.assertEqual(
            [s for s in run.probabilities.statement if s.startswith("recovered_fy >=")],
            ["recovered_fy >= 1e9", "recovered_fy >= 2e9"])
        self.assertEqual(run.record["scenario"]["title"], "Für alle")

    def test_values_of_a_sweep(self):
        self.assertEqual(values_of(range(0, 3, 2)), "0:2:2")
        self.assertEqual(values_of(range(3, 0, -1)), "3,2,1")
        self.assertEqual(values_of([True, False]), "true,false")
        self.assertEqual(values_of((0.2, 0.7), is_range=True), "0.2:0.7")

    def test_trials_are_whole(self):
        self.assertEqual(cc.run(BASE, trials=1e3, equities=False).record["plan"]["trials"], 1_000)
        with self.assertRaises(ValueError):
            cc.run(BASE, trials=10.5)


if __name__ == "__main__":
    unittest.main()
