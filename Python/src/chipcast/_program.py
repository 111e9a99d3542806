"""Finds the program and runs it."""

from __future__ import annotations

import os
import pty
import re
import selectors
import shutil
import subprocess
import sys
import sysconfig
import tty
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ._errors import ChipcastWarning, ProgramError, error_of
from ._progress import Display, ProgressChoice, display_for, progress_of
from ._scenarios import shipped
from ._tables import VERSION


def program() -> str:
    """The program that this package runs: that of `$CHIPCAST_PROGRAM`, else the one that was
    installed with it, else the one on PATH.

    >>> import os.path
    >>> os.path.basename(program())
    'chipcast'
    """
    return _found(os.environ.get("CHIPCAST_PROGRAM", ""))


@cache
def _found(asked: str) -> str:
    places = [asked] if asked else [*_places(), shutil.which("chipcast") or ""]
    found = [p for p in places if p and os.access(p, os.X_OK) and not os.path.isdir(p)]
    if not found:
        raise ProgramError(
            f"CHIPCAST_PROGRAM: {asked}: there is no such program" if asked else
            "there is no program chipcast: install the wheel, or name one in CHIPCAST_PROGRAM")
    path = os.path.abspath(found[0])
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ProgramError(done.stderr.strip() or f"{path}: ends with {done.returncode}")
    if done.stdout.strip() != VERSION:
        raise ProgramError(
            f"{path}: version {done.stdout.strip() or 'unknown'} instead of {VERSION}, which this "
            "package reads the tables of")
    return path


def _places() -> Iterator[str]:
    """Where an installer may have put what a wheel has for PATH; in a source tree what is built."""
    yield str(shipped() / ".build/release/chipcast")
    yield os.path.join(sysconfig.get_path("scripts"), "chipcast")
    yield os.path.join(sysconfig.get_path("scripts", f"{os.name}_user"), "chipcast")
    # pip install --target FOLDER
    yield str(Path(__file__).resolve().parent.parent / "bin" / "chipcast")


class Said(NamedTuple):
    """What a command has printed."""

    output: str
    notes: tuple[str, ...]
    """Lines on standard error that are no warnings."""


# Where the files are says the caller.
_TOLD = re.compile("Results are in |The (report|workbook) is in |Removed with the earlier ")


def execute(
    arguments: Sequence[str], *, folder: str | None = None, progress: ProgressChoice = False,
    files: Sequence[str] = (), quiet: bool = True, wanted: Callable[[], bool] | None = None,
    warned: bool = True,
) -> Said:
    """Runs a command to its end.

    - folder: in which it runs; that of this process where None.
    - progress: where to; a command that is to tell it is not quiet.
    - files: names that its complaints may begin with.
    - quiet: whether it prints no tables.
    - wanted: asked a few times a second whether to go on; `Unwanted` is raised where not.
    - warned: whether its warnings are given on.

    Raises `Error`; at KeyboardInterrupt, and whatever else ends the call, the program is stopped.
    It also stops by itself when this process is no more, whatever has ended it.
    """
    display = display_for(progress)
    takes_line = display is not None and arguments[0] in _WITH_PROGRESS
    command = [program(), *arguments]
    if quiet and not takes_line and arguments[0] in _WITH_QUIET:
        command.append("--quiet")
    # A program that thinks it writes to a terminal tells how it gets on.
    reading, writing = pty.openpty() if takes_line else os.pipe()
    if takes_line:
        tty.setraw(writing)
    try:
        child = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=writing,
            env={
                **os.environ, "LC_ALL": "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8",
                "CHIPCAST_PARENT": str(os.getpid())})
    except BaseException as error:
        os.close(reading)
        if isinstance(error, OSError) and error.filename == command[0]:
            raise ProgramError(f"{command[0]}: {error.strerror}") from error
        raise
    finally:
        os.close(writing)
    try:
        output, lines = _listen(child, reading, display if takes_line else None, wanted)
        exit_code = child.wait()
    except BaseException:
        _stop(child)
        raise
    finally:
        if display is not None:
            display.end()
        os.close(reading)
        assert child.stdout is not None
        child.stdout.close()
    lines = [line for line in lines if not _TOLD.match(line)]
    for line in lines:
        if warned and "warning: " in line:
            warnings.warn(line.replace("warning: ", "", 1), ChipcastWarning, stacklevel=4)
    if exit_code != 0:
        raise error_of(exit_code, lines, command, files)
    return Said(output, tuple(line for line in lines if line and "warning: " not in line))


class Unwanted(Exception):
    """Nobody waits any more for what the program does."""


# The others are done at once and have no such option.
_WITH_PROGRESS = frozenset(
    ["run", "compare", "sweep", "sensitivity", "stress", "seek", "explain", "score",
     "value-of-information", "backtest"])
_WITH_QUIET = _WITH_PROGRESS | {"check", "event-study", "report", "workbook"}


def _listen(
    child: subprocess.Popen[bytes], errors: int, display: Display | None,
    wanted: Callable[[], bool] | None,
) -> tuple[str, list[str]]:
    """Reads both outputs until they are closed."""
    assert child.stdout is not None
    output = bytearray()
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ, output)
        selector.register(errors, selectors.EVENT_READ, said)
        while selector.get_map():
            if wanted is not None and not wanted():
                raise Unwanted
            for key, _ in selector.select(None if wanted is None else 0.2):
                try:
                    piece = os.read(key.fd, 65536)
                except OSError:  # a terminal whose other end is closed
                    piece = b""
                if not piece:
                    selector.unregister(key.fileobj)
                    continue
                key.data.extend(piece)
                if key.data is said and display is not None:
                    _take_progress(said, display)
    text = said.decode("utf-8", "replace")
    lines = [line for line in re.split(r"[\r\n]", text) if progress_of(line) is None]
    return output.decode("utf-8", "replace"), [line.rstrip() for line in lines if line.strip()]


def _take_progress(said: bytearray, display: Display) -> None:
    """Shows the last whole piece of the line, and forgets the line."""
    begin = said.find(b"\r")
    end = said.rfind(b" s left")
    if begin < 0 or end < begin:
        return
    last = said[begin:end + len(b" s left")].decode("utf-8", "replace").rpartition("\r")[2]
    if (progress := progress_of(last)) is not None:
        display.show(progress)
        del said[begin:end + len(b" s left")]


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Asks the program to stop, which leaves nothing half-written then; ends it if it does not."""
    try:
        child.terminate()
        child.wait(10)
    except BaseException:
        child.kill()
        child.wait()
