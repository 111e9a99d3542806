"""Scenarios and data that come with the package."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Scenario(NamedTuple):
    """A scenario that comes with the package."""

    name: str
    title: str
    path: Path

    def __fspath__(self) -> str:
        return str(self.path)


@cache
def shipped() -> Path:
    """The folder that holds Models and Data: in an installed package its own, in a source tree the
    top of the repository.
    """
    here = Path(__file__).resolve().parent
    places = [here / "shipped", here.parents[2]]
    return next((p for p in places if (p / "Models").is_dir() and (p / "Data").is_dir()), places[0])


def data_folder() -> Path:
    """The folder of shipped facts, events, closes and actuals.

    >>> (data_folder() / "actuals.csv").exists()
    True
    """
    return shipped() / "Data"


# The files are ours, and none has a title of several lines.
_TITLE = re.compile(r'^title = "(.*)"$', re.MULTILINE)


def scenarios() -> list[Scenario]:
    """The scenarios that come with the package; each may be given to a command by its name.

    >>> base = scenarios()[0]
    >>> base.name, base.title
    ('h20-b30-2025-07', 'H20 and B30 in China as seen on 15 July 2025')
    """
    found = []
    for path in sorted((shipped() / "Models").glob("*.toml"), key=lambda path: path.stem):
        title = _TITLE.search(path.read_text(encoding="utf-8"))
        found.append(Scenario(path.stem, title[1] if title else path.stem, path))
    return found


def named(name: str, folder: str) -> Path | None:
    """The shipped file of that name, with or without its ending: "h20-b30-2025-07"."""
    if os.path.basename(name) != name or name in ("", ".", ".."):
        return None
    for file in (name, f"{name}.toml") if folder == "Models" else (name,):
        path = shipped() / folder / file
        if path.exists():
            return path
    return None
