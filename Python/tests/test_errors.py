"""What is wrong becomes an exception that says where."""

import os
import pickle
import tempfile
import unittest
import warnings
from pathlib import Path
from unittest import mock

import chipcast as cc
from chipcast import _program
from chipcast._errors import problem_of

BASE = "h20-b30-2025-07"


class TestErrors(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder.name)

    def wrong(self, kind, function, *arguments, **options):
        with self.assertRaises(kind) as caught:
            function(*arguments, **options)
        return caught.exception

    def scenario(self, name, text):
        base = cc.scenarios()[0].path
        Path(name).write_text(f'extends = "{base}"\n{text}', encoding="utf-8")

    def test_a_wrong_file_says_line_and_key_of_all_that_is_wrong(self):
        self.scenario("mine.toml", "uptake = 3\nfoo = 1\n[products.H20]\nprice = 'x'\n")
        error = self.wrong(cc.DataError, cc.run, "mine.toml")
        self.assertEqual((error.file, error.line, error.key), ("mine.toml", 2, "uptake"))
        self.assertEqual(error.message, "must lie between 0 and 1, got 3")
        self.assertEqual(error.exit_code, 65)
        self.assertEqual(
            [(p.line, p.key) for p in error.problems], [(2, "uptake"), (3, "foo"),
                                                       (5, "products.H20.price")])
        self.assertIn("mine.toml:3: foo: is not a known key", str(error))

    def test_names_with_colons_spaces_and_other_letters(self):
        for name in ("my file.toml", "预测: a.toml", "a:7: b.toml", "--help.toml"):
            with self.subTest(name):
                self.scenario(name, "uptake = 3\n")
                error = self.wrong(cc.DataError, cc.run, name)
                self.assertEqual(os.path.normpath(error.file), name)
                self.assertEqual((error.line, error.key), (2, "uptake"))

    def test_a_key_that_is_set(self):
        error = self.wrong(cc.DataError, cc.run, BASE, set={"uptake": 3})
        self.assertEqual((error.file, error.option), (None, "--set uptake=3"))
        self.assertEqual((error.key, error.message), ("uptake", "must lie between 0 and 1, got 3"))

    def test_a_file_that_is_not_there(self):
        error = self.wrong(cc.DataError, cc.compare, BASE, "nope.toml")
        self.assertEqual((error.file, error.message), ("nope.toml", "there is no such file"))

    def test_a_wrong_argument(self):
        error = self.wrong(cc.UsageError, cc.stress, BASE, "foo > 1")
        self.assertEqual((error.exit_code, error.option), (64, "--given"))
        self.assertIn("no output or event is called foo", error.message)
        self.assertNotIn("Usage", str(error))
        self.assertIsInstance(error, ValueError)

    def test_a_question_without_an_answer(self):
        error = self.wrong(
            cc.RunError, cc.seek, BASE, "uptake", "mean(recovered) = 600e9", trials=1_000,
            equities=False)
        self.assertEqual(error.exit_code, 1)
        self.assertGreater(len(error.results.seek), 5)

    def test_a_place_that_cannot_be_written(self):
        Path("file").write_text("")
        error = self.wrong(cc.DataError, cc.run, BASE, trials=1_000, equities=False, out="file/x")
        self.assertIn("cannot make this folder", str(error))

    def test_wrong_data(self):
        Path("actuals.csv").write_text("a,b\n1,2\n")
        error = self.wrong(cc.DataError, cc.score, BASE, actuals="actuals.csv")
        self.assertEqual(os.path.basename(error.file), "actuals.csv")
        self.assertIn('has no column "quarter"', error.message)

    def test_errors_go_from_process_to_process(self):
        error = self.wrong(cc.DataError, cc.run, BASE, set={"uptake": 3})
        again = pickle.loads(pickle.dumps(error))
        self.assertIs(type(again), cc.DataError)
        self.assertEqual((again.problems, again.exit_code), (error.problems, 65))

    def test_warnings(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            cc.run(BASE, equities=False, until_error={"recovered_fy": "0.0001%"}, max_trials=2_000)
        self.assertEqual([w.category for w in caught], [cc.ChipcastWarning])
        self.assertIn("not met", str(caught[0].message))
        self.assertEqual(caught[0].filename, __file__)

    def test_a_program_that_is_not_there_or_of_another_version(self):
        with mock.patch.dict(os.environ, CHIPCAST_PROGRAM="/nope"):
            self.assertIn("there is no such program", str(self.wrong(cc.ProgramError, cc.version)))
        other = Path("other")
        other.write_text("#!/bin/sh\necho 99.0.0\n")
        other.chmod(0o755)
        with mock.patch.dict(os.environ, CHIPCAST_PROGRAM="other"):
            error = self.wrong(cc.ProgramError, cc.run, BASE)
        self.assertIn("version 99.0.0 instead of", str(error))

    def test_a_program_that_was_killed(self):
        killed = Path("killed")
        killed.write_text(f"#!/bin/sh\n[ $1 = --version ] && echo {cc.__version__} || kill -9 $$\n")
        killed.chmod(0o755)
        with mock.patch.dict(os.environ, CHIPCAST_PROGRAM="killed"):
            error = self.wrong(cc.ProgramError, cc.run, BASE)
        self.assertEqual(str(error), "the program was ended by signal 9")
        _program._found.cache_clear()


class TestMessages(unittest.TestCase):
    def test_every_kind_of_message(self):
        for line, file, number, key, message in [
            ("a.toml:2: uptake: must be", "a.toml", 2, "uptake", "must be"),
            ("a.toml: there is no such file", "a.toml", None, None, "there is no such file"),
            ("b.toml:2: text must stand in quotes, saw b=", "b.toml", 2, None,
             "text must stand in quotes, saw b="),
            ('a.toml:9: licences.buyers."A B".share: must', "a.toml", 9,
             'licences.buyers."A B".share', "must"),
            ("chipcast: out: cannot make this folder", None, None, None,
             "out: cannot make this folder"),
            ("and 3 more problems, not listed", None, None, None,
             "and 3 more problems, not listed"),
        ]:
            with self.subTest(line):
                problem = problem_of(line)
                self.assertEqual(
                    (problem.file, problem.line, problem.key, problem.message),
                    (file, number, key, message))


if __name__ == "__main__":
    unittest.main()
