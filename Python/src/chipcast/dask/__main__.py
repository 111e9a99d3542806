"""`python -m chipcast.dask SCENARIO --trials N --scheduler ADDRESS` runs a batch on a cluster."""

from __future__ import annotations

import argparse
import sys

import distributed

from .. import _commands
from .._errors import Error
from .._progress import Progress
from .._results import Results


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m chipcast.dask", allow_abbrev=False,
        description="Runs a scenario, or with --vary a sweep of it, on the workers of a Dask "
        "scheduler, and writes what `chipcast run` or `chipcast sweep` writes. What is done is "
        "kept on this side: after whatever ends it the same command goes on from there.")
    parser.add_argument("scenario", help="a file, or the name of a shipped one")
    parser.add_argument("--trials", help="such as 10G; those of the scenario for a sweep")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--scheduler", metavar="ADDRESS", help="such as tcp://10.0.0.1:8786")
    where.add_argument(
        "--scheduler-file", metavar="FILE", help="what `dask scheduler --scheduler-file` wrote")
    parser.add_argument(
        "--out", metavar="FOLDER", help="for the results; out/<scenario> if not given")
    parser.add_argument("--shards", type=int, help="into how many it is cut; by time if not given")
    parser.add_argument(
        "--parts", metavar="FOLDER", help="where to keep what is done, also afterwards")
    parser.add_argument("--anew", action="store_true", help="takes no account of what was kept")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument(
        "--vary", action="append", default=[], metavar="KEY=VALUES", help="makes it a sweep")
    parser.add_argument("--paired", action="store_true", help="of a sweep")
    parser.add_argument("--outputs", metavar="NAMES", help="of a sweep")
    parser.add_argument("--no-equities", action="store_true")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--threads", type=int, help="of a shard; those of its worker if not given")
    parser.add_argument("--design", help="of a run: random, antithetic, latin-hypercube, sobol")
    parser.add_argument("--against", metavar="SCENARIO", help="of a run")
    parser.add_argument("--monthly", action="store_true", help="of a run")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--workbook", action="store_true")
    return parser.parse_args()


def _pairs(texts: list[str]) -> dict[str, str]:
    return {key: value for key, _, value in (text.partition("=") for text in texts)}


def _run(asked: argparse.Namespace, client: distributed.Client) -> Results:
    name = asked.scenario.rpartition("/")[2].removesuffix(".toml")
    common = {
        "trials": asked.trials, "set": _pairs(asked.set), "equities": not asked.no_equities,
        "seed": asked.seed, "threads": asked.threads, "report": asked.report,
        "workbook": asked.workbook, "anew": asked.anew, "client": client, "shards": asked.shards,
        "parts": asked.parts, "progress": _tell if not sys.stderr.isatty() else None}
    if asked.vary:
        return _commands.sweep(
            asked.scenario, _pairs(asked.vary), paired=asked.paired, outputs=asked.outputs,
            out=asked.out or f"out/sweep-{name}", **common)
    return _commands.run(
        asked.scenario, design=asked.design, against=asked.against, monthly=asked.monthly,
        out=asked.out or f"out/{name}", **common)


def _tell(progress: Progress) -> None:
    print(progress, file=sys.stderr, flush=True)


def main() -> int:
    asked = _arguments()
    try:
        with distributed.Client(
            address=asked.scheduler, scheduler_file=asked.scheduler_file
        ) as client:
            results = _run(asked, client)
    except Error as error:
        print(error, file=sys.stderr)
        return error.exit_code if error.exit_code and error.exit_code > 0 else 1
    except OSError as error:
        print(f"the scheduler does not answer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    for note in results.notes:
        print(note, file=sys.stderr)
    print(f"Results are in {results.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
