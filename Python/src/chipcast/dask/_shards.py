"""How what is missing is cut into shards."""

from __future__ import annotations

from ._worker import PROBE_TRIALS

BATCH = PROBE_TRIALS
"""Trials that no cut parts."""
_SECONDS = 25.0
_LEAST_SECONDS = 5.0


class TrialShards:
    """Ranges of trials: some 25 seconds of a worker each by what it did last, less towards the
    end, so that all end at about the same time; or equal ones, so many of the whole.
    """

    def __init__(
        self, gaps: list[tuple[int, int]], whole: int, rate: float, shards: int | None
    ) -> None:
        """
        - rate: trials a second of one thread, as the probe has it.
        - shards: None for a number that goes by time.
        """
        self._gaps = gaps
        self._equal = -(-whole // shards) if shards else None
        self._rate = rate
        self._rates: dict[str, float] = {}

    @property
    def left(self) -> int:
        """Trials that nobody has taken."""
        return sum(end - first for first, end in self._gaps)

    def done(self, worker: str, trials: int, seconds: float) -> None:
        """Takes note of how fast a worker was."""
        self._rates[worker] = trials / max(seconds, 0.1)

    def take(self, worker: str, workers: dict[str, int]) -> tuple[int, int] | None:
        """The next range for a worker; None where nothing is left.

        - workers: threads of each.
        """
        if not self._gaps:
            return None
        if self._equal is None:
            rates = {w: self._rates.get(w, self._rate * workers[w]) for w in workers}
            fair = self.left * rates[worker] / sum(rates.values())
            # Two shards of each worker are under way at a time.
            wanted = min(rates[worker] * _SECONDS, fair / 2)
            size = int(max(wanted, rates[worker] * _LEAST_SECONDS))
        else:
            size = self._equal
        size = -(-size // BATCH) * BATCH
        first, end = self._gaps.pop(0)
        if first + size < end:
            self._gaps.insert(0, (first + size, end))
        return first, min(first + size, end)

    def words(self, share: tuple[int, int]) -> list[str]:
        return ["--range", f"{share[0]}:{share[1]}"]


class ScenarioShards:
    """Equal parts of a sweep, so many of the whole."""

    def __init__(self, gaps: list[tuple[int, int]], whole: int, shards: int) -> None:
        self._shards = shards
        bounds = [whole * k // shards for k in range(shards + 1)]
        self._numbers = {(bounds[k], bounds[k + 1]): k + 1 for k in range(shards)}
        self._left = [
            share for share in self._numbers
            if share[0] < share[1] and any(a <= share[0] and share[1] <= b for a, b in gaps)]

    @property
    def left(self) -> int:
        """Scenarios that nobody has taken."""
        return sum(end - first for first, end in self._left)

    def done(self, worker: str, scenarios: int, seconds: float) -> None:
        pass

    def take(self, worker: str, workers: dict[str, int]) -> tuple[int, int] | None:
        """The next scenarios; None where nothing is left."""
        return self._left.pop(0) if self._left else None

    def words(self, share: tuple[int, int]) -> list[str]:
        return ["--part", f"{self._numbers[share]}/{self._shards}"]


def count_of(whole: int, seconds: float, start: float, threads: int, workers: int) -> int:
    """Into how many parts a sweep is cut.

    - seconds: of one scenario with one thread.
    - start: seconds before the first scenario of a part, which grow with all that there are.
    - threads: of all workers.

    >>> count_of(1000, 0.5, 0.5, threads=4, workers=4), count_of(12, 60, 0.5, threads=4, workers=2)
    (24, 12)
    """
    of_worker = seconds * workers / threads
    longest = whole * of_worker / max(_SECONDS, 10 * start)
    # Six for each worker, so that all end at about the same time, unless they get too short.
    even = min(6 * workers, whole * of_worker / max(_LEAST_SECONDS, 2 * start))
    return max(1, min(whole, round(max(longest, even)), 1_000_000))
