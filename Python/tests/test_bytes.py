"""The installed program writes what a source build writes."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import chipcast as cc

SOURCE = os.environ.get("CHIPCAST_SOURCE_BUILD")
REPOSITORY = os.environ.get("CHIPCAST_REPOSITORY")
BASE = "h20-b30-2025-07"


@unittest.skipUnless(SOURCE and REPOSITORY, "there is no source build")
class TestBytes(unittest.TestCase):
    def assert_same(self, results, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [SOURCE, *arguments, "--quiet", "--out", folder], cwd=REPOSITORY, check=True)
            names = sorted(p.name for p in Path(folder).glob("*.csv"))
            self.assertEqual(names, [f"{name}.csv" for name in results])
            for name in names:
                self.assertEqual(
                    Path(folder, name).read_bytes(), (results.folder / name).read_bytes(), name)

    def test_a_run_with_shares(self):
        self.assert_same(
            cc.run(BASE, trials=20_000, write_trials=100, monthly=True),
            "run", f"Models/{BASE}.toml", "--trials", "20k", "--write-trials", "100", "--monthly")

    def test_a_key_that_is_set(self):
        self.assert_same(
            cc.run(BASE, trials="10k", equities=False, set={"uptake.mode": 0.5}, threads=1),
            "run", f"Models/{BASE}.toml", "--trials", "10000", "--no-equities",
            "--set", "uptake.mode=0.5")

    def test_a_comparison(self):
        self.assert_same(
            cc.compare(BASE, f"{BASE}-high", trials=5_000, equities=False),
            "compare", f"Models/{BASE}.toml", f"Models/{BASE}-high.toml", "--trials", "5k",
            "--no-equities")

    def test_a_sweep(self):
        self.assert_same(
            cc.sweep(BASE, {"products.H20.price.mode": range(10_500, 13_000, 1_000)}, trials=2_000,
                     equities=False),
            "sweep", f"Models/{BASE}.toml", "--vary", "products.H20.price.mode=10500,11500,12500",
            "--trials", "2k", "--no-equities")

    def test_an_event_study(self):
        self.assert_same(
            cc.event_study(placebo=50, window=(-1, 5)),
            "event-study", "Data/events.csv", "--closes", "Data/closes", "--placebo", "50",
            "--window=-1:5")

    def test_a_score(self):
        self.assert_same(
            cc.score(BASE, trials=5_000),
            "score", f"Models/{BASE}.toml", "--actuals", "Data/actuals.csv", "--trials", "5k")


if __name__ == "__main__":
    unittest.main()
