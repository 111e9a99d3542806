"""What a worker does: a shard, in a folder of its own, by the program there."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import distributed

from .._errors import Error, ProgramError
from .._program import Unwanted, execute
from .._tables import VERSION
from ._files import Files

PROBE_TRIALS = 1024
"""Of the first part, which every worker must give to the byte: one batch."""


@dataclass(frozen=True)
class Header:
    """What a file of partial results says of itself."""

    identity: dict[str, Any]
    whole: int
    stretches: tuple[tuple[int, int], ...]
    """The first, and the first that is not in it, of each."""
    seconds: float

    @staticmethod
    def of(data: bytes) -> Header:
        """Reads the second line of the file's bytes; its hash is checked by who joins it."""
        line = json.loads(data.split(b"\n", 2)[1])
        stretches = tuple((s["first"], s["end"]) for s in line["stretches"])
        return Header(line["identity"], line["whole"], stretches, line["seconds"])


def digest(data: bytes) -> str:
    """A hash of a partial result, but for where and how fast it was made."""
    title, line, body = data.split(b"\n", 2)
    header = json.loads(line)
    del header["seconds"], header["arguments"]
    said = json.dumps(header, sort_keys=True).encode()
    return hashlib.sha256(b"\n".join([title, said, body[:-17]])).hexdigest()


@dataclass(frozen=True)
class Work:
    """What all shards have in common."""

    files: Files
    probe: tuple[str, ...]
    """Words that ask for the probe."""
    expected: str
    """The digest that it must give."""
    version: str
    """Of the client's package and program."""


@dataclass(frozen=True)
class Made:
    """A shard that is done."""

    data: bytes
    """The file of partial results, compressed."""
    worker: str
    seconds: float
    """From the start of the program to its end."""


@dataclass(frozen=True)
class Refusal:
    """A worker that joined later, and would give other results."""

    worker: str
    reason: str


# A shard has all threads of its worker: the next one waits, ready to begin.
_alone = threading.Lock()
_equal: set[str] = set()


def shard(work: Work, words: Sequence[str], threads: int | None) -> Made | Refusal:
    """Runs some trials, or scenarios, as a task of a worker."""
    worker = distributed.get_worker()
    wanted = _wanted(worker, distributed.worker.thread_state.key)
    while not _alone.acquire(timeout=0.2):
        if not wanted():
            raise Unwanted
    try:
        try:
            require_equal(work)
        except Error as error:
            return Refusal(worker.address, str(error))
        start = time.monotonic()
        data = partial(work.files, words, threads or worker.state.nthreads, wanted)
        seconds = time.monotonic() - start
    finally:
        _alone.release()
    return Made(zlib.compress(data, 1), worker.address, seconds)


def _wanted(worker: Any, key: str) -> Callable[[], bool]:
    """Whether somebody still waits for a task: it was not cancelled, and its worker is at work."""

    def wanted() -> bool:
        task = worker.state.tasks.get(key)
        return (
            task is not None and task.state in ("executing", "long-running")
            and worker.status == distributed.Status.running)

    return wanted


def require_equal(work: Work) -> None:
    """Raises `ProgramError` unless the program here gives what the client's does."""
    if work.expected in _equal:
        return
    if work.version != VERSION:
        raise ProgramError(f"chipcast {VERSION} instead of {work.version}")
    data = partial(work.files, work.probe, 1)
    if digest(data) != work.expected:
        raise ProgramError(
            f"{PROBE_TRIALS:,} trials give other results than the client's program: another build, "
            "or files that differ")
    _equal.add(work.expected)


async def complaint(work: Work) -> str | None:
    """What is wrong with this worker; None where nothing is."""
    try:
        await asyncio.to_thread(require_equal, work)
    except (Error, OSError) as error:
        return str(error)
    return None


def partial(
    files: Files, words: Sequence[str], threads: int,
    wanted: Callable[[], bool] | None = None,
) -> bytes:
    """The file of partial results that the words ask for, made in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="chipcast-", ignore_cleanup_errors=True) as place:
        folder = files.unpack(os.path.join(place, "files"))
        made = os.path.join(place, "made.chipcast")
        execute(
            [*files.words, *words, "--threads", str(threads), "--partial", made],
            folder=folder, wanted=wanted, warned=False)
        with open(made, "rb") as file:
            return file.read()
