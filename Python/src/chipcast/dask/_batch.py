"""A run, or a sweep, shared out among workers."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
import uuid
import warnings
import weakref
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from pathlib import Path

import distributed
from distributed.comm import CommClosedError

from .._ask import PathLike, Request, ResultsT
from .._errors import ChipcastWarning, Error, ProgramError, UsageError
from .._program import Unwanted, execute
from .._progress import ProgressChoice, display_for
from .._tables import VERSION
from . import _worker
from ._files import files_of, without
from ._parts import Parts
from ._shards import ScenarioShards, TrialShards, count_of
from ._told import Told

_RETRIES = 3
# Files of a run hold some MB each, those of a sweep as many numbers as its tables.
_TOGETHER = {"run": 8, "sweep": 64}
_LONGEST_TIMING = 30.0
_LEAVE = {"--trials=", "--threads=", "--report", "--workbook", "--resume", "--anew"}


def answered(
    kind: type[ResultsT], request: Request, client: distributed.Client, out: PathLike | None,
    progress: ProgressChoice, *, shards: int | None = None, parts: PathLike | None = None,
    anew: bool = False,
) -> ResultsT:
    """Runs a command on the workers of a client; `chipcast.run` and `chipcast.sweep` call it."""
    if client.asynchronous:
        raise UsageError("client: must be one that waits for answers (asynchronous=False)")
    if shards is not None and not 1 <= shards <= 1_000_000:
        raise UsageError(f"shards: must be 1 to 1,000,000, got {shards}")
    if request.command == "run" and "--trials" not in request.options:
        raise UsageError("trials: must be given where a client is")
    with contextlib.ExitStack() as stack:
        place = tempfile.mkdtemp(prefix="chipcast-") if out is None else ""
        folder = os.path.abspath(out) if out is not None else os.path.join(place, "results")
        results = kind(folder, request=request)
        if place:
            leave = weakref.finalize(results, shutil.rmtree, place, ignore_errors=True)
            stack.callback(leave)
        kept = Path(parts) if parts is not None else Path(f"{folder}.parts")
        batch = _Batch(request, client, kept, progress, is_kept=not place or parts is not None)
        results.notes = batch.run(folder, shards, anew=anew, keep=parts is not None)
        stack.pop_all()
    return results


@dataclass(frozen=True)
class _Shard:
    """What a worker was given."""

    share: tuple[int, int]
    worker: str


class _Batch:
    """One command on its way through the workers."""

    def __init__(
        self, request: Request, client: distributed.Client, place: Path, progress: ProgressChoice,
        *, is_kept: bool,
    ) -> None:
        self._is_kept = is_kept
        self._refused: dict[str, str] = {}
        options = request.options
        self._whole = replace(request, options=tuple(without(options, *_LEAVE)))
        self._trials = _value(options, "--trials")
        threads = _value(options, "--threads")
        self._threads = int(threads) if threads is not None else None
        self._merged = [word for word in options if word in ("--report", "--workbook")]
        self._client, self._place, self._progress = client, place, progress
        self._is_sweep = request.command == "sweep"
        self._unit = "scenarios" if self._is_sweep else "trials"

    @property
    def _of_all(self) -> list[str]:
        return ["--trials", self._trials] if self._trials is not None else []

    def run(
        self, folder: str, shards: int | None, *, anew: bool, keep: bool
    ) -> tuple[str, ...]:
        """Runs what is missing, joins it and writes the results; gives what the program says."""
        if self._is_sweep:
            # The last scenario alone, however many there are.
            probe = ["--trials", str(_worker.PROBE_TRIALS), "--part", "1000000/1000000"]
        else:
            probe = [*self._of_all, "--range", f"0:{_worker.PROBE_TRIALS}"]
        try:
            first = self._made(probe)
        except UsageError as error:
            if error.option != "--range":
                raise
            raise UsageError(
                f"trials: must be {_worker.PROBE_TRIALS:,} at least where a client is, got "
                f"{self._trials}") from error
        header = _worker.Header.of(first)
        work = _worker.Work(
            files_of(self._whole), tuple(probe), _worker.digest(first), VERSION)
        self._require_equal(work)
        asked = {"identity": header.identity, "whole": header.whole, "trials": self._trials}
        parts = Parts(
            self._place, asked, header.whole, join=self._join, anew=anew,
            together=_TOGETHER[self._whole.command])
        try:
            cut: TrialShards | ScenarioShards
            if self._is_sweep:
                parts.shards = count = min(
                    parts.shards or shards or self._count(header.whole), header.whole)
                cut = ScenarioShards(parts.gaps(), header.whole, count)
            else:
                if parts.gaps() and parts.gaps()[0][0] == 0:
                    parts.save(first)
                rate = _worker.PROBE_TRIALS / max(header.seconds, 1e-3)
                cut = TrialShards(parts.gaps(), header.whole, rate, shards)
            self._share_out(work, cut, parts)
            parts.tend(wait=True)
            notes = self._merge(parts, ["--out", folder, "--quiet", *self._merged])
            if not keep:
                parts.remove()
        finally:
            parts.close()
        return notes

    def _made(self, words: Sequence[str], wanted: Callable[[], bool] | None = None) -> bytes:
        """A part made here, of the user's own files."""
        with tempfile.TemporaryDirectory(prefix="chipcast-") as place:
            path = os.path.join(place, "made.chipcast")
            execute(
                [*self._whole.arguments(), *words, "--partial", path], folder=self._whole.folder,
                files=self._whole.files, wanted=wanted, warned=False)
            return Path(path).read_bytes()

    def _count(self, whole: int) -> int:
        """Into how many shards a sweep is cut, by how long its last scenario takes here."""
        begin = time.monotonic()
        try:
            last = self._made(
                [*self._of_all, "--threads", "1", "--part", "1000000/1000000"],
                lambda: time.monotonic() < begin + _LONGEST_TIMING)
            seconds = _worker.Header.of(last).seconds
            start = time.monotonic() - begin - seconds
        except Unwanted:
            seconds, start = _LONGEST_TIMING, 0.0
        workers = self._workers()
        return count_of(whole, seconds, start, sum(workers.values()), len(workers))

    def _workers(self) -> dict[str, int]:
        """Threads of each worker that is there."""
        found: dict[str, int] = self._client.nthreads()
        return {
            worker: self._threads or threads for worker, threads in found.items()
            if threads > 0 and worker not in self._refused}

    def _require_equal(self, work: _worker.Work) -> None:
        """Raises `ProgramError` naming the workers that would give other results."""
        self._client.wait_for_workers(1)
        said = self._client.run(_worker.complaint, work, on_error="return")
        wrong = {
            worker: answer if isinstance(answer, str) else f"{type(answer).__name__}: {answer}"
            for worker, answer in said.items() if answer is not None}
        if wrong:
            raise ProgramError("\n".join(
                f"worker {worker}: {answer}" for worker, answer in sorted(wrong.items())))

    def _refuse(self, refusal: _worker.Refusal) -> None:
        """Gives no more to a worker that joined later and is wrong."""
        said = f"worker {refusal.worker}: {refusal.reason}"
        if self._refused.setdefault(refusal.worker, said) is said:
            warnings.warn(f"{said}; the others go on without it", ChipcastWarning, stacklevel=2)

    def _share_out(
        self, work: _worker.Work, cut: TrialShards | ScenarioShards, parts: Parts
    ) -> None:
        """Gives workers shards, two at a time each, and keeps what they make of them."""
        flying: dict[distributed.Future, _Shard] = {}
        again: list[tuple[int, int]] = []
        display = Told(display_for(self._progress), parts, self._unit)
        try:
            while cut.left or again or flying:
                workers = self._workers()
                if not workers and self._refused:
                    raise ProgramError("\n".join(self._refused.values()))
                busy = Counter(shard.worker for shard in flying.values())
                for worker in [w for w in workers for _ in range(2 - busy[w])]:
                    share = again.pop() if again else cut.take(worker, workers)
                    if share is None:
                        break
                    future = self._client.submit(
                        _worker.shard, work, [*self._of_all, *cut.words(share)], self._threads,
                        key=f"chipcast-{uuid.uuid4()}", pure=False, retries=_RETRIES,
                        workers=[worker], allow_other_workers=True)
                    flying[future] = _Shard(share, worker)
                for future in self._ended(flying, parts):
                    made, (first, end) = future.result(), flying[future].share
                    if isinstance(made, _worker.Refusal):
                        self._refuse(made)
                        again.append((first, end))
                    else:
                        cut.done(made.worker, end - first, made.seconds)
                        parts.save(zlib.decompress(made.data))
                        display.show()
                    # What is kept here is not to be made again where a worker is lost.
                    del flying[future]
                    future.release()
                parts.tend()
        except (CommClosedError, CancelledError, distributed.TimeoutError) as error:
            # Whatever was asked of it last says so in its own way.
            raise self._gone(parts) from error
        finally:
            display.end()
            if flying:
                with contextlib.suppress(Exception):
                    self._client.cancel(list(flying), force=True)

    def _ended(
        self, flying: dict[distributed.Future, _Shard], parts: Parts
    ) -> Iterator[distributed.Future]:
        """Waits a second at most for tasks to end, and gives those that have."""
        limit = time.monotonic() + 1
        while True:
            # A result that died with its worker is "lost" until it is made again.
            ended = [f for f in flying if f.status not in ("pending", "lost")]
            if self._client.status != "running" or any(f.status == "cancelled" for f in ended):
                raise self._gone(parts)
            if ended or time.monotonic() > limit:
                return iter(ended)
            time.sleep(0.02)

    def _gone(self, parts: Parts) -> Error:
        where = f"in {parts.folder}; the same command goes on from there" \
            if self._is_kept else "nowhere: `out` or `parts` names a place for them"
        return Error(
            f"the scheduler is gone: {parts.done:,} of {parts.whole:,} {self._unit} are kept "
            f"{where}")

    def _join(self, paths: list[Path], joined: Path) -> None:
        execute(
            ["merge", *map(str, paths), *self._scenario(), "--partial", str(joined)],
            folder=self._whole.folder, files=[str(path) for path in paths],
            warned=False)

    def _merge(self, parts: Parts, words: list[str]) -> tuple[str, ...]:
        paths = [str(part.path) for part in parts.parts]
        return execute(
            ["merge", *paths, *self._scenario(), *words], folder=self._whole.folder, files=paths
        ).notes

    def _scenario(self) -> list[str]:
        """Where the scenario is here: workers call it otherwise."""
        return ["--scenario", self._whole.files[0]] if self._whole.files else []


def _value(words: Sequence[str], option: str) -> str | None:
    return words[words.index(option) + 1] if option in words else None
