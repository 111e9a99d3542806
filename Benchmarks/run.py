#!/usr/bin/env python3
"""Measures chipcast against its peers in one run on one machine: `make bench`.

Programs take turns (A B C A B C ...), so that a busy moment hits all of them; figures are medians,
with the best beside them. Writes Markdown to standard output and to Benchmarks/runs/DATE.md
(DATE-shares.md with --only-shares).
Options: --rounds N, --trials N, --equity-trials N, --quick (no 10^8 trials), --only-shares (what concerns
shares alone; needs neither the C peer nor the draws), --only-sweeps (sweeps and designs, nothing is written).
"""
import argparse, csv, datetime, json, os, platform, statistics, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(here)
program = os.path.join(root, ".build/release/chipcast")
scenario = os.path.join(root, "Models/h20-b30-2025-07-first-edition.toml")
peers = os.path.join(here, "peers")
cores = os.cpu_count()
lines = []


def say(text=""):
    print(text, flush=True)
    lines.append(text)


def call(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def chipcast(trials, threads, out, *more):
    call(program, "run", scenario, "--quiet", "--trials", str(trials), "--threads", str(threads),
         "--out", out, *more)
    return json.load(open(os.path.join(out, "run.json")))["timing"]["seconds"]


def c_peer(trials, threads, out):
    path = os.path.join(out, "c.json")
    return seconds_in(call(os.path.join(peers, "recovery_gsl"), str(trials), "1", str(threads), path))


def python_peer(file, trials, *more):
    return seconds_in(call(sys.executable, os.path.join(peers, file), "--trials", str(trials),
                           "--seed", "1", *more))


def seconds_in(text):
    """The peers print their own seconds; start-up and compilation are not counted for anyone."""
    for word, following in zip(text.split(), text.split()[1:]):
        if following in ("s", "s,") and word.replace(".", "", 1).isdigit():
            return float(word)
    raise SystemExit(f"no seconds in: {text}")


def peak_memory(trials, out, *more):
    """Largest resident size of a run, in MB, from the kernel's own account."""
    script = ("import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True);"
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    kilobytes = call(sys.executable, "-c", script, program, "run", scenario, "--quiet",
                     "--trials", str(trials), "--out", out, *more)
    return int(kilobytes) / 1024 / (1024 if platform.system() == "Darwin" else 1)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--trials", type=int, default=8_000_000)
    options.add_argument("--equity-trials", type=int, default=1_000_000)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only-shares", action="store_true")
    options.add_argument("--only-sweeps", action="store_true")
    options = options.parse_args()
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                      if line.startswith("model name")), platform.processor()) \
        if os.path.exists("/proc/cpuinfo") else platform.processor()
    say(f"# {datetime.date.today()}: {processor}, {cores} cores, {platform.system()}")
    say()
    commit = call("git", "-C", root, "rev-parse", "--short", "HEAD").strip()
    say(f"Commit {commit}; `make bench`, {options.rounds} rounds taking turns.")
    say()
    with tempfile.TemporaryDirectory() as out:
        if options.only_sweeps:
            compare_sweeps(options, out)
            compare_designs(out)
        elif not options.only_shares:
            say("## Draws, uniforms included")
            say()
            say("```")
            say(call(os.path.join(here, ".build/release/draws")).rstrip())
            say("```")
            say()
            compare_recovery(options, out)
            compare_sweeps(options, out)
            compare_designs(out)
        if not options.only_sweeps:
            compare_shares(options, out)
        if options.only_sweeps:
            return
        say("## Peak memory")
        say()
        say("| trials | MB, recovery alone | MB with shares |\n| --- | --- | --- |")
        largest = 6 if options.only_shares else 7 if options.quick else 8
        for power in range(5, largest + 1):
            shares = f"{peak_memory(10 ** power, out):.0f}" if power <= 6 else ""
            say(f"| 10^{power} | {peak_memory(10 ** power, out, '--no-equities'):.0f} | {shares} |")
        say()
        say("## From start to exit, 10,000 trials")
        say()
        for name, more in (("recovery alone", ["--no-equities"]), ("with shares", [])):
            times = []
            for _ in range(15):
                started = time.perf_counter()
                call(program, "run", scenario, "--trials", "10000", "--out", out, *more)
                times.append(time.perf_counter() - started)
            say(f"- {name}: {statistics.median(times):.3f} s (median of 15; best {min(times):.3f})")
    folder = os.path.join(here, "runs")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"{datetime.date.today()}{'-shares' * options.only_shares}.md"), "w") as file:
        file.write("\n".join(lines) + "\n")


def plural(threads):
    return f"{threads} thread{'s' * (threads > 1)}"


def compare_recovery(options, out):
    contestants = {}
    for threads in sorted({1, 2, cores}):
        contestants[f"chipcast, {plural(threads)}"] = (
            options.trials, lambda n, t=threads: chipcast(n, t, out, "--no-equities"))
        contestants[f"C with GSL and OpenMP, {plural(threads)}"] = (
            options.trials, lambda n, t=threads: c_peer(n, t, out))
    contestants["NumPy, one process"] = (
        options.trials // 4, lambda n: python_peer("recovery.py", n))
    ours = f"chipcast, {plural(cores)}"
    say("## The base scenario with all its tallies, recovery alone")
    say()
    say(f"{options.trials:,} trials a round (NumPy: a quarter).")
    say()
    take_turns(options.rounds, contestants, "ns", 1e9, [
        ("NumPy, one process", ours), (f"C with GSL and OpenMP, {plural(cores)}", ours),
        ("C with GSL and OpenMP, 1 thread", "chipcast, 1 thread"),
        ("chipcast, 1 thread", "chipcast, 2 threads")])


def compare_sweeps(options, out):
    """A thousand scenarios of 20,000 trials against 20 million trials of one, everything included."""
    def sweep(*more):
        def run(_):
            call(program, "sweep", scenario, "--quiet", "--no-equities", "--trials", "20000", "--out",
                 os.path.join(out, "sweep"), *more)
            return json.load(open(os.path.join(out, "sweep", "run.json")))["timing"]["seconds"]
        return run

    trials = 20_000_000
    one = "20 million trials of one scenario"
    grid = "grid of 100 prices x 10 revenue shares"
    contestants = {
        one: (trials, lambda n: chipcast(n, cores, out, "--no-equities")),
        grid: (trials, sweep("--vary", "products.H20.price.mode=10000:12970:30",
                             "--vary", "revenue_share=0:0.225:0.025")),
        "grid of 10 x 10 x 10 distributions": (trials, sweep(
            "--vary", "uptake.mode=0.3:0.48:0.02", "--vary", "licences.delay.scale=0.8:1.7:0.1",
            "--vary", "products.B30.launch.mode=3:7.5:0.5")),
        "1,000 Latin points in the same three": (trials, sweep(
            "--vary", "uptake.mode=0.3:0.48", "--vary", "licences.delay.scale=0.8:1.7",
            "--vary", "products.B30.launch.mode=3:7.5", "--design", "latin", "--points", "1000")),
    }
    say("## Sweeps: 1,000 scenarios of 20,000 trials, recovery alone, files written")
    say()
    take_turns(options.rounds, contestants, "ns", 1e9, [(name, one) for name in contestants if name != one], digits=2)


def compare_designs(out):
    """How many random trials one trial of a design is worth: the ratio of squared standard errors."""
    def errors(design):
        started = time.perf_counter()
        call(program, "run", scenario, "--quiet", "--no-equities", "--trials", "4M", "--design", design, "--out", out)
        seconds = time.perf_counter() - started
        with open(os.path.join(out, "summary.csv")) as file:
            rows = {row["output"]: row for row in csv.DictReader(file)}
        return {name: float(rows[name]["standard_error"]) for name in ("recovered_fy", "recovered", "gross_profit")}, seconds

    say("## Designs: random trials that one trial is worth, for a mean (4 million trials)")
    say()
    base, seconds = errors("random")
    say("| design | recovered_fy | recovered | gross_profit | seconds to random's |\n| --- | --- | --- | --- | --- |")
    for design in ("antithetic", "latin-hypercube", "sobol"):
        found, took = errors(design)
        cells = " | ".join(f"{(base[name] / found[name]) ** 2:.1f}" for name in base)
        say(f"| {design} | {cells} | {took / seconds:.2f} |")
    say()


def compare_shares(options, out):
    """The peers read the parameters that chipcast writes, so all simulate the same shares."""
    trials = options.equity_trials
    chipcast(10_000, 1, out)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        with open(os.path.join(out, "equity_parameters.csv"), "rb") as written:
            file.write(written.read())
        file.flush()

        def peer(name, threads, *more):
            return lambda n: python_peer(name, n, "--parameters", file.name, "--threads", str(threads), *more)

        contestants = {f"chipcast, {plural(t)}": (trials, lambda n, t=t: chipcast(n, t, out)) for t in (1, 2)}
        for threads in (1, 2):
            contestants[f"Numba by an expert, {plural(threads)}"] = (trials, peer("equities_numba.py", threads))
        contestants["Numba, plain, 2 threads"] = (trials, peer("equities_numba_plain.py", 2))
        contestants["NumPy by an expert, one process"] = (trials, peer("equities_numpy.py", 1))
        contestants["NumPy, t's by SciPy, one process"] = (
            max(1, trials // 50), peer("equities_numpy.py", 1, "--exact"))
        say("## The base scenario with shares")
        say()
        say(f"{trials:,} trials a round (NumPy with SciPy: a fiftieth). Peers give means, standard deviations and two "
            "probabilities; chipcast all its tallies, quantiles and daily bands.")
        say()
        ours = "chipcast, 2 threads"
        take_turns(options.rounds, contestants, "µs", 1e6, [(name, ours) for name in contestants if name != ours]
                   + [("Numba by an expert, 1 thread", "chipcast, 1 thread"),
                      ("NumPy by an expert, one process", "chipcast, 1 thread")])


def take_turns(rounds, contestants, unit, scale, pairs, digits=1):
    """contestants: by name, trials and what runs so many and returns seconds; pairs of names, slow and fast."""
    times = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, (trials, run) in contestants.items():
            times[name].append(run(trials) / trials)
    median = {name: statistics.median(values) for name, values in times.items()}
    decimals = 0 if unit == "ns" else 2
    say(f"| program | {unit} a trial, median | best | trials a second |\n| --- | --- | --- | --- |")
    for name, values in times.items():
        say(f"| {name} | {scale * median[name]:.{decimals}f} | {scale * min(values):.{decimals}f} | "
            f"{1 / median[name]:,.0f} |")
    say()
    say("| ratio of | median of rounds | of bests |\n| --- | --- | --- |")
    for slow, fast in pairs:
        ratios = [a / b for a, b in zip(times[slow], times[fast])]
        say(f"| {slow} to {fast} | {statistics.median(ratios):.{digits}f} | "
            f"{min(times[slow]) / min(times[fast]):.{digits}f} |")
    say()


main()
