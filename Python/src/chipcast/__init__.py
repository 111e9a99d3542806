"""chipcast: what H20 and B30 revenue returns from China, and what chip shares do.

A thin layer over the program of the same name, which comes with this package: functions run its
commands, and give the tables that it writes.

    import chipcast as cc

    run = cc.run("h20-b30-2025-07", trials=1_000_000, set={"uptake.mode": 0.5})
    run.summary.pandas()
    run.probability("recovered_fy >= 10e9")
"""

from ._commands import (
    backtest, check, compare, event_study, explain, init, read, report, run, score, seek,
    sensitivity, stress, sweep, value_of_information, version, workbook,
)
from ._errors import (
    ChipcastWarning, DataError, Error, Interrupted, Problem, ProgramError, RunError, UsageError,
)
from ._program import program
from ._progress import Progress
from ._results import Results
from ._run import Probability, Run
from ._scenarios import Scenario, data_folder, scenarios
from ._table import Column, Table
from ._tables import (
    BacktestResults, CompareResults, EventStudyResults, ExplainResults, ScoreResults, SeekResults,
    SensitivityResults, StressResults, SweepResults, ValueOfInformationResults,
)
from ._tables import VERSION as __version__

__all__ = [
    "BacktestResults", "ChipcastWarning", "Column", "CompareResults", "DataError", "Error",
    "EventStudyResults", "ExplainResults", "Interrupted", "Probability", "Problem", "ProgramError",
    "Progress", "Results", "Run", "RunError", "Scenario", "ScoreResults", "SeekResults",
    "SensitivityResults", "StressResults", "SweepResults", "Table", "UsageError",
    "ValueOfInformationResults", "__version__", "backtest", "check", "compare", "data_folder",
    "event_study", "explain", "init", "program", "read", "report", "run", "scenarios", "score",
    "seek", "sensitivity", "stress", "sweep", "value_of_information", "version", "workbook",
]
