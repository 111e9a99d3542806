"""What the program says when something is wrong, as exceptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it was written, what must hold, what was found.

    >>> Problem("must lie between 0 and 1, got 3", file="mine.toml", line=2, key="uptake")
    Problem(message='must lie between 0 and 1, got 3', file='mine.toml', line=2, key='uptake', option=None)
    """  # noqa: E501

    message: str
    file: str | None = None
    line: int | None = None
    key: str | None = None
    """The key of a scenario, or the column of a table."""
    option: str | None = None
    """The option of the program, such as "--set uptake=3", where no file is at fault."""


class Error(Exception):
    """A command that did not do what it was asked.

    `file`, `line`, `key` and `message` are those of the first problem; `problems` has all.

    >>> try:
    ...     run("h20-b30-2025-07", set={"uptake": 3})
    ... except DataError as error:
    ...     print(error.option, "|", error.key, "|", error.message, "|", error.exit_code)
    --set uptake=3 | uptake | must lie between 0 and 1, got 3 | 65
    """

    def __init__(
        self, said: str, exit_code: int | None = None, command: Sequence[str] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        super().__init__(said)
        self.said = said
        self.exit_code = exit_code
        self.command = tuple(command)
        self.problems = tuple(problems) or (Problem(said),)
        self.results: object = None
        """What a command has found all the same: the values that `seek` looked at."""

    # An error may come from another process.
    def __reduce__(self) -> tuple[type[Error], tuple[object, ...]]:
        return (type(self), (self.said, self.exit_code, self.command, self.problems))

    @property
    def message(self) -> str:
        """What must hold, and what was found."""
        return self.problems[0].message

    @property
    def file(self) -> str | None:
        """The file at fault, as it was named."""
        return self.problems[0].file

    @property
    def line(self) -> int | None:
        """The line in it, from 1."""
        return self.problems[0].line

    @property
    def key(self) -> str | None:
        """The key, or the column."""
        return self.problems[0].key

    @property
    def option(self) -> str | None:
        """The option at fault, where no file is."""
        return self.problems[0].option


class UsageError(Error, ValueError):
    """An argument that the command does not take (exit code 64)."""


class DataError(Error, ValueError):
    """A wrong scenario or wrong data, or a place that cannot be written (exit code 65)."""


class RunError(Error):
    """A right question without an answer (exit code 1): `seek` found no crossing, no trial of
    `stress` meets the condition.
    """


class Interrupted(Error):
    """The program was asked to stop by something else than Python (exit code 130)."""


class ProgramError(Error):
    """The program itself is not there, is of another version, or ended by a signal."""


class ChipcastWarning(UserWarning):
    """What the program warns of."""


_KINDS: dict[int, type[Error]] = {1: RunError, 64: UsageError, 65: DataError, 130: Interrupted}

# A key: parts with dots between, quoted where they are more than a word.
_PART = r"""(?:[^\W\d]|[\w\-…])[\w\-…]*(?:\[\d+\])?|"[^"]*"|`[^`]*`"""
_KEY = re.compile(rf"((?:{_PART})(?:\.(?:{_PART}))*): (?=\S)")
_SET = re.compile(r"(--(?:set|vary) .*?): ")
_FILE = re.compile(r"(.+?)(?::(\d+))?: ")
_OPTION = re.compile(r"(--[\w-]+)(?:: |\b)")


def problem_of(line: str, files: Sequence[str] = ()) -> Problem:
    """Reads a message: `file:line: key: message`, `--set key=value: key: message` and the like.

    - files: names that may stand in front, with whatever characters.

    >>> problem_of("mine.toml:2: uptake: must lie between 0 and 1, got 3")
    Problem(message='must lie between 0 and 1, got 3', file='mine.toml', line=2, key='uptake', option=None)
    """  # noqa: E501
    if line.startswith("chipcast: "):
        return Problem(line.removeprefix("chipcast: "))
    if line.startswith("Error: "):
        message = line.removeprefix("Error: ")
        option = _OPTION.search(message)
        return Problem(message, option=option[1] if option else None)
    if match := _SET.match(line):
        key, message = _keyed(line[match.end():])
        return Problem(message, key=key, option=match[1])
    for name in sorted(files, key=len, reverse=True):
        if name and (match := re.match(re.escape(name) + r"(?::(\d+))?: ", line)):
            key, message = _keyed(line[match.end():])
            return Problem(message, name, int(match[1]) if match[1] else None, key)
    if match := _FILE.match(line):
        key, message = _keyed(line[match.end():])
        return Problem(message, match[1], int(match[2]) if match[2] else None, key)
    return Problem(line)


def _keyed(text: str) -> tuple[str | None, str]:
    match = _KEY.match(text)
    return (match[1], text[match.end():]) if match else (None, text)


def problems_of(lines: Sequence[str], files: Sequence[str] = ()) -> list[Problem]:
    """Every problem that the program has listed."""
    starts: list[str] = []
    for line in lines:
        if line.startswith(("Usage: ", "Help: ", "  See '")):
            continue
        # What is pointed at in an expression stands indented below its message.
        if line.startswith("  ") and starts:
            starts[-1] += "\n" + line
        elif line:
            starts.append(line)
    return [problem_of(start, files) for start in starts]


def error_of(
    exit_code: int, lines: Sequence[str], command: Sequence[str], files: Sequence[str] = ()
) -> Error:
    """The exception for an exit code and what was said on standard error."""
    if exit_code < 0:
        return ProgramError(f"the program was ended by signal {-exit_code}", exit_code, command)
    kind = _KINDS.get(exit_code, ProgramError)
    said = [line for line in lines if "warning: " not in line]
    problems = problems_of(said, files)
    text = "\n".join(line for line in said if not line.startswith(("Usage: ", "  See '"))).strip()
    return kind(text or f"the program ended with {exit_code}", exit_code, command, problems)
