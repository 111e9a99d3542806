"""A run, and what more can be asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ._ask import Count, Request, answered, counted, options, spoken
from ._errors import DataError, RunError
from ._progress import ProgressChoice
from ._tables import ProbabilitiesTable, RunResults, StressResults, TrialsTable

# What is said of a condition that no trial meets.
_BELOW = re.compile(r"its probability is below (\S+) \(95%\)")


@dataclass(frozen=True)
class Probability:
    """A probability as the program has told it; a number wherever one is wanted."""

    statement: str
    value: float
    standard_error: float
    """nan where the program has told the interval alone."""
    low: float
    """Of its 95% interval."""
    high: float
    trials: int

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        return (
            f"P({self.statement}) = {self.value:.4g} (95% interval {self.low:.4g} to "
            f"{self.high:.4g}, {self.trials:,} trials)")


class Run(RunResults):
    """What `chipcast run` writes, and what can be asked of the same trials afterwards."""

    @cached_property
    def answer(self) -> str:
        """What the forecast says, in sentences: `chipcast report --answer`.

        >>> print(run("h20-b30-2025-07", trials=20_000, equities=False).answer.splitlines()[0])
        H20 and B30 in China as seen on 15 July 2025
        """
        request = self._request
        return spoken(
            ["report", str(self.folder.resolve()), "--answer"],
            folder=request.folder if request else None).output

    def probability(self, statement: str, *, progress: ProgressChoice = None) -> Probability:
        """The probability of a statement over outputs, events and inputs (`chipcast help
        expressions`): from probabilities.csv where it stands there, else asked of the program,
        which runs the same trials again.

        >>> forecast = run("h20-b30-2025-07", trials=20_000, equities=False)
        >>> ten = forecast.probability("recovered_fy >= 10e9")
        >>> 0 < ten.low < float(ten) < ten.high < 0.05
        True
        """
        stated: ProbabilitiesTable = self.probabilities
        for row in stated.where(statement=statement):
            return Probability(
                statement, row["probability"], float("nan"), row["low"], row["high"],
                row["trials"] or 0)
        known = self._asked.get(statement)
        if known is None:
            known = self._asked[statement] = self._probability(statement, progress)
        return known

    @cached_property
    def _asked(self) -> dict[str, Probability]:
        return {}

    def _probability(self, statement: str, progress: ProgressChoice) -> Probability:
        request, plan = self._made_by(), self.record["plan"]
        # Without importance sampling a condition is the statement, counted in every trial. One
        # output is enough: its distribution is not what is asked for.
        asked = Request(
            "stress", request.files, request.folder, self._settings(),
            tuple(options(
                given=statement, importance="never", outputs="recovered_fy", trials=plan["trials"],
                seed=plan["seed"], no_equities="--no-equities" in request.options)))
        try:
            found = answered(StressResults, asked, None, progress)
        except RunError as error:
            bound = _BELOW.search(error.message)
            if bound is None:
                raise
            return Probability(statement, 0.0, 0.0, 0.0, float(bound[1]), plan["trials"])
        self._check_same(found.record)
        told: dict[str, Any] = found.record["condition"]
        part = told["probability"]
        return Probability(
            statement, part["value"], part["standard_error"], part["low"], part["high"],
            told["trials"])

    def trials(
        self, count: Count | None = None, *, progress: ProgressChoice = None
    ) -> TrialsTable:
        """Every input and output of the first trials: of trials.csv where the run has written it
        and `count` is not given, else made again.

        >>> forecast = run("h20-b30-2025-07", trials=20_000, equities=False)
        >>> len(forecast.trials(1_000)["products.H20.price"])
        1000
        """
        if count is None and "trials" in self:
            return self._table(TrialsTable, "trials")
        request, plan = self._made_by(), self.record["plan"]
        wanted = counted(count if count is not None else 10_000)
        # A trial of a random design is the same in a run of any length.
        trials = wanted if plan["design"] == "random" else plan["trials"]
        kept = [w for w in request.options if w in ("--no-equities", "--repair-correlation")]
        asked = Request(
            "run", request.files, request.folder, self._settings(),
            tuple(kept + options(
                trials=trials, seed=plan["seed"], design=plan["design"], write_trials=wanted)))
        found = answered(Run, asked, None, progress)
        self._check_same(found.record)
        return found._table(TrialsTable, "trials")

    def _made_by(self) -> Request:
        if self._request is None:
            raise DataError(
                f"{self.folder}: this run was read from its folder: more can be asked of one that "
                "`chipcast.run` has made")
        return self._request

    def _settings(self) -> tuple[str, ...]:
        """Keys that were set, the generator of the command line among them."""
        assert self._request is not None
        generator = self.record["plan"]["generator"]
        own = () if generator == "default" else (f"simulation.generator={generator}",)
        return (*self._request.settings, *own)

    def _check_same(self, record: dict[str, Any]) -> None:
        """Another scenario must not answer for this one."""
        now, then = (r["scenario"]["recovery_fingerprint"] for r in (record, self.record))
        if now != then:
            raise DataError(
                f"{self.record['scenario']['files'][0]}: has changed since this run of it")
