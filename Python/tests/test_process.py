"""The program as a child: progress, interrupts, locales."""

import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import chipcast as cc

BASE = "h20-b30-2025-07"


def python(code, **options):
    return subprocess.Popen([sys.executable, "-c", code], **options)


def children():
    """Programs that run now."""
    found, place = set(), os.path.realpath(sys.prefix) + os.sep
    for entry in Path("/proc").iterdir():
        try:
            # The program, or the build of it that it has started.
            if entry.name.isdigit() and os.readlink(entry / "exe").startswith(place):
                found.add(int(entry.name))
        except OSError:
            pass
    return found


class TestInterrupt(unittest.TestCase):
    def test_nothing_is_left_behind(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number), tempfile.TemporaryDirectory() as folder:
                before = children()
                # kill ends Python itself only where the program asks for it.
                child = python(
                    "import chipcast, signal, sys\n"
                    "signal.signal(signal.SIGTERM, lambda *_: sys.exit(9))\n"
                    f"chipcast.run('{BASE}', trials=10**11, equities=False)",
                    stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": folder}, text=True)
                limit = time.monotonic() + 20
                while not children() - before and time.monotonic() < limit:
                    time.sleep(0.02)
                time.sleep(0.3)
                self.assertTrue(children() - before)
                child.send_signal(number)
                _, said = child.communicate(timeout=20)
                self.assertEqual(children() - before, set())
                self.assertEqual(os.listdir(folder), [])
                if number == signal.SIGINT:
                    self.assertIn("KeyboardInterrupt", said)
                else:
                    self.assertEqual(child.returncode, 9)

    def test_a_killed_python_leaves_no_program(self):
        before = children()
        with tempfile.TemporaryDirectory() as folder:
            child = python(
                f"import chipcast; chipcast.run('{BASE}', trials=10**11, equities=False)",
                env={**os.environ, "TMPDIR": folder})
            limit = time.monotonic() + 20
            while not children() - before and time.monotonic() < limit:
                time.sleep(0.02)
            time.sleep(0.3)
            self.assertTrue(children() - before)
            child.kill()
            child.wait()
            limit = time.monotonic() + 20
            while children() - before and time.monotonic() < limit:
                time.sleep(0.02)
            self.assertEqual(children() - before, set())

    def test_an_error_in_a_function_of_ones_own_ends_the_program(self):
        before = children()

        def tell(progress):
            raise RuntimeError("enough")

        with self.assertRaisesRegex(RuntimeError, "enough"):
            cc.run(BASE, trials=10**11, equities=False, progress=tell)
        self.assertEqual(children() - before, set())


class TestProgress(unittest.TestCase):
    def test_a_function_is_told(self):
        told = []
        cc.run(BASE, trials=6_000_000, equities=False, progress=told.append)
        self.assertGreater(len(told), 2)
        shares = [progress.share for progress in told]
        self.assertEqual(shares, sorted(shares))
        self.assertTrue(all(0 <= share <= 1 for share in shares))
        self.assertIn("trials/s", told[0].rate)

    def test_results_do_not_depend_on_it(self):
        quiet = cc.run(BASE, trials=20_000, progress=False)
        shown = cc.run(BASE, trials=20_000, progress=lambda _: None)
        for name in quiet:
            self.assertEqual(quiet[name].path.read_bytes(), shown[name].path.read_bytes())
        self.assertEqual(quiet.notes, shown.notes)

    def told_on_terminal(self, code):
        reading, writing = pty.openpty()
        child = python(code, stderr=writing, stdout=subprocess.PIPE)
        os.close(writing)
        said = b""
        try:
            while piece := os.read(reading, 10_000):
                said += piece
        except OSError:
            pass
        os.close(reading)
        output, _ = child.communicate()
        self.assertEqual((child.returncode, output), (0, b""), said)
        return said.decode()

    def test_a_terminal_shows_it_and_is_left_clean(self):
        said = self.told_on_terminal(
            f"import chipcast; chipcast.run('{BASE}', trials=4_000_000, equities=False)")
        self.assertIn("trials/s", said)
        self.assertIn("% ", said)
        self.assertTrue(said.endswith(" \r"), said[-80:])

    def test_silent_when_asked(self):
        said = self.told_on_terminal(
            f"import chipcast; chipcast.run('{BASE}', trials=3_000_000, equities=False,"
            " progress=False)")
        self.assertEqual(said, "")

    def test_silent_where_there_is_no_terminal(self):
        child = python(
            f"import chipcast; chipcast.run('{BASE}', trials=2_000_000, equities=False)",
            stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        self.assertEqual(child.communicate(), (b"", b""))


class TestPlaces(unittest.TestCase):
    def test_names_and_locales_of_all_kinds(self):
        code = (
            "import chipcast, os, sys\n"
            "run = chipcast.run(sys.argv[1], trials=500, equities=False, out=sys.argv[2])\n"
            "assert run.summary.mean[0] > 0\n"
            "assert '½' in run.answer or 'bn' in run.answer\n")
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "Ein Ordner '预测' & mehr")
            place.mkdir()
            cc.init(place / "Prognose ü.toml", extends=BASE)
            for locale in ("C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"):
                with self.subTest(locale):
                    subprocess.run(
                        [sys.executable, "-c", code, str(place / "Prognose ü.toml"),
                         str(place / f"aus {locale}")],
                        check=True, env={**os.environ, "LC_ALL": locale, "LANG": locale})
            written = {p.read_bytes() for p in place.glob("aus */summary.csv")}
            self.assertEqual(len(written), 1)

    def test_runs_at_the_same_time(self):
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(4) as pool:
            means = list(pool.map(
                lambda _: cc.run(BASE, trials=2_000, equities=False).summary.mean[0], range(8)))
        self.assertEqual(len(set(means)), 1)


if __name__ == "__main__":
    unittest.main()
