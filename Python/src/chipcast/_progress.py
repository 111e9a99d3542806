"""How a run gets on: in a notebook, in a terminal, or told to a function."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol


class Progress(NamedTuple):
    """How far a command is."""

    share: float
    """0 to 1."""
    rate: str
    """Such as "41 thousand trials/s"."""
    seconds_left: int

    def __str__(self) -> str:
        return f"{self.share:4.0%}  {self.rate}  {self.seconds_left} s left"


ProgressChoice = bool | Callable[[Progress], object] | None
"""None: shown in a notebook and on a terminal; False: not at all; a function: given each one."""


class Display(Protocol):
    """Where progress is shown."""

    def show(self, progress: Progress) -> None: ...
    def end(self) -> None: ...


# The line of the program on a terminal.
_LINE = re.compile(r" *(\d+)%  (.+? trials/s)  (\d+) s left *")


def progress_of(text: str) -> Progress | None:
    """Reads a piece of the program's line.

    >>> progress_of(" 45%  41 thousand trials/s  6 s left   ")
    Progress(share=0.45, rate='41 thousand trials/s', seconds_left=6)
    """
    match = _LINE.fullmatch(text)
    return Progress(int(match[1]) / 100, match[2], int(match[3])) if match else None


def display_for(choice: ProgressChoice) -> Display | None:
    """Where to show progress; None where nobody would see it or nobody wants it."""
    if choice is not None and not isinstance(choice, bool):
        return _Told(choice)
    if choice is False or os.environ.get("CHIPCAST_PROGRESS") in ("0", "never"):
        return None
    if _in_notebook():
        return _NotebookLine()
    if sys.stderr is not None and sys.stderr.isatty():
        return _TerminalLine()
    return None


def _in_notebook() -> bool:
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"


class _Told:
    def __init__(self, tell: Callable[[Progress], object]) -> None:
        self._tell = tell

    def show(self, progress: Progress) -> None:
        self._tell(progress)

    def end(self) -> None:
        pass


class _TerminalLine:
    _width = 0

    def show(self, progress: Progress) -> None:
        text = str(progress)
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)

    def end(self) -> None:
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


class _NotebookLine:
    """One line below the cell, that goes when the command is done."""

    _handle: Any = None

    def show(self, progress: Progress) -> None:
        # A part of IPython, which is there in a notebook.
        from IPython.display import display

        text = {"text/plain": str(progress)}
        if self._handle is None:
            self._handle = display(text, raw=True, display_id=True)
        else:
            self._handle.update(text, raw=True)

    def end(self) -> None:
        if self._handle is not None:
            self._handle.update({"text/plain": ""}, raw=True)
