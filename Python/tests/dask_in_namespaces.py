"""The part of Scripts/test-dask-netns.sh in the scheduler's network: prints a line a fact.

dask_in_namespaces.py PREFIX, of the namespaces PREFIX-0 (this one) to PREFIX-4.
"""

import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import distributed

import chipcast as cc

BASE = "h20-b30-2025-07"
PREFIX = sys.argv[1]
TRIALS = 1_000_000
# A machine that is cut off is noticed after some seconds, not minutes.
IMPATIENT = {
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "15s"}
STARTED = []


def start(kind, *options, network=None, **environment):
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *options]
    if network is not None:
        command = ["ip", "netns", "exec", f"{PREFIX}-{network}", *command]
    child = subprocess.Popen(
        command, env={**os.environ, **IMPATIENT, **environment}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    STARTED.append(child)
    return child


def worker(number, folder, **environment):
    return start(
        "worker", "tcp://10.213.0.1:8786", "--no-nanny", "--nthreads", "1", "--local-directory",
        folder, network=number, **environment)


def same(one, other):
    assert list(one) == list(other)
    for name in one:
        assert one[name].path.read_bytes() == other[name].path.read_bytes(), name


def told(what, begin):
    print(f"{what}: {time.monotonic() - begin:.1f} s", flush=True)


def check(folder):
    asked = {"trials": TRIALS, "equities": False, "progress": False}
    begin = time.monotonic()
    whole = cc.run(BASE, **asked)
    told(f"{TRIALS:,} trials in one process", begin)
    start("scheduler", "--host", "10.213.0.1", "--port", "8786")
    with distributed.Client("tcp://10.213.0.1:8786", timeout=60) as client:
        for count in (1, 2, 4):
            for number in range(len(client.nthreads()) + 1, count + 1):
                worker(number, folder)
            client.wait_for_workers(count)
            begin = time.monotonic()
            same(whole, cc.run(BASE, **asked, client=client))
            told(f"{count} workers in networks of their own, the same bytes", begin)

        cut = []

        def cut_off(_):
            if not cut:
                cut.append(subprocess.run(
                    ["ip", "-n", f"{PREFIX}-4", "link", "set", "eth0", "down"], check=True))

        begin = time.monotonic()
        same(whole, cc.run(
            BASE, **{**asked, "progress": cut_off}, client=client, shards=12))
        assert cut
        told("one worker cut off from the network in the middle, the same bytes", begin)

        fake = Path(folder, "older")
        fake.write_text("#!/bin/sh\necho 0.0.9\n")
        fake.chmod(0o755)
        count = len(client.nthreads())
        worker(3, folder, CHIPCAST_PROGRAM=str(fake))
        client.wait_for_workers(count + 1)
        try:
            cc.run(BASE, **asked, client=client)
        except cc.ProgramError as error:
            print(f"a worker with another version is refused: {error}")
        else:
            raise AssertionError("a worker with another version was taken")


def main():
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            check(folder)
        finally:
            for child in STARTED:
                child.kill()
                child.wait()


if __name__ == "__main__":
    main()
