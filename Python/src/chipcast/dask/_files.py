"""The files that a command reads, so that they can be sent to where they are not."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .._ask import Request
from .._errors import DataError

# Comments and strings of a TOML file, longest kind first.
_STRINGS = re.compile(
    r'"{3}.*?"{3}|\'{3}.*?\'{3}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)
_MOST_BYTES = 256 << 20


@dataclass(frozen=True)
class Files:
    """Files by value, and where a command that reads them runs."""

    held: dict[str, bytes]
    """Compressed, by their path without the first slash."""
    folder: str
    """The working folder, likewise."""
    words: tuple[str, ...]
    """The command; it names files from the working folder."""

    @property
    def size(self) -> int:
        """Bytes as they are sent."""
        return sum(map(len, self.held.values()))

    def unpack(self, top: str) -> str:
        """Lays the files out below a folder; gives the working folder there."""
        for name, data in self.held.items():
            path = os.path.join(top, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(zlib.decompress(data))
        folder = os.path.join(top, self.folder)
        os.makedirs(folder, exist_ok=True)
        return folder


def files_of(request: Request) -> Files:
    """The files of a command: those that its words name, whatever files the strings in a TOML file
    among them name, and so on. Of a folder it takes the tables in it and in its `closes`.

    This takes more than is read, since any string that happens to be a file's name counts, and
    needs no list of the keys that name files. Files that scenarios name by whole paths are not
    sent: a worker must have them in the same place.

    Raises `DataError` where that is more than 256 MB.
    """
    folder = os.path.abspath(request.folder or os.getcwd())
    command, *words = request.arguments()
    found = _Found()
    for word in words:
        # Of --set key=value and --vary key=value,value the values.
        for name in {word, *word.partition("=")[2].split(","), *_strings(word)}:
            if not os.path.isabs(name) or name == word:
                found.add(os.path.join(folder, name))
    moved = [
        os.path.relpath(w, folder) if os.path.isabs(w) and os.path.exists(w) else w for w in words]
    return Files(found.held, folder.lstrip("/"), (command, *moved))


class _Found:
    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self._size = 0

    def add(self, path: str) -> None:
        path = os.path.normpath(path)
        try:
            if os.path.isdir(path):
                for place in (path, os.path.join(path, "closes")):
                    for name in sorted(os.listdir(place)) if os.path.isdir(place) else []:
                        if name.endswith(".csv"):
                            self._add_file(os.path.join(place, name))
            elif os.path.isfile(path):
                self._add_file(path)
        except ValueError:  # a string that can be no path
            return
        except OSError as error:
            raise DataError(f"{path}: {error.strerror}") from error

    def _add_file(self, path: str) -> None:
        key = path.lstrip("/")
        if key in self.held:
            return
        self._size += os.path.getsize(path)
        if self._size > _MOST_BYTES:
            raise DataError(
                f"{path}: with it the files that the scenario names are over "
                f"{_MOST_BYTES >> 20} MB, the most that is sent to workers")
        with open(path, "rb") as file:
            data = file.read()
        self.held[key] = zlib.compress(data)
        if path.endswith(".toml"):
            for name in _strings(data.decode("utf-8", "replace")):
                if not os.path.isabs(name):
                    self.add(os.path.join(os.path.dirname(path), name))


def _strings(text: str) -> Iterator[str]:
    """Strings of a TOML file that may name something.

    >>> list(_strings('a = "b.toml"  # "c"'))
    ['b.toml']
    """
    for match in _STRINGS.findall(text):
        if match.startswith("#"):
            continue
        inner = match[3:-3] if match.startswith(('"""', "'''")) else match[1:-1]
        if match.startswith('"') and "\\" in inner:
            try:
                inner = json.loads(f'"{inner}"', strict=False)
            except ValueError:
                continue
        if inner and "\n" not in inner and len(inner) < 4096:
            yield inner


def without(options: Sequence[str], *names: str) -> list[str]:
    """Options but for some; those with a value are written `--name=` here.

    >>> without(["--trials", "5M", "--report", "--seed", "1"], "--trials=", "--report")
    ['--seed', '1']
    """
    kept: list[str] = []
    words = iter(options)
    for word in words:
        if f"{word}=" in names:
            next(words, None)
        elif word not in names:
            kept.append(word)
    return kept
