"""What is asked of the program: paths and options as words of a command line."""

from __future__ import annotations

import datetime
import os
import shutil
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar, Union

from ._errors import RunError
from ._program import Said, execute
from ._progress import ProgressChoice
from ._results import Results
from ._scenarios import Scenario, named, shipped

PathLike = Union[str, "os.PathLike[str]"]
ScenarioPath = Union[str, "os.PathLike[str]", Scenario]
"""A file, or the name of a shipped scenario."""
Count = int | str
"""Of trials: 1_000_000, or "1M"."""
Settings = Mapping[str, Any]
"""Keys of a scenario and their values: numbers, text as on a command line, lists, tables."""

ResultsT = TypeVar("ResultsT", bound=Results)


def toml(value: object) -> str:
    """A value as TOML writes it. Text within lists and tables is quoted.

    >>> toml({"distribution": "pert", "low": 0.1, "mode": 0.3, "high": 1})
    '{distribution = "pert", low = 0.1, mode = 0.3, high = 1}'
    """
    # Numbers of NumPy become those of Python.
    value = getattr(value, "item", lambda: value)() if not isinstance(value, Mapping) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (str, os.PathLike)):
        return _quoted(os.fspath(value))
    if isinstance(value, Iterable):
        return "[" + ", ".join(map(toml, value)) + "]"
    raise TypeError(f"a scenario cannot hold {value!r}")


def _quoted(text: str) -> str:
    marks = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(
        marks.get(c) or (c if c.isprintable() or c == " " else f"\\U{ord(c):08x}") for c in text
    ) + '"'


def _key(name: str) -> str:
    plain = name and all(c.isascii() and (c.isalnum() or c in "-_") for c in name)
    return name if plain else _quoted(name)


def said(value: object) -> str:
    """A value as on a command line: text as it stands."""
    return value if isinstance(value, str) else toml(value)


def counted(trials: Count | float | None) -> str | None:
    """A number of trials."""
    if trials is None or isinstance(trials, str):
        return trials
    if trials != int(trials):
        raise ValueError(f"trials must be a whole number, got {trials}")
    return str(int(trials))


def values_of(values: object, *, is_range: bool = False) -> str:
    """What a key takes in a sweep: a list, a range, or text as on a command line.

    >>> values_of(range(9000, 14001, 500)), values_of([0.2, 0.4]), values_of("0.2:0.7:0.1")
    ('9000:14000:500', '0.2,0.4', '0.2:0.7:0.1')
    """
    if isinstance(values, str):
        return values
    if isinstance(values, range) and len(values) > 1 and values.step > 0:
        return f"{values[0]}:{values[-1]}:{values.step}"
    if not isinstance(values, Iterable):
        return said(values)
    listed = [said(value) for value in values]
    return (":" if is_range else ",").join(listed)


def options(**named_values: object) -> list[str]:
    """Options by name: True stands alone, None and False are left out, lists are repeated."""
    words: list[str] = []
    for name, value in named_values.items():
        option = "--" + name.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(option)
        elif isinstance(value, (list, tuple)):
            for each in value:
                words += [option, str(each)]
        else:
            # A value may begin as an option does: -1:10.
            words += [option, str(value)]
    return words


def joined(names: str | Sequence[str] | None) -> str | None:
    """Names with commas between."""
    return names if names is None or isinstance(names, str) else ",".join(names)


def assignments(settings: Settings | None) -> list[str]:
    """`key=value` of each."""
    return [f"{key}={said(value)}" for key, value in (settings or {}).items()]


@dataclass
class Paths:
    """The files of a command. What is shipped is named as in a source tree, `Models/…`, where the
    user names no file of an own: then results say the same wherever the package is.
    """

    asked: list[tuple[str, Path | None]] = field(default_factory=list)
    folder: str | None = None

    def add(self, path: ScenarioPath | Results, kind: str = "Models") -> int:
        """Takes a path, the name of something shipped, or the folder of results."""
        if isinstance(path, Results):
            self.asked.append((str(path.folder.resolve()), None))
            request = path._request
            if request is not None and request.folder is not None:
                self.folder = request.folder
        elif isinstance(path, Scenario):
            self.asked.append((str(path.path), path.path))
        else:
            name = os.fspath(path)
            found = None if os.path.exists(name) else named(name, kind)
            self.asked.append((name, found))
        return len(self.asked) - 1

    def settle(self) -> list[str]:
        """Every path as the command is to name it."""
        top = shipped()
        own = [name for name, found in self.asked if found is None and not os.path.isabs(name)]
        if self.folder is None and not own and any(found for _, found in self.asked):
            self.folder = str(top)
        names = []
        for name, found in self.asked:
            if found is not None:
                inside = self.folder == str(top) and found.is_relative_to(top)
                names.append(str(found.relative_to(top) if inside else found))
            elif self.folder is not None:
                names.append(os.path.abspath(name))
            else:
                # No option, whatever its name.
                names.append(os.path.join(".", name) if name.startswith("-") else name)
        return names


@dataclass(frozen=True)
class Request:
    """A command as it was asked, so that more can be asked of the same scenario."""

    command: str
    files: tuple[str, ...]
    """Its paths, the scenario first."""
    folder: str | None
    """Where it ran, if not here."""
    settings: tuple[str, ...]
    """`key=value` of every key that was set."""
    options: tuple[str, ...] = ()

    def arguments(self) -> list[str]:
        return [
            self.command, *self.files, *(w for s in self.settings for w in ("--set", s)),
            *self.options]


def answered(
    kind: type[ResultsT], request: Request, out: PathLike | None, progress: ProgressChoice
) -> ResultsT:
    """Runs a command that writes a folder of results."""
    place = mkdtemp(prefix="chipcast-") if out is None else None
    folder = os.path.abspath(out) if out is not None else os.path.join(place or "", "results")
    results = kind(folder, request=request)
    if place is not None:
        leave = weakref.finalize(results, shutil.rmtree, place, ignore_errors=True)
    try:
        done = execute(
            [*request.arguments(), "--out", folder], folder=request.folder, progress=progress,
            files=request.files)
    except BaseException as error:
        # A search that found no crossing has looked at values all the same.
        if isinstance(error, RunError) and os.path.exists(os.path.join(folder, "run.json")):
            error.results = results
        elif place is not None:
            leave()
        raise
    results.notes = done.notes
    return results


def spoken(
    arguments: Sequence[str], *, folder: str | None = None, files: Sequence[str] = (),
    quiet: bool = False,
) -> Said:
    """Runs a command that prints its answer."""
    return execute(arguments, folder=folder, files=files, quiet=quiet)
