"""The commands of the program, one function each. Options are those of `chipcast help COMMAND`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from ._ask import (
    Count, PathLike, Paths, Request, ResultsT, ScenarioPath, Settings, answered, assignments,
    counted, joined, options, said, spoken, values_of,
)
from ._errors import UsageError
from ._progress import ProgressChoice
from ._results import Results
from ._run import Run
from ._tables import (
    BacktestResults, CompareResults, EventStudyResults, ExplainResults, ScoreResults, SeekResults,
    SensitivityResults, StressResults, SweepResults, ValueOfInformationResults,
)

Design = Literal["random", "antithetic", "latin-hypercube", "sobol"]


def version() -> str:
    """The version of the program.

    >>> version()
    '0.1.0'
    """
    return spoken(["--version"]).output.strip()


def run(
    scenario: ScenarioPath, *, trials: Count | None = None, set: Settings | None = None,
    equities: bool = True, seed: int | None = None, threads: int | None = None,
    until_error: str | Sequence[str] | Mapping[str, object] | None = None,
    max_trials: Count | None = None, against: ScenarioPath | None = None,
    design: Design | None = None, generator: str | None = None, precise: bool = False,
    write_trials: Count | None = None, monthly: bool = False, report: bool = False,
    workbook: bool = False, repair_correlation: bool = False, out: PathLike | None = None,
    anew: bool = False, client: Any = None, shards: int | None = None,
    parts: PathLike | None = None, progress: ProgressChoice = None,
) -> Run:
    """Simulates a scenario: a file, or the name of a shipped one.

    - set: keys of the scenario and their values, such as `{"uptake.mode": 0.5}`.
    - equities: False leaves the shares out: the recovery alone, many times as fast.
    - until_error: how small errors are to be, in place of `trials`, such as
      `{"recovered_fy": "0.1%"}`.
    - out: the folder for the files; without it they go when nothing refers to the run any more.
    - anew: begins anew, whatever an earlier run into `out` has kept.
    - client: a `distributed.Client`, whose workers share the trials; see `chipcast.dask`.
    - shards: into how many it is cut for them; by time where None.
    - parts: the folder in which what they have done is kept, for a second start to go on from:
      beside `out` where None, and removed when the results are there.
    - progress: False shows none; a function is given each `Progress`.

    Raises `DataError` with file, line and key of what is wrong.

    >>> forecast = run("h20-b30-2025-07", trials=10_000, equities=False)
    >>> forecast.summary.row(output="recovered_fy")["unit"]
    'USD'
    """
    paths = Paths()
    paths.add(scenario)
    other = paths.add(against) if against is not None else None
    files = paths.settle()
    if isinstance(until_error, Mapping):
        until_error = [f"{what}: {said(error)}" for what, error in until_error.items()]
    asked = options(
        trials=counted(trials), seed=seed, threads=threads, no_equities=not equities,
        until_error=[until_error] if isinstance(until_error, str) else list(until_error or []),
        max_trials=counted(max_trials), against=files[other] if other is not None else None,
        design=design, generator=generator, precise=precise, write_trials=counted(write_trials),
        monthly=monthly, report=report, workbook=workbook, repair_correlation=repair_correlation,
        anew=anew)
    request = Request("run", (files[0],), paths.folder, tuple(assignments(set)), tuple(asked))
    if client is None and shards is None and parts is None:
        return answered(Run, request, out, progress)
    return _shared(Run, request, out, progress, client, shards, parts)


def compare(
    *scenarios: ScenarioPath, trials: Count | None = None, set: Settings | None = None,
    equities: bool = True, seed: int | None = None, threads: int | None = None,
    design: Design | None = None, report: bool = False, workbook: bool = False,
    out: PathLike | None = None, progress: ProgressChoice = None,
) -> CompareResults:
    """Runs scenarios over the same draws and tells which differences from the first are real.

    >>> found = compare("h20-b30-2025-07", "h20-b30-2025-07-high", trials=10_000, equities=False)
    >>> found.compare.row(scenario="h20-b30-2025-07-high", output="recovered_fy")["real"]
    True
    """
    paths = Paths()
    for scenario in scenarios:
        paths.add(scenario)
    files = paths.settle()
    asked = options(
        trials=counted(trials), seed=seed, threads=threads, no_equities=not equities,
        design=design, report=report, workbook=workbook)
    request = Request("compare", tuple(files), paths.folder, tuple(assignments(set)), tuple(asked))
    return answered(CompareResults, request, out, progress)


def sweep(
    scenario: ScenarioPath | None = None, vary: Mapping[str, object] | None = None, *,
    scenarios: Sequence[ScenarioPath] = (), paired: bool = False,
    design: Literal["grid", "latin"] | None = None, points: int | None = None,
    outputs: str | Sequence[str] | None = None, resume: bool = False,
    trials: Count | None = None, set: Settings | None = None, equities: bool = True,
    seed: int | None = None, threads: int | None = None, report: bool = False,
    workbook: bool = False, out: PathLike | None = None, anew: bool = False, client: Any = None,
    shards: int | None = None, parts: PathLike | None = None, progress: ProgressChoice = None,
) -> SweepResults:
    """Runs many variations of a scenario, or many scenarios, as one pool of work.

    - vary: keys and the values that each takes: a list, a range, or text such as "0.2:0.7:0.1";
      with `design="latin"` the two ends of a range.
    - resume: goes on with a sweep into `out` that was interrupted.
    - anew: begins anew, whatever an earlier sweep into `out` has kept.
    - client: a `distributed.Client`, whose workers share the scenarios; see `chipcast.dask`.
    - shards: into how many it is cut for them; by time where None.
    - parts: the folder in which what they have done is kept, for a second start to go on from:
      beside `out` where None, and removed when the results are there.

    >>> found = sweep("h20-b30-2025-07", {"uptake": [0.3, 0.5]}, trials=5_000, equities=False)
    >>> means = found.sweep.where(output="recovered_fy", statistic="mean")
    >>> list(means["uptake"])
    [0.3, 0.5]
    """
    paths = Paths()
    for each in [scenario, *scenarios]:
        if each is not None:
            paths.add(each)
    files = paths.settle()
    varied = [
        f"{key}={values_of(values, is_range=design == 'latin')}"
        for key, values in (vary or {}).items()]
    asked = options(
        vary=varied, paired=paired, design=design, points=points, outputs=joined(outputs),
        resume=resume, trials=counted(trials), seed=seed, threads=threads,
        no_equities=not equities, report=report, workbook=workbook, anew=anew)
    if scenarios:
        asked += ["--scenarios", *files[0 if scenario is None else 1:]]
        files = files[:1] if scenario is not None else []
    request = Request("sweep", tuple(files), paths.folder, tuple(assignments(set)), tuple(asked))
    if client is None and shards is None and parts is None:
        return answered(SweepResults, request, out, progress)
    return _shared(SweepResults, request, out, progress, client, shards, parts)


def sensitivity(
    scenario: ScenarioPath, *, output: str | None = None,
    method: str | Sequence[str] | None = None, inputs: str | Sequence[str] | None = None,
    group: str | Sequence[str] | None = None, threshold: float | None = None,
    design: Design | None = None, export_design: bool = False, report: bool = False,
    trials: Count | None = None, set: Settings | None = None, equities: bool = True,
    seed: int | None = None, threads: int | None = None, out: PathLike | None = None,
    progress: ProgressChoice = None,
) -> SensitivityResults:
    """Tells which inputs drive an output or a probability.

    - method: tornado, rank, sobol, delta, pawn, line; one or several.

    >>> found = sensitivity("h20-b30-2025-07", method="rank", trials=4_000, equities=False)
    >>> len(found.rank) > 10
    True
    """
    return _of_one(SensitivityResults, "sensitivity", scenario, set, out, progress, options(
        output=output, method=joined(method), inputs=joined(inputs), group=joined(group),
        threshold=threshold, design=design, export_design=export_design, report=report,
        trials=counted(trials), seed=seed, threads=threads, no_equities=not equities))


def stress(
    scenario: ScenarioPath, given: str, *, outputs: str | Sequence[str] | None = None,
    importance: Literal["auto", "always", "never"] | None = None, trials: Count | None = None,
    set: Settings | None = None, equities: bool = True, seed: int | None = None,
    threads: int | None = None, out: PathLike | None = None, progress: ProgressChoice = None,
) -> StressResults:
    """Gives the forecast on condition that something happens.

    >>> found = stress("h20-b30-2025-07", "export_closed", trials=10_000, equities=False)
    >>> found.stress.row(output="recovered_fy", statistic="mean")["difference"] < 0
    True
    """
    return _of_one(StressResults, "stress", scenario, set, out, progress, options(
        given=given, outputs=joined(outputs), importance=importance, trials=counted(trials),
        seed=seed, threads=threads, no_equities=not equities))


def seek(
    scenario: ScenarioPath, vary: str, until: str, *, from_: float | None = None,
    to: float | None = None, trials: Count | None = None, set: Settings | None = None,
    equities: bool = True, seed: int | None = None, threads: int | None = None,
    out: PathLike | None = None, progress: ProgressChoice = None,
) -> SeekResults:
    """Finds the value of a key at which a statistic is what it should be.

    Raises `RunError` where no value does; its `results` hold the values looked at.

    >>> found = seek(
    ...     "h20-b30-2025-07", "uptake", "mean(recovered) = 5e9", trials=5_000, equities=False)
    >>> 0 < found.crossings.value[0] < 1
    True
    """
    return _of_one(SeekResults, "seek", scenario, set, out, progress, options(
        vary=vary, until=until, from_=from_, to=to, trials=counted(trials), seed=seed,
        threads=threads, no_equities=not equities))


def explain(
    scenario: ScenarioPath, trial: int | Literal["worst", "best", "median"], *,
    output: str | None = None, trials: Count | None = None, set: Settings | None = None,
    equities: bool = True, seed: int | None = None, threads: int | None = None,
    out: PathLike | None = None, progress: ProgressChoice = None,
) -> ExplainResults:
    """Tells one trial from end to end: draws, months, events, outputs.

    >>> found = explain("h20-b30-2025-07", 4711, trials=5_000, equities=False)
    >>> found.explain_months.month[0]
    0
    """
    return _of_one(ExplainResults, "explain", scenario, set, out, progress, options(
        trial=trial, output=output, trials=counted(trials), seed=seed, threads=threads,
        no_equities=not equities))


def score(
    *scenarios: ScenarioPath | Results, actuals: PathLike | None = None,
    press: Mapping[str, float] | None = None, trials: Count | None = None,
    set: Settings | None = None, equities: bool = True, seed: int | None = None,
    threads: int | None = None, out: PathLike | None = None, progress: ProgressChoice = None,
) -> ScoreResults:
    """Scores forecasts, or runs, against what was reported afterwards: the shipped actuals unless
    a file is named.

    >>> found = score("h20-b30-2025-07", trials=10_000)
    >>> found.score.row(name="recovered_fy")["inside_95"]
    True
    """
    paths = Paths()
    for scenario in scenarios:
        paths.add(scenario)
    paths.add("actuals.csv" if actuals is None else actuals, "Data")
    *files, reported = paths.settle()
    asked = options(
        actuals=reported, press=assignments(press), trials=counted(trials), seed=seed,
        threads=threads, no_equities=not equities)
    request = Request("score", tuple(files), paths.folder, tuple(assignments(set)), tuple(asked))
    return answered(ScoreResults, request, out, progress)


def value_of_information(
    scenario: ScenarioPath, *, decision: str | None = None,
    payoff: Mapping[str, str | float] | None = None, trials: Count | None = None,
    set: Settings | None = None, equities: bool = True, seed: int | None = None,
    threads: int | None = None, out: PathLike | None = None, progress: ProgressChoice = None,
) -> ValueOfInformationResults:
    """Tells what knowing more before a decision would be worth.

    - payoff: options and their payoffs, in place of a decision of the scenario.

    >>> found = value_of_information(
    ...     "h20-b30-2025-07", payoff={"build": "recovered - 5e9", "wait": 0}, trials=5_000)
    >>> found.decision.option
    ['build', 'wait']
    """
    return _of_one(
        ValueOfInformationResults, "value-of-information", scenario, set, out, progress, options(
            decision=decision, payoff=assignments(payoff), trials=counted(trials), seed=seed,
            threads=threads, no_equities=not equities))


def event_study(
    events_file: PathLike | None = None, closes: PathLike | None = None, *,
    listing: PathLike | None = None, window: str | tuple[int, int] | None = None,
    estimation: str | tuple[int, int] | None = None, minimum_returns: int | None = None,
    model: Literal["market", "market-adjusted", "mean"] | None = None,
    anchor: Literal["next", "previous", "exact"] | None = None,
    events: str | Sequence[str] | None = None, equities: str | Sequence[str] | None = None,
    as_of: object = None, with_moves: bool = False, placebo: int | None = None,
    seed: int | None = None, report: bool = False, out: PathLike | None = None,
) -> EventStudyResults:
    """Measures how shares reacted to dated events: the shipped events and closes unless others are
    named.

    >>> found = event_study(placebo=0)
    >>> "domestic" in found.tests.role
    True
    """
    paths = Paths()
    paths.add("events.csv" if events_file is None else events_file, "Data")
    paths.add("closes" if closes is None else closes, "Data")
    if listing is not None:
        paths.add(listing, "Data")
    studied, folder, *listed = paths.settle()
    asked = [
        f"{option}={value if isinstance(value, str) else ':'.join(map(str, value))}"
        for option, value in (("--window", window), ("--estimation", estimation))
        if value is not None]
    asked += options(
        closes=folder, listing=listed[0] if listed else None, minimum_returns=minimum_returns,
        model=model, anchor=anchor, events=joined(events), equities=joined(equities),
        as_of=str(as_of) if as_of is not None else None, with_moves=with_moves, placebo=placebo,
        seed=seed, report=report)
    request = Request("event-study", (studied,), paths.folder, (), tuple(asked))
    return answered(EventStudyResults, request, out, None)


def backtest(
    scenario: ScenarioPath, *, every: int | None = None, from_: object = None,
    until: object = None, report: bool = False, trials: Count | None = None,
    set: Settings | None = None, seed: int | None = None, threads: int | None = None,
    out: PathLike | None = None, progress: ProgressChoice = None,
) -> BacktestResults:
    """Tests the forecast of shares without policy on the past.

    found = backtest("h20-b30-2025-07", every=20); found.coverage
    """
    return _of_one(BacktestResults, "backtest", scenario, set, out, progress, options(
        every=every, from_=from_, until=until, report=report, trials=counted(trials), seed=seed,
        threads=threads))


def check(
    *scenarios: ScenarioPath, set: Settings | None = None, quiet: bool = False,
    repair_correlation: bool = False,
) -> str:
    """Checks scenarios and gives what they assume, as the program tells it; raises `DataError` with
    all that is wrong.

    >>> print(check("h20-b30-2025-07").splitlines()[0])
    H20 and B30 in China as seen on 15 July 2025
    """
    paths = Paths()
    for scenario in scenarios:
        paths.add(scenario)
    files = paths.settle()
    words = ["check", *files, *options(
        set=assignments(set), repair_correlation=repair_correlation)]
    return spoken(words, folder=paths.folder, files=files, quiet=quiet).output


def report(
    results: Results | PathLike, output: PathLike | None = None, *,
    actuals: PathLike | None = None, sensitivity: Results | PathLike | None = None,
    event_study: Results | PathLike | None = None, vega: PathLike | None = None,
) -> Path:
    """Makes one HTML page of results, or of a folder of them.

    report(forecast, "forecast.html", actuals="actuals.csv")
    """
    return _made("report", "report.html", results, output, actuals, {
        "sensitivity": sensitivity, "event_study": event_study}, vega)


def workbook(
    results: Results | PathLike, output: PathLike | None = None, *,
    actuals: PathLike | None = None, sensitivity: Results | PathLike | None = None,
) -> Path:
    """Makes a workbook (xlsx) of results, or of a folder of them."""
    return _made(
        "workbook", "forecast.xlsx", results, output, actuals, {"sensitivity": sensitivity})


def init(
    file: PathLike, *, extends: ScenarioPath | None = None, title: str | None = None
) -> Path:
    """Writes a commented scenario file to start from.

    init("mine.toml", extends="h20-b30-2025-07")
    """
    paths = Paths()
    paths.add(os.path.abspath(file))
    if extends is not None:
        paths.add(extends)
    target, *base = paths.settle()
    words = ["init", target, *options(
        extends=os.path.join(paths.folder or "", base[0]) if base else None, title=title)]
    spoken(words, files=[target])
    return Path(target)


def read(folder: PathLike) -> Results:
    """The results in a folder that a command has written, by this package or by itself.

    run = read("out/h20-b30-2025-07")
    """
    command = Results(folder).record["command"]
    return _KINDS.get(command, Results)(folder)


def _shared(
    kind: type[ResultsT], request: Request, out: PathLike | None, progress: ProgressChoice,
    client: Any, shards: int | None, parts: PathLike | None,
) -> ResultsT:
    """The answer of a command, by the workers of a client."""
    if client is None:
        raise UsageError("shards and parts go with a client")
    from . import dask

    return dask.answered(
        kind, request, client, out, progress, shards=shards, parts=parts,
        anew="--anew" in request.options)


def _of_one(
    kind: type[ResultsT], command: str, scenario: ScenarioPath, set: Settings | None,
    out: PathLike | None, progress: ProgressChoice, asked: list[str],
) -> ResultsT:
    """The answer of a command that takes one scenario."""
    paths = Paths()
    paths.add(scenario)
    files = tuple(paths.settle())
    request = Request(command, files, paths.folder, tuple(assignments(set)), tuple(asked))
    return answered(kind, request, out, progress)


def _made(
    command: str, usual: str, results: Results | PathLike, output: PathLike | None,
    actuals: PathLike | None, others: Mapping[str, Results | PathLike | None],
    vega: PathLike | None = None,
) -> Path:
    """A page or a workbook of a folder."""
    paths = Paths()
    paths.add(_folder(results))
    beside = {name: path for name, path in others.items() if path is not None}
    for path in beside.values():
        paths.add(_folder(path))
    if actuals is not None:
        paths.add(actuals, "Data")
    # With the files of results there is an own path always: names stay as they are.
    folder, *rest = paths.settle()
    target = os.path.join(folder, usual) if output is None else os.path.abspath(output)
    words = [command, folder, *options(
        output=target, actuals=rest[-1] if actuals is not None else None,
        **dict(zip(beside, rest[:len(beside)], strict=True)),
        vega=os.path.abspath(vega) if vega is not None else None)]
    spoken(words, folder=paths.folder, files=[folder, *rest], quiet=True)
    return Path(target)


def _folder(results: Results | PathLike) -> Results | PathLike:
    """A folder is never meant as the name of something shipped."""
    return results if isinstance(results, Results) else os.path.abspath(results)


_KINDS: dict[str, type[Results]] = {
    "run": Run, "compare": CompareResults, "sweep": SweepResults,
    "sensitivity": SensitivityResults, "stress": StressResults, "seek": SeekResults,
    "explain": ExplainResults, "score": ScoreResults, "backtest": BacktestResults,
    "value-of-information": ValueOfInformationResults, "event-study": EventStudyResults}
