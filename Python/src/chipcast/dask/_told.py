"""How a batch gets on."""

from __future__ import annotations

import time

from .._progress import Display, Progress
from ._parts import Parts


class Told:
    """Tells how a batch gets on."""

    def __init__(self, display: Display | None, parts: Parts, unit: str) -> None:
        self._display, self._parts, self._unit = display, parts, unit
        self._start, self._before = time.monotonic(), parts.done

    def show(self) -> None:
        if self._display is None:
            return
        parts, passed = self._parts, time.monotonic() - self._start
        rate = max(parts.done - self._before, 1) / max(passed, 1e-3)
        self._display.show(Progress(
            parts.done / parts.whole, f"{_words(rate)} {self._unit}/s",
            round((parts.whole - parts.done) / rate)))

    def end(self) -> None:
        if self._display is not None:
            self._display.end()


def _words(rate: float) -> str:
    """A number as people say it.

    >>> _words(41_234), _words(3.2e6), _words(12.3)
    ('41 thousand', '3.2 million', '12')
    """
    if rate >= 1e6:
        return f"{rate / 1e6:.1f} million"
    return f"{rate / 1e3:.0f} thousand" if rate >= 1e3 else f"{rate:.0f}"
