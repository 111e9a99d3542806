"""Parts that are done, in a folder: what a second start goes on from."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._ask import spoken
from .._errors import DataError
from ._worker import Header


@dataclass(frozen=True)
class Part:
    """A file of neighbouring trials, or scenarios: `first` to `end - 1`."""

    first: int
    end: int
    path: Path
    level: int = 0
    """How often it was joined."""


class Parts:
    """The parts of a whole in a folder, which is locked as long as they are in use. Neighbours are
    joined, in threads, as they come: what is left to join at the end are a few.
    """

    def __init__(
        self, folder: Path, asked: dict[str, Any], whole: int, *, together: int,
        join: Callable[[list[Path], Path], None], anew: bool = False,
    ) -> None:
        """Takes up what is there of the same whole.

        - asked: tells this whole from any other.
        - together: how many neighbours are joined to one.
        - join: writes the second path from the first ones.

        Raises `DataError` where the folder holds something else, and where another process is at
        work in it.
        """
        self.folder, self.whole = folder.absolute(), whole
        self._join, self._together = join, together
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = open(folder / "lock", "w")  # noqa: SIM115
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise DataError(f"{folder}: another process is at work in it") from None
        self._joiners = min(8, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(self._joiners)
        self._joining: list[tuple[list[Part], Future[Part]]] = []
        try:
            self.parts = [] if anew else self._found(asked)
        except BaseException:
            self.close()
            raise
        kept = {part.path for part in self.parts}
        for path in self.folder.glob("*.chipcast*"):
            if path not in kept:
                path.unlink()
        if not self.parts:
            (self.folder / "shards").unlink(missing_ok=True)
        self._write("asked.json", json.dumps(asked, sort_keys=True))

    def _found(self, asked: dict[str, Any]) -> list[Part]:
        """Whole parts, without those that a larger one has in it."""
        parts: list[Part] = []
        for path in sorted(self.folder.glob("*.chipcast")):
            # Its hash is checked too: a disk may have been full.
            said = json.loads(spoken(["status", str(path), "--json"]).output)
            stretches = said[0]["unfinished"][0]["stretches"]
            if len(stretches) == 1:
                first, last = stretches[0]
                parts.append(Part(first, last + 1, path))
        record = self.folder / "asked.json"
        if parts and (not record.is_file() or json.loads(record.read_text()) != asked):
            raise DataError(
                f"{self.folder}: holds parts of something else (another scenario, --set, number of "
                "trials, seed or version): name another folder for the parts, or begin anew")
        parts.sort(key=lambda part: (part.first, -part.end))
        kept: list[Part] = []
        for part in parts:
            if not kept or part.first >= kept[-1].end:
                kept.append(part)
        return kept

    @property
    def done(self) -> int:
        """How many trials, or scenarios, there are."""
        return sum(part.end - part.first for part in self.parts)

    def gaps(self) -> list[tuple[int, int]]:
        """What is missing."""
        found, end = [], 0
        for part in [*self.parts, Part(self.whole, self.whole, self.folder)]:
            if end < part.first:
                found.append((end, part.first))
            end = part.end
        return found

    @property
    def shards(self) -> int | None:
        """Into how many shards the whole was cut, where that was settled."""
        path = self.folder / "shards"
        return int(path.read_text()) if path.is_file() else None

    @shards.setter
    def shards(self, count: int) -> None:
        self._write("shards", str(count))

    def _write(self, name: str, text: str) -> None:
        new = self.folder / f"{name}-new"
        new.write_text(text)
        os.replace(new, self.folder / name)

    def save(self, data: bytes) -> None:
        """Keeps a part: once this returns, the disk has it whole."""
        [(first, end)] = Header.of(data).stretches
        path = self._path(first, end)
        with tempfile.NamedTemporaryFile(
            dir=self.folder, suffix=".chipcast-new", delete=False
        ) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
        place = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
        self._add(Part(first, end, path))

    def _add(self, part: Part) -> None:
        self.parts = sorted([*self.parts, part], key=lambda part: part.first)

    def _path(self, first: int, end: int) -> Path:
        return self.folder / f"{first:013d}-{end:013d}.chipcast"

    def tend(self, *, wait: bool = False) -> None:
        """Takes in what was joined, and begins to join neighbours where there are enough.

        - wait: until so few are left that they are joined at once.

        Raises what joining raised.
        """
        while True:
            if wait and self._joining:
                futures.wait([joined for _, joined in self._joining], None, "FIRST_COMPLETED")
            for group, joined in [pair for pair in self._joining if pair[1].done()]:
                self._joining.remove((group, joined))
                part = joined.result()
                self.parts = [p for p in self.parts if p not in group]
                self._add(part)
                for old in group:
                    old.path.unlink()
            few = 2 * self._together
            while len(self._joining) < self._joiners and (
                group := self._neighbours(any_level=wait and len(self.parts) > few)
            ):
                self._joining.append((group, self._threads.submit(self._joined, group)))
            if not wait or not self._joining:
                return

    def _neighbours(self, *, any_level: bool) -> list[Part]:
        """The first parts that follow each other, each joined as often, and are enough."""
        taken = {part.path for group, _ in self._joining for part in group}
        run: list[Part] = []
        for part in self.parts:
            last = run[-1] if run else None
            if last and (last.end != part.first or not (any_level or last.level == part.level)):
                run = []
            if part.path in taken:
                run = []
                continue
            run.append(part)
            if len(run) == self._together:
                return run
        return []

    def _joined(self, group: list[Part]) -> Part:
        path = self._path(group[0].first, group[-1].end)
        self._join([part.path for part in group], path)
        level = max(part.level for part in group) + 1
        return Part(group[0].first, group[-1].end, path, level)

    def close(self) -> None:
        """Lets others use the folder."""
        self._threads.shutdown()
        self._lock.close()

    def remove(self) -> None:
        """Removes the parts, and the folder where nothing else is in it."""
        for part in self.parts:
            part.path.unlink(missing_ok=True)
        for name in ("lock", "shards", "asked.json"):
            (self.folder / name).unlink(missing_ok=True)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()
