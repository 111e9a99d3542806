#!/usr/bin/env python3
"""Measures chipcast against its peers in one run on one machine: `make bench`.

Programs take turns (A B C A B C ...), so that a busy moment hits all of them; figures are medians,
with the best beside them. Writes Markdown to standard output and to Benchmarks/runs/DATE.md.
Options: --rounds N, --trials N, --quick (no 10^8 trials).
"""
import argparse, datetime, json, os, platform, resource, statistics, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(here)
program = os.path.join(root, ".build/release/chipcast")
scenario = os.path.join(root, "Models/h20-b30-2025-07.toml")
peers = os.path.join(here, "peers")
cores = os.cpu_count()
lines = []


def say(text=""):
    print(text, flush=True)
    lines.append(text)


def call(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def chipcast(trials, threads, out):
    call(program, "run", scenario, "--quiet", "--trials", str(trials), "--threads", str(threads),
         "--out", out)
    return json.load(open(os.path.join(out, "run.json")))["timing"]["seconds"]


def c_peer(trials, threads, out):
    path = os.path.join(out, "c.json")
    started = time.perf_counter()
    text = call(os.path.join(peers, "recovery_gsl"), str(trials), "1", str(threads), path)
    return seconds_in(text, time.perf_counter() - started)


def numpy_peer(trials, out):
    started = time.perf_counter()
    text = call(sys.executable, os.path.join(peers, "recovery.py"), "--trials", str(trials),
                "--seed", "1")
    return seconds_in(text, time.perf_counter() - started)


def seconds_in(text, fallback):
    """The peers print their own seconds; start-up is not counted for anyone."""
    for word, following in zip(text.split(), text.split()[1:]):
        if following.startswith("s") and word.replace(".", "", 1).isdigit():
            return float(word)
    return fallback


def peak_memory(trials, out):
    """Largest resident size of a run, in MB, from the kernel's own account."""
    script = ("import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True);"
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    kilobytes = call(sys.executable, "-c", script, program, "run", scenario, "--quiet",
                     "--trials", str(trials), "--out", out)
    return int(kilobytes) / 1024 / (1024 if platform.system() == "Darwin" else 1)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--trials", type=int, default=8_000_000)
    options.add_argument("--quick", action="store_true")
    options = options.parse_args()
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                      if line.startswith("model name")), platform.processor()) \
        if os.path.exists("/proc/cpuinfo") else platform.processor()
    say(f"# {datetime.date.today()}: {processor}, {cores} cores, {platform.system()}")
    say()
    commit = call("git", "-C", root, "rev-parse", "--short", "HEAD").strip()
    say(f"Commit {commit}; `make bench`, {options.rounds} rounds taking turns, "
        f"{options.trials:,} trials a round (NumPy: a quarter).")
    say()
    say("## Draws, uniforms included")
    say()
    say("```")
    say(call(os.path.join(here, ".build/release/draws")).rstrip())
    say("```")
    say()
    with tempfile.TemporaryDirectory() as out:
        compare(options, out)
        say("## Peak memory")
        say()
        say("| trials | MB |\n| --- | --- |")
        for power in (5, 6, 7) if options.quick else (5, 6, 7, 8):
            say(f"| 10^{power} | {peak_memory(10 ** power, out):.0f} |")
        say()
        say("## From start to exit, 10,000 trials")
        say()
        times = []
        for _ in range(15):
            started = time.perf_counter()
            call(program, "run", scenario, "--trials", "10000", "--out", out)
            times.append(time.perf_counter() - started)
        say(f"{statistics.median(times):.3f} s (median of 15; best {min(times):.3f})")
    folder = os.path.join(here, "runs")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"{datetime.date.today()}.md"), "w") as file:
        file.write("\n".join(lines) + "\n")


def compare(options, out):
    contestants = {}
    for threads in sorted({1, 2, cores}):
        contestants[f"chipcast, {threads} thread{'s' * (threads > 1)}"] = (
            options.trials, lambda n, t=threads: chipcast(n, t, out))
        contestants[f"C with GSL and OpenMP, {threads} thread{'s' * (threads > 1)}"] = (
            options.trials, lambda n, t=threads: c_peer(n, t, out))
    contestants["NumPy, one process"] = (options.trials // 4, lambda n: numpy_peer(n, out))
    times = {name: [] for name in contestants}
    for _ in range(options.rounds):
        for name, (trials, run) in contestants.items():
            times[name].append(run(trials) / trials * 1e9)
    median = {name: statistics.median(values) for name, values in times.items()}
    say("## The base scenario with all its tallies")
    say()
    say("| program | ns a trial, median | best | trials a second |\n| --- | --- | --- | --- |")
    for name, values in times.items():
        say(f"| {name} | {median[name]:.0f} | {min(values):.0f} | {1e9 / median[name]:,.0f} |")
    say()
    most = f"{cores} thread{'s' * (cores > 1)}"
    ours = f"chipcast, {most}"
    say("| ratio of | median of rounds | of bests |\n| --- | --- | --- |")
    pairs = [("NumPy, one process", ours), (f"C with GSL and OpenMP, {most}", ours),
             ("C with GSL and OpenMP, 1 thread", "chipcast, 1 thread"),
             ("chipcast, 1 thread", "chipcast, 2 threads")]
    for slow, fast in pairs:
        ratios = [a / b for a, b in zip(times[slow], times[fast])]
        say(f"| {slow} to {fast} | {statistics.median(ratios):.1f} | "
            f"{min(times[slow]) / min(times[fast]):.1f} |")
    say()


main()
