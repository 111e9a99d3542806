#!/usr/bin/env python3
"""Measures what a batch costs, and prints what large ones will: time, bytes moved, cost of merging, what limits.

    plan-batches.py [PROGRAM] [--quick] [--cores 256] [--worker-threads 8]

Runs on the machine as it is; say in the title of what is kept whether it was quiet.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SCENARIO = "Models/h20-b30-2025-07.toml"
SHARD_SECONDS = 25
TOGETHER = {"run": 8, "sweep": 64}
MILLION_POINTS = ["--vary", "uptake=0.2:0.7:0.0005", "--vary", "revenue_share=0:0.2497:0.00025"]


class Measured:
    """What one kind of batch costs, by trial or by scenario."""

    def __init__(self, one, all_threads, start, size, merge):
        self.one = one
        """Seconds of an item with one thread."""
        self.all_threads = all_threads
        """With all threads of this machine."""
        self.start = start
        """Seconds from the start of the program to its first trial."""
        self.size = size
        """Bytes of a shard, compressed."""
        self.merge = merge
        """Seconds of CPU to join a shard."""


class Bench:
    def __init__(self, program, folder, quick):
        self.program, self.folder, self.quick = program, Path(folder), quick

    def timed(self, *words):
        begin, before = time.monotonic(), os.times()
        subprocess.run([self.program, *words], cwd=TOP, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        cpu = sum(after[2:4]) - sum(before[2:4])
        return time.monotonic() - begin, cpu

    def part(self, command, name, *words):
        path = self.folder / f"{name}.chipcast"
        passed = self.timed(
            command, SCENARIO, *words, "--partial", str(path), "--quiet", "--anew")
        return path, passed

    def merged(self, paths):
        """Seconds of CPU for each file, and those of reading the scenario."""
        target = str(self.folder / "joined.chipcast")
        _, one = self.timed("merge", str(paths[0]), "--partial", target)
        _, many = self.timed("merge", *map(str, paths), "--partial", target)
        return max(many - one, 0) / (len(paths) - 1), one

    def run(self, options, trials):
        """A run, whose shard has the trials of some 25 seconds of a worker."""
        threads = os.cpu_count()
        _, (start, _) = self.part("run", "start", *options, "--trials", "1024")
        times = {}
        for count in (1, threads):
            path, (seconds, _) = self.part(
                "run", f"whole-{count}", *options, "--trials", str(trials), "--threads", str(count))
            times[count] = max(seconds - start, 1e-3) / trials
            print(f"  {' '.join(options) or 'with shares'}: {times[count] * 1e6:.2f} s for 10^6 "
                  f"trials, threads {count}", file=sys.stderr)
        size = len(zlib.compress(path.read_bytes(), 1))
        print(f"  a part of {trials:,} trials: {path.stat().st_size:,} bytes, {size:,} compressed",
              file=sys.stderr)
        paths = [
            self.part("run", f"part-{k}", *options, "--trials", str(trials), "--part", f"{k}/8")[0]
            for k in range(1, 9)]
        each, once = self.merged(paths)
        merge = each + once / TOGETHER["run"]
        print(f"  merging: {each:.2f} s a part, {once:.2f} s for the scenario and the result",
              file=sys.stderr)
        return Measured(times[1], times[threads], start, size, merge)

    def sweep(self, scenarios):
        """A sweep with 20,000 trials a scenario, without shares."""
        threads = os.cpu_count()
        words = ["--no-equities", "--trials", "20k"]
        # What only the number of scenarios costs, in each shard.
        _, (start, cpu) = self.part(
            "sweep", "start", *words, *MILLION_POINTS, "--part", "1000000/1000000")
        vary = ["--vary", f"uptake=0.2:0.7:{0.5 / (scenarios - 1)}"]
        times = {}
        for count in (1, threads):
            path, (seconds, _) = self.part(
                "sweep", f"sweep-{count}", *words, *vary, "--part", "1/1", "--threads", str(count))
            times[count] = seconds / scenarios
        size = len(zlib.compress(path.read_bytes(), 1)) / scenarios
        print(f"  a scenario of 20,000 trials: {times[1]:.3f} s, {times[threads]:.3f} s with "
              f"{threads} threads, {size:.0f} bytes; start of a shard of 10^6 scenarios: {start:.1f} s",
              file=sys.stderr)
        return Measured(times[1], times[threads], start, size, cpu / TOGETHER["sweep"])


def duration(seconds):
    for unit, length in (("years", 31_557_600), ("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 1.5 * length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.0f} s"


def amount(count):
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count / 1e3:.0f} kB"


def row(title, items, measured, cores, worker_threads, *, is_sweep=False):
    # Threads of a worker scale at best as those of this machine do.
    seconds = items * measured.one
    speedup = min(worker_threads, worker_threads * measured.one / measured.all_threads / os.cpu_count())
    workers = cores // worker_threads
    of_worker = seconds / speedup
    # Of a sweep a shard is at least ten times its start, which grows with all its scenarios.
    shards = max(of_worker / max(SHARD_SECONDS, 10 * measured.start if is_sweep else 0), workers)
    length = of_worker / shards
    moved = items * measured.size if is_sweep else shards * measured.size
    merging = shards * measured.merge
    wall = (of_worker + shards * measured.start) / workers
    # The client joins parts with all its cores, eight at most: so many workers keep it busy.
    joiners = min(8, worker_threads)
    limit = int(joiners * (length + measured.start) / max(measured.merge, 1e-6))
    busy = merging / joiners / wall
    if busy > 1:
        what, wall = "merging on the client: fewer, longer shards", merging / joiners
    elif is_sweep and measured.start > length / 4:
        what = "starts of shards: fewer shards, or a sweep in several"
    else:
        what = f"the cores (a client keeps up with {limit:,} workers)"
    return (f"| {title} | {duration(seconds)} | {duration(of_worker)} | {duration(wall)} | "
            f"{shards:,.0f} | {amount(moved)} | {duration(merging)} | {what} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", nargs="?", default=str(TOP / ".build/release/chipcast"))
    parser.add_argument("--quick", action="store_true", help="a tenth of the trials")
    parser.add_argument("--cores", type=int, default=256)
    parser.add_argument("--worker-threads", type=int, default=8)
    asked = parser.parse_args()
    share = 10 if asked.quick else 1
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(os.path.abspath(asked.program), folder, asked.quick)
        alone = bench.run(["--no-equities"], 10_000_000 // share)
        shares = bench.run([], 2_000_000 // share)
        swept = bench.sweep(200 // share)
    cores, threads = asked.cores, asked.worker_threads
    print(f"| batch | one core | one worker of {threads} threads | {cores} cores in {cores // threads}"
          " workers | shards | bytes moved | CPU of merging | what limits |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for power in (9, 10, 12):
        for title, measured in (("", alone), (" with shares", shares)):
            print(row(f"10^{power} trials{title}", 10**power, measured, cores, threads))
    print(row("10^6 scenarios of 20,000 trials", 10**6, swept, cores, threads, is_sweep=True))


if __name__ == "__main__":
    main()
