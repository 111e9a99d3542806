"""Runs and sweeps on workers: the bytes of one process, whatever dies."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import chipcast as cc

try:
    import distributed
except ImportError:
    raise unittest.SkipTest("distributed is not installed") from None

BASE = "h20-b30-2025-07"
PATIENCE = 120
SMALL = {"trials": 100_000, "equities": False}


def children(process):
    """The processes that a process has started, and theirs."""
    parents = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            stat = (entry / "stat").read_text()
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found, wanted = set(), {process}
    while wanted:
        wanted = {pid for pid, parent in parents.items() if parent in wanted} - found
        found |= wanted
    return found


def is_there(process):
    """Whether a process is there, and does not only wait to be asked how it ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(condition):
    limit = time.monotonic() + PATIENCE
    while not (found := condition()):
        if time.monotonic() > limit:
            raise AssertionError("waited in vain")
        time.sleep(0.05)
    return found


class Cluster:
    """A scheduler and workers, each a process as on a machine of its own."""

    def __init__(self, folder, workers=1):
        self.file = str(Path(folder, f"scheduler-{time.monotonic_ns()}.json"))
        self.folder, self.started = folder, []
        self.scheduler = self.start("scheduler", "--port", "0", "--no-dashboard")
        until(lambda: os.path.exists(self.file))
        for _ in range(workers):
            self.worker()

    def start(self, kind, *options, **environment):
        child = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + kind, *options,
             "--scheduler-file", self.file],
            cwd=self.folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.started.append(child)
        return child

    def worker(self, **environment):
        return self.start(
            "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "5",
            "--local-directory", str(self.folder), **environment)

    def client(self):
        return distributed.Client(scheduler_file=self.file)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for child in self.started:
            child.kill()
            child.wait()


class TestDask(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address=None)
        cls.addClassCleanup(cls.cluster.close)
        cls.client = distributed.Client(cls.cluster)
        cls.addClassCleanup(cls.client.close)

    def setUp(self):
        place = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)

    def assert_same(self, one, other):
        self.assertEqual(list(one), list(other))
        for name in one:
            self.assertEqual(one[name].path.read_bytes(), other[name].path.read_bytes(), name)
        timing = {"timing", "machine"}
        self.assertEqual(
            {k: v for k, v in one.record.items() if k not in timing},
            {k: v for k, v in other.record.items() if k not in timing})

    def test_one_two_and_four_workers_give_the_bytes_of_one_process(self):
        whole = cc.run(BASE, **SMALL)
        client = self.client
        with self.subTest("by time, and several threads each"):
            out = self.folder / "out"
            cc.run(BASE, **SMALL, client=client, threads=2, out=out, report=True)
            self.assert_same(whole, cc.read(out))
            self.assertTrue((out / "report.html").is_file())
            self.assertEqual(os.listdir(self.folder), ["out"])
        with self.subTest("a sweep"):
            vary = {"uptake": [0.2, 0.3, 0.4, 0.5, 0.6]}
            asked = {"trials": 5_000, "equities": False}
            self.assert_same(
                cc.sweep(BASE, vary, **asked), cc.sweep(BASE, vary, **asked, client=client))
        with self.subTest("shares, and a file of the user's"):
            place = self.folder / "own"
            place.mkdir()
            mine = cc.init(place / "mine.toml", extends=BASE)
            asked = {"trials": 3_000, "set": {"uptake.mode": 0.5}}
            shared = cc.run(mine, **asked, client=client, shards=2)
            self.assert_same(cc.run(mine, **asked), shared)
            self.assertGreater(float(shared.probability("recovered_fy >= 1e9")), 0)
        with self.subTest("what is wrong is told as ever"):
            with self.assertRaises(cc.DataError) as caught:
                cc.run(BASE, **SMALL, set={"uptake": 3}, client=client)
            self.assertEqual(caught.exception.key, "uptake")
            with self.assertRaisesRegex(cc.UsageError, "trials"):
                cc.run(BASE, client=client)
            with self.assertRaisesRegex(cc.UsageError, "must be 1,024 at least"):
                cc.run(BASE, trials=500, client=client)
            with self.assertRaisesRegex(cc.UsageError, "--write-trials"):
                cc.run(BASE, **SMALL, write_trials=10, client=client)
            with self.assertRaisesRegex(cc.UsageError, "go with a client"):
                cc.run(BASE, **SMALL, shards=2)
        with self.subTest("a list of scenarios"):
            asked = {"scenarios": [BASE, f"{BASE}-high"], "trials": 2_000, "equities": False}
            self.assert_same(cc.sweep(**asked), cc.sweep(**asked, client=client))
        for workers in (1, 2, 4):
            with self.subTest(workers):
                self.cluster.scale(workers)
                client.wait_for_workers(workers)
                told = []
                shared = cc.run(
                    BASE, **SMALL, client=client, shards=4, progress=told.append)
                self.assert_same(whole, shared)
                self.assertEqual(told[-1].share, 1)

    def test_a_killed_worker_costs_time_and_its_child_ends(self):
        whole = cc.run(BASE, trials=400_000, equities=False)
        with Cluster(self.folder, workers=2) as cluster, cluster.client() as client:
            client.wait_for_workers(2)
            lost = []

            def kill(_):
                # The first shard is done: a worker that is in the middle of another one dies.
                if not lost:
                    worker = cluster.started[1]
                    lost.append(until(lambda: children(worker.pid)))
                    worker.send_signal(signal.SIGKILL)

            shared = cc.run(
                BASE, trials=400_000, equities=False, client=client, shards=5, progress=kill)
            self.assert_same(whole, shared)
            until(lambda: not any(map(is_there, lost[0])))

    def test_a_shard_that_nobody_wants_is_stopped(self):
        def programs():
            return {p for pid in self.client.run(os.getpid).values() for p in children(pid)}

        before = programs()

        def stop(_):
            until(lambda: programs() - before)
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            cc.run(
                BASE, trials=10**9, equities=False, client=self.client, shards=5_000,
                progress=stop)
        until(lambda: programs() == before)

    def test_another_program_is_refused(self):
        def fake(name, text):
            path = self.folder / name
            path.write_text(f"#!/bin/sh\n{text}\nexec '{cc.program()}' \"$@\"\n")
            path.chmod(0o755)
            return {"CHIPCAST_PROGRAM": str(path)}

        older = fake("older", 'if [ "$1" = --version ]; then echo 0.0.9; exit; fi')
        other = fake("other", 'case $1 in run) set -- "$@" --set uptake.mode=0.41;; esac')
        with Cluster(self.folder, workers=1) as cluster, cluster.client() as client:
            cluster.worker(**older)
            cluster.worker(**other)
            client.wait_for_workers(3)
            with self.assertRaises(cc.ProgramError) as caught:
                cc.run(BASE, **SMALL, client=client)
        said = str(caught.exception).splitlines()
        self.assertEqual(len(said), 2, said)
        self.assertTrue(all(line.startswith("worker tcp://") for line in said))
        self.assertIn(f"version 0.0.9 instead of {cc.version()}", "".join(said))
        self.assertIn("give other results than the client's program", "".join(said))

    def test_a_wrong_worker_that_joins_later_gets_nothing(self):
        fake = self.folder / "older"
        fake.write_text("#!/bin/sh\necho 0.0.9\n")
        fake.chmod(0o755)
        with Cluster(self.folder) as cluster, cluster.client() as client:

            def join(_):
                if len(cluster.started) == 2:
                    cluster.worker(CHIPCAST_PROGRAM=str(fake))
                    client.wait_for_workers(2)

            with self.assertWarnsRegex(cc.ChipcastWarning, "worker tcp://.*: .*version 0.0.9"):
                shared = cc.run(BASE, **SMALL, client=client, shards=6, progress=join)
            self.assert_same(cc.run(BASE, **SMALL), shared)

    def test_after_the_schedulers_death_only_what_is_missing_runs(self):
        out, parts = self.folder / "out", self.folder / "parts"

        def start(cluster):
            return subprocess.Popen(
                [sys.executable, "-m", "chipcast.dask", BASE, "--trials", "400k", "--no-equities",
                 "--scheduler-file", cluster.file, "--shards", "5", "--out", str(out),
                 "--parts", str(parts)],
                env={**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"},
                stderr=subprocess.PIPE, text=True)

        def kept():
            return {p.name: p.stat().st_mtime_ns for p in parts.glob("*.chipcast")}

        with Cluster(self.folder, workers=1) as cluster:
            child = start(cluster)
            # The probe's, and two of a worker.
            until(lambda: len(kept()) >= 3)
            cluster.scheduler.kill()
            _, said = child.communicate(timeout=PATIENCE)
            self.assertEqual(child.returncode, 1, said)
            self.assertRegex(said, r"is gone: [\d,]+ of 400,000 trials are kept in .*parts")
            self.assertFalse(out.exists())
        before = kept()
        self.assertLess(len(before), 6)
        with Cluster(self.folder, workers=2) as cluster:
            child = start(cluster)
            _, said = child.communicate(timeout=PATIENCE)
            self.assertEqual(child.returncode, 0, said)
        after = kept()
        self.assertEqual(before, {name: after[name] for name in before})
        self.assertEqual(len(after), 6)
        self.assert_same(cc.run(BASE, trials="400k", equities=False), cc.read(out))

    def test_a_part_of_something_else_is_not_mixed_in(self):
        parts = self.folder / "parts"
        asked = {**SMALL, "client": self.client, "parts": parts, "shards": 2}
        first = cc.run(BASE, **asked)
        again = cc.run(BASE, **asked)
        self.assert_same(first, again)
        with self.assertRaisesRegex(cc.DataError, "something else"):
            cc.run(BASE, **asked, seed=5)
        # A part that was cut off is run again.
        part = sorted(parts.glob("*.chipcast"))[1]
        part.write_bytes(part.read_bytes()[:1000])
        self.assert_same(first, cc.run(BASE, **asked))
        other = cc.run(BASE, **asked, seed=5, anew=True)
        self.assert_same(cc.run(BASE, **SMALL, seed=5), other)


if __name__ == "__main__":
    unittest.main()
