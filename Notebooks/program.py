"""Runs the chipcast program and reads the CSV files it writes."""

import os
import pathlib
import subprocess
import tempfile

import altair as alt
import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("CHIPCAST") or ROOT / ".build/release/chipcast"

# A picture in the file itself, so that a code host shows it; no chart needs a network.
alt.renderers.enable("svg")
alt.theme.enable("default")
pd.set_option("display.precision", 3)
pd.set_option("display.width", 110)

BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#777777"


class Results(dict):
    """The CSV files of one command by name: results["summary"] is summary.csv.

    Of a run, `answer` is what `chipcast report --answer` says of it.
    """

    answer = ""


def chipcast(*arguments):
    """Runs a command in the folder of the package; its files go to a folder that is removed."""
    with tempfile.TemporaryDirectory() as folder:
        said(*map(str, arguments), "--quiet", "--out", folder)
        files = sorted(pathlib.Path(folder).glob("*.csv"))
        results = Results({file.stem: pd.read_csv(file) for file in files})
        if arguments[0] == "run":
            results.answer = said("report", folder, "--answer")
        return results


def said(*arguments):
    """What a command prints; its complaint as an error where it fails."""
    done = subprocess.run(
        [str(PROGRAM), *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout
