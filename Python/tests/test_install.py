"""What an installer has put where."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

import chipcast as cc


class TestInstall(unittest.TestCase):
    def test_what_is_tested_is_installed(self):
        self.assertTrue(Path(cc.__file__).is_relative_to(sys.prefix), cc.__file__)
        self.assertTrue(Path(cc.program()).is_relative_to(sys.prefix), cc.program())

    def test_the_program_is_on_path_and_starts_by_itself(self):
        self.assertEqual(shutil.which("chipcast"), cc.program())
        with open(cc.program(), "rb") as file:
            self.assertEqual(file.read(4), b"\x7fELF", "a script costs its interpreter's start")

    def test_there_is_no_swift(self):
        self.assertIsNone(shutil.which("swift"))

    def test_nothing_else_is_required(self):
        self.assertEqual(importlib.metadata.requires("chipcast") or [], [])

    def test_program_and_package_are_of_one_version(self):
        self.assertEqual(cc.version(), importlib.metadata.version("chipcast"))
        self.assertEqual(cc.version(), cc.__version__)

    def test_the_module_is_the_program(self):
        said = subprocess.run(
            [sys.executable, "-m", "chipcast", "help", "seek"], capture_output=True, text=True)
        self.assertIn("Finds the value of a key", said.stdout)

    def test_a_package_for_type_checkers(self):
        self.assertTrue(Path(cc.__file__).with_name("py.typed").exists())


class TestShipped(unittest.TestCase):
    def test_scenarios_have_names_titles_and_paths(self):
        found = {s.name: s for s in cc.scenarios()}
        self.assertIn("h20-b30-2025-07-banned", found)
        self.assertEqual(len(found), len(list(cc.data_folder().parent.glob("Models/*.toml"))))
        for scenario in found.values():
            self.assertTrue(scenario.path.is_file())
            self.assertNotEqual(scenario.title, scenario.name)

    def test_titles_are_those_that_the_program_reads(self):
        for scenario in cc.scenarios():
            with self.subTest(scenario.name), warnings.catch_warnings():
                warnings.simplefilter("ignore", cc.ChipcastWarning)
                self.assertEqual(cc.check(scenario).splitlines()[0], scenario.title)

    def test_data_is_there(self):
        for name in ("actuals.csv", "events.csv", "closes", "holidays.csv"):
            self.assertTrue((cc.data_folder() / name).exists(), name)

    def test_a_file_of_the_user_comes_before_a_shipped_one(self):
        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            Path("h20-b30-2025-07.toml").write_text("foo = 1\n")
            with self.assertRaises(cc.DataError):
                cc.check("h20-b30-2025-07.toml")
            os.chdir(here)


if __name__ == "__main__":
    unittest.main()
