"""The tables of every command, as the program declares them: made by generate.py from
`chipcast schema --tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypedDict

from ._results import Results
from ._table import Column, Counts, Numbers, Table, Texts, Truths  # noqa: F401

# ruff: noqa: E501


VERSION = "0.1.0"


class SummaryRow(TypedDict):
    """A row of summary.csv: one for each output."""
    output: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    never: float
    no_value: float
    scenario: str
    as_of: str


class SummaryTable(Table[SummaryRow]):
    """summary.csv: one row for each output."""

    FILE: ClassVar[str] = "summary.csv"
    ROW: ClassVar[str] = "output"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("output", "text"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("never", "number", "share of the trials in which it never comes about; empty where that cannot be"),
        Column("no_value", "number", "share of the trials without a value, left out of the others"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    output: Texts
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    never: Numbers
    """share of the trials in which it never comes about; empty where that cannot be"""
    no_value: Numbers
    """share of the trials without a value, left out of the others"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class QuantilesRow(TypedDict):
    """A row of quantiles.csv: one for each output and probability."""
    output: str
    unit: str
    probability: float
    value: float
    low: float
    high: float
    scenario: str
    as_of: str


class QuantilesTable(Table[QuantilesRow]):
    """quantiles.csv: one row for each output and probability."""

    FILE: ClassVar[str] = "quantiles.csv"
    ROW: ClassVar[str] = "output and probability"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("output", "text"),
        Column("unit", "text"),
        Column("probability", "number"),
        Column("value", "number", "the quantile, with its 95% interval; empty where it is \"never\""),
        Column("low", "number"),
        Column("high", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    output: Texts
    unit: Texts
    probability: Numbers
    value: Numbers
    """the quantile, with its 95% interval; empty where it is "never" """
    low: Numbers
    high: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ProbabilitiesRow(TypedDict):
    """A row of probabilities.csv: one for each statement."""
    statement: str
    probability: float
    low: float
    high: float
    trials: int | None
    scenario: str
    as_of: str


class ProbabilitiesTable(Table[ProbabilitiesRow]):
    """probabilities.csv: one row for each statement."""

    FILE: ClassVar[str] = "probabilities.csv"
    ROW: ClassVar[str] = "statement"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("statement", "text"),
        Column("probability", "number", "with its 95% interval"),
        Column("low", "number"),
        Column("high", "number"),
        Column("trials", "count"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    statement: Texts
    probability: Numbers
    """with its 95% interval"""
    low: Numbers
    high: Numbers
    trials: Sequence[int | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class QuarterlyRow(TypedDict):
    """A row of quarterly.csv: one for each fiscal quarter, product and output."""
    quarter: str
    product: str
    output: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    kind: str
    scenario: str
    as_of: str


class QuarterlyTable(Table[QuarterlyRow]):
    """quarterly.csv: one row for each fiscal quarter, product and output."""

    FILE: ClassVar[str] = "quarterly.csv"
    ROW: ClassVar[str] = "fiscal quarter, product and output"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("quarter", "text"),
        Column("product", "text", "\"total\" for all"),
        Column("output", "text", "revenue, cumulative_revenue, eps_uplift, eps_uplift_ratio; inside. and outside. are the views of an outside view"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("kind", "text", "product, or total, which adds the products up"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    quarter: Texts
    product: Texts
    """"total" for all"""
    output: Texts
    """revenue, cumulative_revenue, eps_uplift, eps_uplift_ratio; inside. and outside. are the views
    of an outside view
    """
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    kind: Texts
    """product, or total, which adds the products up"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class MonthlyRow(TypedDict):
    """A row of monthly.csv: one for each month."""
    month: int | None
    calendar_month: str
    output: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    scenario: str
    as_of: str


class MonthlyTable(Table[MonthlyRow]):
    """monthly.csv: one row for each month."""

    FILE: ClassVar[str] = "monthly.csv"
    ROW: ClassVar[str] = "month"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("month", "count", "0 is the first"),
        Column("calendar_month", "text"),
        Column("output", "text", "h20_equivalents"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    month: Sequence[int | None]
    """0 is the first"""
    calendar_month: Texts
    output: Texts
    """h20_equivalents"""
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class MonthlyRevenueRow(TypedDict):
    """A row of monthly_revenue.csv: one for each month and product, with its revenue (`--monthly`).
    """
    month: int | None
    calendar_month: str
    quarter: str
    product: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    kind: str
    scenario: str
    as_of: str


class MonthlyRevenueTable(Table[MonthlyRevenueRow]):
    """monthly_revenue.csv: one row for each month and product, with its revenue (`--monthly`)."""

    FILE: ClassVar[str] = "monthly_revenue.csv"
    ROW: ClassVar[str] = "month and product, with its revenue (`--monthly`)"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("month", "count", "0 is the first"),
        Column("calendar_month", "text"),
        Column("quarter", "text", "of the month"),
        Column("product", "text", "\"total\" for all"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("kind", "text", "product, or total, which adds the products up"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    month: Sequence[int | None]
    """0 is the first"""
    calendar_month: Texts
    quarter: Texts
    """of the month"""
    product: Texts
    """"total" for all"""
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    kind: Texts
    """product, or total, which adds the products up"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class RecoveryFanRow(TypedDict):
    """A row of recovery_fan.csv: one for each month, with the cumulative revenue by its end."""
    month: int | None
    calendar_month: str
    quarter: str
    unit: str
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    quantile_error: float
    trials: int | None
    scenario: str
    as_of: str


class RecoveryFanTable(Table[RecoveryFanRow]):
    """recovery_fan.csv: one row for each month, with the cumulative revenue by its end."""

    FILE: ClassVar[str] = "recovery_fan.csv"
    ROW: ClassVar[str] = "month, with the cumulative revenue by its end"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("month", "count", "0 is the first"),
        Column("calendar_month", "text"),
        Column("quarter", "text", "of the month"),
        Column("unit", "text"),
        Column("p05", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p95", "number"),
        Column("quantile_error", "number"),
        Column("trials", "count", "the first 32,768"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    month: Sequence[int | None]
    """0 is the first"""
    calendar_month: Texts
    quarter: Texts
    """of the month"""
    unit: Texts
    p05: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p95: Numbers
    quantile_error: Numbers
    trials: Sequence[int | None]
    """the first 32,768"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class RecoveryCurveRow(TypedDict):
    """A row of recovery_curve.csv: one for each quarter and threshold."""
    quarter: str
    threshold: float
    unit: str
    probability: float
    low: float
    high: float
    trials: int | None
    scenario: str
    as_of: str


class RecoveryCurveTable(Table[RecoveryCurveRow]):
    """recovery_curve.csv: one row for each quarter and threshold."""

    FILE: ClassVar[str] = "recovery_curve.csv"
    ROW: ClassVar[str] = "quarter and threshold"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("quarter", "text"),
        Column("threshold", "number"),
        Column("unit", "text"),
        Column("probability", "number", "that cumulative revenue reaches the threshold by the quarter's end; 95% interval"),
        Column("low", "number"),
        Column("high", "number"),
        Column("trials", "count"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    quarter: Texts
    threshold: Numbers
    unit: Texts
    probability: Numbers
    """that cumulative revenue reaches the threshold by the quarter's end; 95% interval"""
    low: Numbers
    high: Numbers
    trials: Sequence[int | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class EquitiesRow(TypedDict):
    """A row of equities.csv: one for each ticker, horizon and output."""
    ticker: str
    horizon: int | None
    output: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    var95: float
    var95_low: float
    var95_high: float
    var99: float
    var99_low: float
    var99_high: float
    es95: float
    es95_error: float
    es99: float
    es99_error: float
    p_below_5: float
    p_below_5_low: float
    p_below_5_high: float
    p_below_10: float
    p_below_10_low: float
    p_below_10_high: float
    name: str
    kind: str
    scenario: str
    as_of: str


class EquitiesTable(Table[EquitiesRow]):
    """equities.csv: one row for each ticker, horizon and output."""

    FILE: ClassVar[str] = "equities.csv"
    ROW: ClassVar[str] = "ticker, horizon and output"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("ticker", "text", "\"basket\" for all domestic ones by weight"),
        Column("horizon", "count", "sessions"),
        Column("output", "text", "car, total_return, drawdown"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("var95", "number", "with its 95% interval"),
        Column("var95_low", "number"),
        Column("var95_high", "number"),
        Column("var99", "number", "with its 95% interval"),
        Column("var99_low", "number"),
        Column("var99_high", "number"),
        Column("es95", "number"),
        Column("es95_error", "number"),
        Column("es99", "number"),
        Column("es99_error", "number"),
        Column("p_below_5", "number", "P(< -5%)"),
        Column("p_below_5_low", "number"),
        Column("p_below_5_high", "number"),
        Column("p_below_10", "number", "P(< -10%)"),
        Column("p_below_10_low", "number"),
        Column("p_below_10_high", "number"),
        Column("name", "text"),
        Column("kind", "text", "share, or basket of them"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    ticker: Texts
    """"basket" for all domestic ones by weight"""
    horizon: Sequence[int | None]
    """sessions"""
    output: Texts
    """car, total_return, drawdown"""
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    var95: Numbers
    """with its 95% interval"""
    var95_low: Numbers
    var95_high: Numbers
    var99: Numbers
    """with its 95% interval"""
    var99_low: Numbers
    var99_high: Numbers
    es95: Numbers
    es95_error: Numbers
    es99: Numbers
    es99_error: Numbers
    p_below_5: Numbers
    """P(< -5%)"""
    p_below_5_low: Numbers
    p_below_5_high: Numbers
    p_below_10: Numbers
    """P(< -10%)"""
    p_below_10_low: Numbers
    p_below_10_high: Numbers
    name: Texts
    kind: Texts
    """share, or basket of them"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class PolicyEffectRow(TypedDict):
    """A row of policy_effect.csv: one for each ticker, horizon and output."""
    ticker: str
    horizon: int | None
    output: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    p_below_5: float
    p_below_5_low: float
    p_below_5_high: float
    p_above_5: float
    p_above_5_low: float
    p_above_5_high: float
    p_beyond_10: float
    p_beyond_10_low: float
    p_beyond_10_high: float
    slope: float
    slope_error: float
    share_of_variance: float
    compensator: float
    expected_sales: float
    expected_sales_error: float
    name: str
    kind: str
    scenario: str
    as_of: str


class PolicyEffectTable(Table[PolicyEffectRow]):
    """policy_effect.csv: one row for each ticker, horizon and output."""

    FILE: ClassVar[str] = "policy_effect.csv"
    ROW: ClassVar[str] = "ticker, horizon and output"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("ticker", "text", "\"basket\" for all domestic ones by weight"),
        Column("horizon", "count", "sessions"),
        Column("output", "text", "policy, a log return: news and displaced sales less what was expected of them; policy_after: without session 0; policy_against, policy_against_after: the same less those of another scenario, trial by trial (`--against`)"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("p_below_5", "number", "P(< -5%)"),
        Column("p_below_5_low", "number"),
        Column("p_below_5_high", "number"),
        Column("p_above_5", "number", "P(≥ +5%)"),
        Column("p_above_5_low", "number"),
        Column("p_above_5_high", "number"),
        Column("p_beyond_10", "number", "P(< -10% or ≥ +10%)"),
        Column("p_beyond_10_low", "number"),
        Column("p_beyond_10_high", "number"),
        Column("slope", "number", "for $1bn more recovered_fy, by least squares: a simulated association, no cause; empty in the rows of another scenario, whose trial recovers another amount"),
        Column("slope_error", "number"),
        Column("share_of_variance", "number", "variance over that of car; empty there too: a difference of scenarios has no car of its own"),
        Column("compensator", "number", "what was expected of news: probabilities times mean reactions; taken off"),
        Column("expected_sales", "number", "what was expected of displaced sales; taken off"),
        Column("expected_sales_error", "number"),
        Column("name", "text"),
        Column("kind", "text", "share, or basket of them"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    ticker: Texts
    """"basket" for all domestic ones by weight"""
    horizon: Sequence[int | None]
    """sessions"""
    output: Texts
    """policy, a log return: news and displaced sales less what was expected of them; policy_after:
    without session 0; policy_against, policy_against_after: the same less those of another
    scenario, trial by trial (`--against`)
    """
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    p_below_5: Numbers
    """P(< -5%)"""
    p_below_5_low: Numbers
    p_below_5_high: Numbers
    p_above_5: Numbers
    """P(≥ +5%)"""
    p_above_5_low: Numbers
    p_above_5_high: Numbers
    p_beyond_10: Numbers
    """P(< -10% or ≥ +10%)"""
    p_beyond_10_low: Numbers
    p_beyond_10_high: Numbers
    slope: Numbers
    """for $1bn more recovered_fy, by least squares: a simulated association, no cause; empty in the
    rows of another scenario, whose trial recovers another amount
    """
    slope_error: Numbers
    share_of_variance: Numbers
    """variance over that of car; empty there too: a difference of scenarios has no car of its own
    """
    compensator: Numbers
    """what was expected of news: probabilities times mean reactions; taken off"""
    expected_sales: Numbers
    """what was expected of displaced sales; taken off"""
    expected_sales_error: Numbers
    name: Texts
    kind: Texts
    """share, or basket of them"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class AgainstRow(TypedDict):
    """A row of against.csv: one for each output, less that of another scenario trial by trial
    (`--against`).
    """
    against: str
    output: str
    title: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    scenario: str
    as_of: str


class AgainstTable(Table[AgainstRow]):
    """against.csv: one row for each output, less that of another scenario trial by trial
    (`--against`).
    """

    FILE: ClassVar[str] = "against.csv"
    ROW: ClassVar[str] = "output, less that of another scenario trial by trial (`--against`)"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("against", "text", "name of the scenario that is taken off"),
        Column("output", "text", "recovered_fy, recovered; those of shares are in policy_effect.csv"),
        Column("title", "text", "of that scenario"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    against: Texts
    """name of the scenario that is taken off"""
    output: Texts
    """recovered_fy, recovered; those of shares are in policy_effect.csv"""
    title: Texts
    """of that scenario"""
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class EquityFanRow(TypedDict):
    """A row of equity_fan.csv: one for each ticker and session."""
    ticker: str
    session: int | None
    date: str
    date_is_known: bool | None
    car_p05: float
    car_p25: float
    car_p50: float
    car_p75: float
    car_p95: float
    price_p05: float
    price_p25: float
    price_p50: float
    price_p75: float
    price_p95: float
    currency: str
    trials: int | None
    kind: str
    scenario: str
    as_of: str


class EquityFanTable(Table[EquityFanRow]):
    """equity_fan.csv: one row for each ticker and session."""

    FILE: ClassVar[str] = "equity_fan.csv"
    ROW: ClassVar[str] = "ticker and session"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("ticker", "text"),
        Column("session", "count"),
        Column("date", "text"),
        Column("date_is_known", "truth", "\"no\" beyond the listed holidays"),
        Column("car_p05", "number"),
        Column("car_p25", "number"),
        Column("car_p50", "number"),
        Column("car_p75", "number"),
        Column("car_p95", "number"),
        Column("price_p05", "number"),
        Column("price_p25", "number"),
        Column("price_p50", "number"),
        Column("price_p75", "number"),
        Column("price_p95", "number"),
        Column("currency", "text"),
        Column("trials", "count", "the first 32,768"),
        Column("kind", "text", "share, or basket of them"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    ticker: Texts
    session: Sequence[int | None]
    date: Texts
    date_is_known: Sequence[bool | None]
    """"no" beyond the listed holidays"""
    car_p05: Numbers
    car_p25: Numbers
    car_p50: Numbers
    car_p75: Numbers
    car_p95: Numbers
    price_p05: Numbers
    price_p25: Numbers
    price_p50: Numbers
    price_p75: Numbers
    price_p95: Numbers
    currency: Texts
    trials: Sequence[int | None]
    """the first 32,768"""
    kind: Texts
    """share, or basket of them"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ReadingsRow(TypedDict):
    """A row of readings.csv: one for each reading of the record and output, where the scenario has
    `readings`.
    """
    reading: str
    output: str
    title: str
    unit: str
    mean: float
    standard_error: float
    sd: float
    min: float
    p01: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p99: float
    max: float
    quantile_error: float
    reaches_target: float
    reaches_target_low: float
    reaches_target_high: float
    next_to_nothing: float
    next_to_nothing_low: float
    next_to_nothing_high: float
    scenario: str
    as_of: str


class ReadingsTable(Table[ReadingsRow]):
    """readings.csv: one row for each reading of the record and output, where the scenario has
    `readings`.
    """

    FILE: ClassVar[str] = "readings.csv"
    ROW: ClassVar[str] = "reading of the record and output, where the scenario has `readings`"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("reading", "text", "name of the scenario; the first is the one that was run"),
        Column("output", "text", "recovered_fy, recovered"),
        Column("title", "text"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("min", "number"),
        Column("p01", "number"),
        Column("p05", "number"),
        Column("p10", "number"),
        Column("p25", "number"),
        Column("p50", "number"),
        Column("p75", "number"),
        Column("p90", "number"),
        Column("p95", "number"),
        Column("p99", "number"),
        Column("max", "number"),
        Column("quantile_error", "number"),
        Column("reaches_target", "number", "the probability that it is at least `target_revenue`, with its 95% interval"),
        Column("reaches_target_low", "number"),
        Column("reaches_target_high", "number"),
        Column("next_to_nothing", "number", "of recovered_fy: the probability that it is under a hundredth of `target_revenue`"),
        Column("next_to_nothing_low", "number"),
        Column("next_to_nothing_high", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    reading: Texts
    """name of the scenario; the first is the one that was run"""
    output: Texts
    """recovered_fy, recovered"""
    title: Texts
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    min: Numbers
    p01: Numbers
    p05: Numbers
    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    p95: Numbers
    p99: Numbers
    max: Numbers
    quantile_error: Numbers
    reaches_target: Numbers
    """the probability that it is at least `target_revenue`, with its 95% interval"""
    reaches_target_low: Numbers
    reaches_target_high: Numbers
    next_to_nothing: Numbers
    """of recovered_fy: the probability that it is under a hundredth of `target_revenue`"""
    next_to_nothing_low: Numbers
    next_to_nothing_high: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ConditionalRow(TypedDict):
    """A row of conditional.csv: one for each condition, ticker and horizon."""
    condition: str
    ticker: str
    horizon: int | None
    output: str
    trials: int | None
    share_of_trials: float
    mean: float
    standard_error: float
    sd: float
    p05: float
    p50: float
    p95: float
    mean_of_all: float
    kind: str
    scenario: str
    as_of: str


class ConditionalTable(Table[ConditionalRow]):
    """conditional.csv: one row for each condition, ticker and horizon."""

    FILE: ClassVar[str] = "conditional.csv"
    ROW: ClassVar[str] = "condition, ticker and horizon"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("condition", "text", "a range of recovered_fy, a policy event by the last session of the shares"),
        Column("ticker", "text"),
        Column("horizon", "count"),
        Column("output", "text", "car, policy"),
        Column("trials", "count"),
        Column("share_of_trials", "number"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("sd", "number"),
        Column("p05", "number"),
        Column("p50", "number"),
        Column("p95", "number"),
        Column("mean_of_all", "number"),
        Column("kind", "text", "share, or basket of them"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    condition: Texts
    """a range of recovered_fy, a policy event by the last session of the shares"""
    ticker: Texts
    horizon: Sequence[int | None]
    output: Texts
    """car, policy"""
    trials: Sequence[int | None]
    share_of_trials: Numbers
    mean: Numbers
    standard_error: Numbers
    sd: Numbers
    p05: Numbers
    p50: Numbers
    p95: Numbers
    mean_of_all: Numbers
    kind: Texts
    """share, or basket of them"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class EquityParametersRow(TypedDict):
    """A row of equity_parameters.csv: one for each number behind the paths, correlations of the
    Gaussian copula among them.
    """
    parameter: str
    name: str
    other: str
    value: float
    scenario: str
    as_of: str


class EquityParametersTable(Table[EquityParametersRow]):
    """equity_parameters.csv: one row for each number behind the paths, correlations of the Gaussian
    copula among them.
    """

    FILE: ClassVar[str] = "equity_parameters.csv"
    ROW: ClassVar[str] = "number behind the paths, correlations of the Gaussian copula among them"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("parameter", "text"),
        Column("name", "text"),
        Column("other", "text"),
        Column("value", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    parameter: Texts
    name: Texts
    other: Texts
    value: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class HistogramRow(TypedDict):
    """A row of histogram.csv: one for each output and bin."""
    output: str
    unit: str
    low: float
    high: float
    trials: int | None
    share: float
    share_below_high: float
    scenario: str
    as_of: str


class HistogramTable(Table[HistogramRow]):
    """histogram.csv: one row for each output and bin."""

    FILE: ClassVar[str] = "histogram.csv"
    ROW: ClassVar[str] = "output and bin"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("output", "text", "recovered_fy, recovered, cumulative.QUARTER"),
        Column("unit", "text"),
        Column("low", "number"),
        Column("high", "number", "both 0 for the trials at exactly 0"),
        Column("trials", "count"),
        Column("share", "number"),
        Column("share_below_high", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    output: Texts
    """recovered_fy, recovered, cumulative.QUARTER"""
    unit: Texts
    low: Numbers
    high: Numbers
    """both 0 for the trials at exactly 0"""
    trials: Sequence[int | None]
    share: Numbers
    share_below_high: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class InputsRow(TypedDict):
    """A row of inputs.csv: one for each parameter."""
    key: str
    distribution: str
    unit: str
    mean: float
    p05: float
    p50: float
    p95: float
    confidence: str
    source: str
    file: str
    meaning: str
    scenario: str
    as_of: str


class InputsTable(Table[InputsRow]):
    """inputs.csv: one row for each parameter."""

    FILE: ClassVar[str] = "inputs.csv"
    ROW: ClassVar[str] = "parameter"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("key", "text"),
        Column("distribution", "text"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("p05", "number"),
        Column("p50", "number"),
        Column("p95", "number"),
        Column("confidence", "text"),
        Column("source", "text"),
        Column("file", "text", "with line"),
        Column("meaning", "text"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    key: Texts
    distribution: Texts
    unit: Texts
    mean: Numbers
    p05: Numbers
    p50: Numbers
    p95: Numbers
    confidence: Texts
    source: Texts
    file: Texts
    """with line"""
    meaning: Texts
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SourcesRow(TypedDict):
    """A row of sources.csv: one for each row that a source names; only where the scenario has
    `sources`.
    """
    id: str
    statement: str
    source_title: str
    url: str
    published: str
    confidence: str
    after_as_of: str
    file: str
    scenario: str
    as_of: str


class SourcesTable(Table[SourcesRow]):
    """sources.csv: one row for each row that a source names; only where the scenario has `sources`.
    """

    FILE: ClassVar[str] = "sources.csv"
    ROW: ClassVar[str] = "row that a source names; only where the scenario has `sources`"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("id", "text"),
        Column("statement", "text"),
        Column("source_title", "text"),
        Column("url", "text"),
        Column("published", "text"),
        Column("confidence", "text"),
        Column("after_as_of", "text", "no, yes, unsure where only month or year are known"),
        Column("file", "text"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    id: Texts
    statement: Texts
    source_title: Texts
    url: Texts
    published: Texts
    confidence: Texts
    after_as_of: Texts
    """no, yes, unsure where only month or year are known"""
    file: Texts
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class TrialsRow(TypedDict):
    """A row of trials.csv: one for each trial (`--write-trials`)."""
    trial: int


class TrialsTable(Table[TrialsRow]):
    """trials.csv: one row for each trial (`--write-trials`)."""

    FILE: ClassVar[str] = "trials.csv"
    ROW: ClassVar[str] = "trial (`--write-trials`)"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("trial", "count"),
    )
    OTHERS: ClassVar[str] = "number"

    trial: Counts


class RunResults(Results):
    """What `chipcast run` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "summary": SummaryTable,
        "quantiles": QuantilesTable,
        "probabilities": ProbabilitiesTable,
        "quarterly": QuarterlyTable,
        "monthly": MonthlyTable,
        "monthly_revenue": MonthlyRevenueTable,
        "recovery_fan": RecoveryFanTable,
        "recovery_curve": RecoveryCurveTable,
        "equities": EquitiesTable,
        "policy_effect": PolicyEffectTable,
        "against": AgainstTable,
        "equity_fan": EquityFanTable,
        "readings": ReadingsTable,
        "conditional": ConditionalTable,
        "equity_parameters": EquityParametersTable,
        "histogram": HistogramTable,
        "inputs": InputsTable,
        "sources": SourcesTable,
        "trials": TrialsTable,
    }

    @property
    def summary(self) -> SummaryTable:
        """One row for each output."""
        return self._table(SummaryTable, "summary")

    @property
    def quantiles(self) -> QuantilesTable:
        """One row for each output and probability."""
        return self._table(QuantilesTable, "quantiles")

    @property
    def probabilities(self) -> ProbabilitiesTable:
        """One row for each statement."""
        return self._table(ProbabilitiesTable, "probabilities")

    @property
    def quarterly(self) -> QuarterlyTable:
        """One row for each fiscal quarter, product and output."""
        return self._table(QuarterlyTable, "quarterly")

    @property
    def monthly(self) -> MonthlyTable:
        """One row for each month."""
        return self._table(MonthlyTable, "monthly")

    @property
    def monthly_revenue(self) -> MonthlyRevenueTable:
        """One row for each month and product, with its revenue (`--monthly`)."""
        return self._table(MonthlyRevenueTable, "monthly_revenue")

    @property
    def recovery_fan(self) -> RecoveryFanTable:
        """One row for each month, with the cumulative revenue by its end."""
        return self._table(RecoveryFanTable, "recovery_fan")

    @property
    def recovery_curve(self) -> RecoveryCurveTable:
        """One row for each quarter and threshold."""
        return self._table(RecoveryCurveTable, "recovery_curve")

    @property
    def equities(self) -> EquitiesTable:
        """One row for each ticker, horizon and output."""
        return self._table(EquitiesTable, "equities")

    @property
    def policy_effect(self) -> PolicyEffectTable:
        """One row for each ticker, horizon and output."""
        return self._table(PolicyEffectTable, "policy_effect")

    @property
    def against(self) -> AgainstTable:
        """One row for each output, less that of another scenario trial by trial (`--against`)."""
        return self._table(AgainstTable, "against")

    @property
    def equity_fan(self) -> EquityFanTable:
        """One row for each ticker and session."""
        return self._table(EquityFanTable, "equity_fan")

    @property
    def readings(self) -> ReadingsTable:
        """One row for each reading of the record and output, where the scenario has `readings`."""
        return self._table(ReadingsTable, "readings")

    @property
    def conditional(self) -> ConditionalTable:
        """One row for each condition, ticker and horizon."""
        return self._table(ConditionalTable, "conditional")

    @property
    def equity_parameters(self) -> EquityParametersTable:
        """One row for each number behind the paths, correlations of the Gaussian copula among them.
        """
        return self._table(EquityParametersTable, "equity_parameters")

    @property
    def histogram(self) -> HistogramTable:
        """One row for each output and bin."""
        return self._table(HistogramTable, "histogram")

    @property
    def inputs(self) -> InputsTable:
        """One row for each parameter."""
        return self._table(InputsTable, "inputs")

    @property
    def sources(self) -> SourcesTable:
        """One row for each row that a source names; only where the scenario has `sources`."""
        return self._table(SourcesTable, "sources")


class CompareRow(TypedDict):
    """A row of compare.csv: one for each scenario and output or statement."""
    scenario: str
    output: str
    kind: str
    unit: str
    mean: float
    standard_error: float
    p05: float
    p50: float
    p95: float
    difference: float
    difference_error: float
    low: float
    high: float
    variance_ratio: float
    real: bool | None
    never: float
    no_value: float


class CompareTable(Table[CompareRow]):
    """compare.csv: one row for each scenario and output or statement."""

    FILE: ClassVar[str] = "compare.csv"
    ROW: ClassVar[str] = "scenario and output or statement"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("scenario", "text"),
        Column("output", "text", "or statement"),
        Column("kind", "text", "output or statement"),
        Column("unit", "text"),
        Column("mean", "number", "of a statement its probability"),
        Column("standard_error", "number"),
        Column("p05", "number"),
        Column("p50", "number"),
        Column("p95", "number"),
        Column("difference", "number", "from the first scenario, trial by trial, with its 95% interval; empty for the first itself and where a difference has no mean"),
        Column("difference_error", "number"),
        Column("low", "number"),
        Column("high", "number"),
        Column("variance_ratio", "number", "unpaired to paired"),
        Column("real", "truth", "yes where more than 3 errors from 0"),
        Column("never", "number", "as in summary.csv"),
        Column("no_value", "number", "as in summary.csv"),
    )

    scenario: Texts
    output: Texts
    """or statement"""
    kind: Texts
    """output or statement"""
    unit: Texts
    mean: Numbers
    """of a statement its probability"""
    standard_error: Numbers
    p05: Numbers
    p50: Numbers
    p95: Numbers
    difference: Numbers
    """from the first scenario, trial by trial, with its 95% interval; empty for the first itself
    and where a difference has no mean
    """
    difference_error: Numbers
    low: Numbers
    high: Numbers
    variance_ratio: Numbers
    """unpaired to paired"""
    real: Sequence[bool | None]
    """yes where more than 3 errors from 0"""
    never: Numbers
    """as in summary.csv"""
    no_value: Numbers
    """as in summary.csv"""


class CompareResults(Results):
    """What `chipcast compare` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "compare": CompareTable,
    }

    @property
    def compare(self) -> CompareTable:
        """One row for each scenario and output or statement."""
        return self._table(CompareTable, "compare")


class SweepRow(TypedDict):
    """A row of sweep.csv: one for each scenario, output (or statement) and statistic."""
    number: int | None
    scenario: str
    output: str
    unit: str
    statistic: str
    value: float
    standard_error: float
    low: float
    high: float


class SweepTable(Table[SweepRow]):
    """sweep.csv: one row for each scenario, output (or statement) and statistic."""

    FILE: ClassVar[str] = "sweep.csv"
    ROW: ClassVar[str] = "scenario, output (or statement) and statistic"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("number", "count"),
        Column("scenario", "text"),
        Column("output", "text"),
        Column("unit", "text"),
        Column("statistic", "text", "mean, p05, p50, p95, never, probability"),
        Column("value", "number", "empty where it is \"never\"; 95% interval of quantiles and probabilities"),
        Column("standard_error", "number"),
        Column("low", "number"),
        Column("high", "number"),
    )

    number: Sequence[int | None]
    scenario: Texts
    output: Texts
    unit: Texts
    statistic: Texts
    """mean, p05, p50, p95, never, probability"""
    value: Numbers
    """empty where it is "never"; 95% interval of quantiles and probabilities"""
    standard_error: Numbers
    low: Numbers
    high: Numbers


class SweepWideRow(TypedDict):
    """A row of sweep_wide.csv: one for each scenario."""
    number: int | None
    scenario: str


class SweepWideTable(Table[SweepWideRow]):
    """sweep_wide.csv: one row for each scenario."""

    FILE: ClassVar[str] = "sweep_wide.csv"
    ROW: ClassVar[str] = "scenario"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("number", "count"),
        Column("scenario", "text"),
    )

    number: Sequence[int | None]
    scenario: Texts


class SweepResults(Results):
    """What `chipcast sweep` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "sweep": SweepTable,
        "sweep_wide": SweepWideTable,
    }

    @property
    def sweep(self) -> SweepTable:
        """One row for each scenario, output (or statement) and statistic."""
        return self._table(SweepTable, "sweep")

    @property
    def sweep_wide(self) -> SweepWideTable:
        """One row for each scenario."""
        return self._table(SweepWideTable, "sweep_wide")


class SensitivityTornadoRow(TypedDict):
    """A row of tornado.csv: one for each input and quantity (the output, then P of the threshold),
    greatest swing first.
    """
    input: str
    p10: float
    p90: float
    quantity: str
    at_p10: float
    at_p10_error: float
    at_p90: float
    at_p90_error: float
    swing: float
    swing_error: float
    low: float
    high: float
    scenario: str
    as_of: str


class SensitivityTornadoTable(Table[SensitivityTornadoRow]):
    """tornado.csv: one row for each input and quantity (the output, then P of the threshold),
    greatest swing first.
    """

    FILE: ClassVar[str] = "tornado.csv"
    ROW: ClassVar[str] = "input and quantity (the output, then P of the threshold), greatest swing first"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("input", "text"),
        Column("p10", "number"),
        Column("p90", "number"),
        Column("quantity", "text"),
        Column("at_p10", "number"),
        Column("at_p10_error", "number"),
        Column("at_p90", "number"),
        Column("at_p90_error", "number"),
        Column("swing", "number", "with its 95% interval"),
        Column("swing_error", "number"),
        Column("low", "number"),
        Column("high", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    input: Texts
    p10: Numbers
    p90: Numbers
    quantity: Texts
    at_p10: Numbers
    at_p10_error: Numbers
    at_p90: Numbers
    at_p90_error: Numbers
    swing: Numbers
    """with its 95% interval"""
    swing_error: Numbers
    low: Numbers
    high: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SensitivityRankRow(TypedDict):
    """A row of rank.csv: one for each input, strongest first."""
    input: str
    spearman: float
    spearman_low: float
    spearman_high: float
    partial: float
    partial_low: float
    partial_high: float
    trials: int | None
    scenario: str
    as_of: str


class SensitivityRankTable(Table[SensitivityRankRow]):
    """rank.csv: one row for each input, strongest first."""

    FILE: ClassVar[str] = "rank.csv"
    ROW: ClassVar[str] = "input, strongest first"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("input", "text"),
        Column("spearman", "number"),
        Column("spearman_low", "number"),
        Column("spearman_high", "number"),
        Column("partial", "number", "the other inputs taken out"),
        Column("partial_low", "number"),
        Column("partial_high", "number"),
        Column("trials", "count"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    input: Texts
    spearman: Numbers
    spearman_low: Numbers
    spearman_high: Numbers
    partial: Numbers
    """the other inputs taken out"""
    partial_low: Numbers
    partial_high: Numbers
    trials: Sequence[int | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SensitivitySobolRow(TypedDict):
    """A row of sobol.csv: one for each factor."""
    factor: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float
    tells: bool | None
    inputs: int | None
    trials: int | None
    scenario: str
    as_of: str


class SensitivitySobolTable(Table[SensitivitySobolRow]):
    """sobol.csv: one row for each factor."""

    FILE: ClassVar[str] = "sobol.csv"
    ROW: ClassVar[str] = "factor"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("factor", "text"),
        Column("first", "number"),
        Column("first_low", "number"),
        Column("first_high", "number"),
        Column("total", "number"),
        Column("total_low", "number"),
        Column("total_high", "number"),
        Column("tells", "truth", "no where an interval is too wide"),
        Column("inputs", "count", "how many it holds"),
        Column("trials", "count", "of each matrix"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    factor: Texts
    first: Numbers
    first_low: Numbers
    first_high: Numbers
    total: Numbers
    total_low: Numbers
    total_high: Numbers
    tells: Sequence[bool | None]
    """no where an interval is too wide"""
    inputs: Sequence[int | None]
    """how many it holds"""
    trials: Sequence[int | None]
    """of each matrix"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SensitivityDeltaRow(TypedDict):
    """A row of delta.csv: one for each input, greatest first."""
    input: str
    delta: float
    low: float
    high: float
    plain: float
    idle: float
    trials: int | None
    scenario: str
    as_of: str


class SensitivityDeltaTable(Table[SensitivityDeltaRow]):
    """delta.csv: one row for each input, greatest first."""

    FILE: ClassVar[str] = "delta.csv"
    ROW: ClassVar[str] = "input, greatest first"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("input", "text"),
        Column("delta", "number", "bias taken out"),
        Column("low", "number"),
        Column("high", "number"),
        Column("plain", "number"),
        Column("idle", "number", "95% point of inputs that do nothing"),
        Column("trials", "count"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    input: Texts
    delta: Numbers
    """bias taken out"""
    low: Numbers
    high: Numbers
    plain: Numbers
    idle: Numbers
    """95% point of inputs that do nothing"""
    trials: Sequence[int | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SensitivityPawnRow(TypedDict):
    """A row of pawn.csv: one for each input, greatest first."""
    input: str
    median: float
    median_low: float
    median_high: float
    mean: float
    mean_low: float
    mean_high: float
    max: float
    max_low: float
    max_high: float
    min: float
    idle: float
    trials: int | None
    scenario: str
    as_of: str


class SensitivityPawnTable(Table[SensitivityPawnRow]):
    """pawn.csv: one row for each input, greatest first."""

    FILE: ClassVar[str] = "pawn.csv"
    ROW: ClassVar[str] = "input, greatest first"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("input", "text"),
        Column("median", "number"),
        Column("median_low", "number"),
        Column("median_high", "number"),
        Column("mean", "number"),
        Column("mean_low", "number"),
        Column("mean_high", "number"),
        Column("max", "number"),
        Column("max_low", "number"),
        Column("max_high", "number"),
        Column("min", "number"),
        Column("idle", "number", "95% point of inputs that do nothing"),
        Column("trials", "count"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    input: Texts
    median: Numbers
    median_low: Numbers
    median_high: Numbers
    mean: Numbers
    mean_low: Numbers
    mean_high: Numbers
    max: Numbers
    max_low: Numbers
    max_high: Numbers
    min: Numbers
    idle: Numbers
    """95% point of inputs that do nothing"""
    trials: Sequence[int | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SensitivityLineRow(TypedDict):
    """A row of line.csv: one for each input or policy event, greatest distance first."""
    name: str
    kind: str
    mean_all: float
    p10_all: float
    p50_all: float
    p90_all: float
    mean: float
    mean_low: float
    mean_high: float
    p10: float
    p10_low: float
    p10_high: float
    p50: float
    p50_low: float
    p50_high: float
    p90: float
    p90_low: float
    p90_high: float
    distance: float
    p_value: float
    clear: bool | None
    successes: int | None
    trials: int | None
    scenario: str
    as_of: str


class SensitivityLineTable(Table[SensitivityLineRow]):
    """line.csv: one row for each input or policy event, greatest distance first."""

    FILE: ClassVar[str] = "line.csv"
    ROW: ClassVar[str] = "input or policy event, greatest distance first"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("name", "text"),
        Column("kind", "text", "input or event"),
        Column("mean_all", "number", "of all trials"),
        Column("p10_all", "number"),
        Column("p50_all", "number"),
        Column("p90_all", "number"),
        Column("mean", "number", "where the truth holds"),
        Column("mean_low", "number"),
        Column("mean_high", "number"),
        Column("p10", "number"),
        Column("p10_low", "number"),
        Column("p10_high", "number"),
        Column("p50", "number"),
        Column("p50_low", "number"),
        Column("p50_high", "number"),
        Column("p90", "number"),
        Column("p90_low", "number"),
        Column("p90_high", "number"),
        Column("distance", "number"),
        Column("p_value", "number"),
        Column("clear", "truth", "of chance"),
        Column("successes", "count"),
        Column("trials", "count"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    name: Texts
    kind: Texts
    """input or event"""
    mean_all: Numbers
    """of all trials"""
    p10_all: Numbers
    p50_all: Numbers
    p90_all: Numbers
    mean: Numbers
    """where the truth holds"""
    mean_low: Numbers
    mean_high: Numbers
    p10: Numbers
    p10_low: Numbers
    p10_high: Numbers
    p50: Numbers
    p50_low: Numbers
    p50_high: Numbers
    p90: Numbers
    p90_low: Numbers
    p90_high: Numbers
    distance: Numbers
    p_value: Numbers
    clear: Sequence[bool | None]
    """of chance"""
    successes: Sequence[int | None]
    trials: Sequence[int | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SensitivityDesignRow(TypedDict):
    """A row of design.csv: one for each trial (`--export-design`)."""


class SensitivityDesignTable(Table[SensitivityDesignRow]):
    """design.csv: one row for each trial (`--export-design`)."""

    FILE: ClassVar[str] = "design.csv"
    ROW: ClassVar[str] = "trial (`--export-design`)"
    DECLARED: ClassVar[tuple[Column, ...]] = (
    )
    OTHERS: ClassVar[str] = "number"



class SensitivitySobolDesignRow(TypedDict):
    """A row of sobol_design.csv: one for each trial (`--export-design`)."""
    A: float
    B: float


class SensitivitySobolDesignTable(Table[SensitivitySobolDesignRow]):
    """sobol_design.csv: one row for each trial (`--export-design`)."""

    FILE: ClassVar[str] = "sobol_design.csv"
    ROW: ClassVar[str] = "trial (`--export-design`)"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("A", "number", "the output over A"),
        Column("B", "number", "over B: row by row Saltelli's order"),
    )
    OTHERS: ClassVar[str] = "number"

    A: Numbers
    """the output over A"""
    B: Numbers
    """over B: row by row Saltelli's order"""


class SensitivityResults(Results):
    """What `chipcast sensitivity` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "tornado": SensitivityTornadoTable,
        "rank": SensitivityRankTable,
        "sobol": SensitivitySobolTable,
        "delta": SensitivityDeltaTable,
        "pawn": SensitivityPawnTable,
        "line": SensitivityLineTable,
        "design": SensitivityDesignTable,
        "sobol_design": SensitivitySobolDesignTable,
    }

    @property
    def tornado(self) -> SensitivityTornadoTable:
        """One row for each input and quantity (the output, then P of the threshold), greatest swing
        first.
        """
        return self._table(SensitivityTornadoTable, "tornado")

    @property
    def rank(self) -> SensitivityRankTable:
        """One row for each input, strongest first."""
        return self._table(SensitivityRankTable, "rank")

    @property
    def sobol(self) -> SensitivitySobolTable:
        """One row for each factor."""
        return self._table(SensitivitySobolTable, "sobol")

    @property
    def delta(self) -> SensitivityDeltaTable:
        """One row for each input, greatest first."""
        return self._table(SensitivityDeltaTable, "delta")

    @property
    def pawn(self) -> SensitivityPawnTable:
        """One row for each input, greatest first."""
        return self._table(SensitivityPawnTable, "pawn")

    @property
    def line(self) -> SensitivityLineTable:
        """One row for each input or policy event, greatest distance first."""
        return self._table(SensitivityLineTable, "line")

    @property
    def design(self) -> SensitivityDesignTable:
        """One row for each trial (`--export-design`)."""
        return self._table(SensitivityDesignTable, "design")

    @property
    def sobol_design(self) -> SensitivitySobolDesignTable:
        """One row for each trial (`--export-design`)."""
        return self._table(SensitivitySobolDesignTable, "sobol_design")


class StressRow(TypedDict):
    """A row of stress.csv: one for each output and statistic."""
    output: str
    statistic: str
    unit: str
    conditional: float
    conditional_error: float
    conditional_low: float
    conditional_high: float
    unconditional: float
    unconditional_error: float
    unconditional_low: float
    unconditional_high: float
    difference: float
    difference_error: float
    real: bool | None
    scenario: str
    as_of: str


class StressTable(Table[StressRow]):
    """stress.csv: one row for each output and statistic."""

    FILE: ClassVar[str] = "stress.csv"
    ROW: ClassVar[str] = "output and statistic"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("output", "text"),
        Column("statistic", "text", "mean, p05, p25, p50, p75, p95, never"),
        Column("unit", "text"),
        Column("conditional", "number", "empty where it is \"never\"; 95% interval"),
        Column("conditional_error", "number"),
        Column("conditional_low", "number"),
        Column("conditional_high", "number"),
        Column("unconditional", "number"),
        Column("unconditional_error", "number"),
        Column("unconditional_low", "number"),
        Column("unconditional_high", "number"),
        Column("difference", "number", "conditional less unconditional"),
        Column("difference_error", "number"),
        Column("real", "truth", "yes where more than 3 errors from 0; empty where one is \"never\""),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    output: Texts
    statistic: Texts
    """mean, p05, p25, p50, p75, p95, never"""
    unit: Texts
    conditional: Numbers
    """empty where it is "never"; 95% interval"""
    conditional_error: Numbers
    conditional_low: Numbers
    conditional_high: Numbers
    unconditional: Numbers
    unconditional_error: Numbers
    unconditional_low: Numbers
    unconditional_high: Numbers
    difference: Numbers
    """conditional less unconditional"""
    difference_error: Numbers
    real: Sequence[bool | None]
    """yes where more than 3 errors from 0; empty where one is "never" """
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class StressProbabilitiesRow(TypedDict):
    """A row of stress_probabilities.csv: one for each statement."""
    statement: str
    conditional: float
    conditional_error: float
    conditional_low: float
    conditional_high: float
    unconditional: float
    unconditional_error: float
    unconditional_low: float
    unconditional_high: float
    difference: float
    difference_error: float
    real: bool | None
    until: str
    scenario: str
    as_of: str


class StressProbabilitiesTable(Table[StressProbabilitiesRow]):
    """stress_probabilities.csv: one row for each statement."""

    FILE: ClassVar[str] = "stress_probabilities.csv"
    ROW: ClassVar[str] = "statement"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("statement", "text"),
        Column("conditional", "number", "empty where it is \"never\"; 95% interval"),
        Column("conditional_error", "number"),
        Column("conditional_low", "number"),
        Column("conditional_high", "number"),
        Column("unconditional", "number"),
        Column("unconditional_error", "number"),
        Column("unconditional_low", "number"),
        Column("unconditional_high", "number"),
        Column("difference", "number", "conditional less unconditional"),
        Column("difference_error", "number"),
        Column("real", "truth", "yes where more than 3 errors from 0; empty where one is \"never\""),
        Column("until", "text", "the last month counted"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    statement: Texts
    conditional: Numbers
    """empty where it is "never"; 95% interval"""
    conditional_error: Numbers
    conditional_low: Numbers
    conditional_high: Numbers
    unconditional: Numbers
    unconditional_error: Numbers
    unconditional_low: Numbers
    unconditional_high: Numbers
    difference: Numbers
    """conditional less unconditional"""
    difference_error: Numbers
    real: Sequence[bool | None]
    """yes where more than 3 errors from 0; empty where one is "never" """
    until: Texts
    """the last month counted"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class StressResults(Results):
    """What `chipcast stress` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "stress": StressTable,
        "stress_probabilities": StressProbabilitiesTable,
    }

    @property
    def stress(self) -> StressTable:
        """One row for each output and statistic."""
        return self._table(StressTable, "stress")

    @property
    def stress_probabilities(self) -> StressProbabilitiesTable:
        """One row for each statement."""
        return self._table(StressProbabilitiesTable, "stress_probabilities")


class SeekRow(TypedDict):
    """A row of seek.csv: one for each value looked at, rising."""
    value: float
    statistic: float
    standard_error: float
    low: float
    high: float
    scenario: str
    as_of: str


class SeekTable(Table[SeekRow]):
    """seek.csv: one row for each value looked at, rising."""

    FILE: ClassVar[str] = "seek.csv"
    ROW: ClassVar[str] = "value looked at, rising"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("value", "number", "of the key"),
        Column("statistic", "number", "with its 95% interval"),
        Column("standard_error", "number"),
        Column("low", "number"),
        Column("high", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    value: Numbers
    """of the key"""
    statistic: Numbers
    """with its 95% interval"""
    standard_error: Numbers
    low: Numbers
    high: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SeekCrossingsRow(TypedDict):
    """A row of crossings.csv: one for each crossing; none where nothing was found."""
    value: float
    standard_error: float
    low: float
    high: float
    slope: float
    statistic: float
    statistic_error: float
    scenario: str
    as_of: str


class SeekCrossingsTable(Table[SeekCrossingsRow]):
    """crossings.csv: one row for each crossing; none where nothing was found."""

    FILE: ClassVar[str] = "crossings.csv"
    ROW: ClassVar[str] = "crossing; none where nothing was found"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("value", "number", "of the key; low and high are the neighbouring values looked at first"),
        Column("standard_error", "number"),
        Column("low", "number"),
        Column("high", "number"),
        Column("slope", "number", "empty where noise hides it"),
        Column("statistic", "number"),
        Column("statistic_error", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    value: Numbers
    """of the key; low and high are the neighbouring values looked at first"""
    standard_error: Numbers
    low: Numbers
    high: Numbers
    slope: Numbers
    """empty where noise hides it"""
    statistic: Numbers
    statistic_error: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class SeekResults(Results):
    """What `chipcast seek` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "seek": SeekTable,
        "crossings": SeekCrossingsTable,
    }

    @property
    def seek(self) -> SeekTable:
        """One row for each value looked at, rising."""
        return self._table(SeekTable, "seek")

    @property
    def crossings(self) -> SeekCrossingsTable:
        """One row for each crossing; none where nothing was found."""
        return self._table(SeekCrossingsTable, "crossings")


class ExplainDrawsRow(TypedDict):
    """A row of explain_draws.csv: one for each named draw."""
    input: str
    value: float
    unit: str
    percentile_low: float
    percentile_high: float
    fixed: bool | None
    distribution: str
    scenario: str
    as_of: str


class ExplainDrawsTable(Table[ExplainDrawsRow]):
    """explain_draws.csv: one row for each named draw."""

    FILE: ClassVar[str] = "explain_draws.csv"
    ROW: ClassVar[str] = "named draw"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("input", "text"),
        Column("value", "number"),
        Column("unit", "text"),
        Column("percentile_low", "number", "P(X < value) in its own distribution"),
        Column("percentile_high", "number", "P(X ≤ value)"),
        Column("fixed", "truth", "yes where no other value was possible"),
        Column("distribution", "text"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    input: Texts
    value: Numbers
    unit: Texts
    percentile_low: Numbers
    """P(X < value) in its own distribution"""
    percentile_high: Numbers
    """P(X ≤ value)"""
    fixed: Sequence[bool | None]
    """yes where no other value was possible"""
    distribution: Texts
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ExplainMonthsRow(TypedDict):
    """A row of explain_months.csv: one for each month and product."""
    month: int | None
    calendar_month: str
    product: str
    export_gate: str
    guidance: str
    licensed_share: float
    uptake: float
    units: float
    revenue: float
    cost: float
    stock: float
    unshipped_book: float
    tension: float
    scenario: str
    as_of: str


class ExplainMonthsTable(Table[ExplainMonthsRow]):
    """explain_months.csv: one row for each month and product."""

    FILE: ClassVar[str] = "explain_months.csv"
    ROW: ClassVar[str] = "month and product"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("month", "count", "0 is the first"),
        Column("calendar_month", "text"),
        Column("product", "text"),
        Column("export_gate", "text", "open, closed"),
        Column("guidance", "text", "neutral, discouraging, stopped"),
        Column("licensed_share", "number"),
        Column("uptake", "number", "part of the licensed backlog that ships if there is stock"),
        Column("units", "number"),
        Column("revenue", "number"),
        Column("cost", "number", "USD"),
        Column("stock", "number"),
        Column("unshipped_book", "number", "units at the month's end"),
        Column("tension", "number", "empty without relations"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    month: Sequence[int | None]
    """0 is the first"""
    calendar_month: Texts
    product: Texts
    export_gate: Texts
    """open, closed"""
    guidance: Texts
    """neutral, discouraging, stopped"""
    licensed_share: Numbers
    uptake: Numbers
    """part of the licensed backlog that ships if there is stock"""
    units: Numbers
    revenue: Numbers
    cost: Numbers
    """USD"""
    stock: Numbers
    unshipped_book: Numbers
    """units at the month's end"""
    tension: Numbers
    """empty without relations"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ExplainOutputsRow(TypedDict):
    """A row of explain_outputs.csv: one for each output."""
    output: str
    value: float
    unit: str
    share_below: float
    below_low: float
    below_high: float
    share_at_or_below: float
    at_or_below_low: float
    at_or_below_high: float
    trials: int | None
    never: bool | None
    scenario: str
    as_of: str


class ExplainOutputsTable(Table[ExplainOutputsRow]):
    """explain_outputs.csv: one row for each output."""

    FILE: ClassVar[str] = "explain_outputs.csv"
    ROW: ClassVar[str] = "output"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("output", "text"),
        Column("value", "number", "empty where it is \"never\""),
        Column("unit", "text"),
        Column("share_below", "number", "of the trials, with its 95% interval"),
        Column("below_low", "number"),
        Column("below_high", "number"),
        Column("share_at_or_below", "number"),
        Column("at_or_below_low", "number"),
        Column("at_or_below_high", "number"),
        Column("trials", "count"),
        Column("never", "truth"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    output: Texts
    value: Numbers
    """empty where it is "never" """
    unit: Texts
    share_below: Numbers
    """of the trials, with its 95% interval"""
    below_low: Numbers
    below_high: Numbers
    share_at_or_below: Numbers
    at_or_below_low: Numbers
    at_or_below_high: Numbers
    trials: Sequence[int | None]
    never: Sequence[bool | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ExplainEventsRow(TypedDict):
    """A row of explain_events.csv: one for each policy event and share."""
    event: str
    session: int | None
    calendar_month: str
    ticker: str
    date: str
    date_is_known: bool | None
    reaction: float
    cause: str
    scenario: str
    as_of: str


class ExplainEventsTable(Table[ExplainEventsRow]):
    """explain_events.csv: one row for each policy event and share."""

    FILE: ClassVar[str] = "explain_events.csv"
    ROW: ClassVar[str] = "policy event and share"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("event", "text"),
        Column("session", "count"),
        Column("calendar_month", "text"),
        Column("ticker", "text", "this and the next three empty without shares and beyond the last session of their paths"),
        Column("date", "text"),
        Column("date_is_known", "truth"),
        Column("reaction", "number", "log return"),
        Column("cause", "text", "drawn, answer to an easing, set by a schedule; empty for the announcement and a launch"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    event: Texts
    session: Sequence[int | None]
    calendar_month: Texts
    ticker: Texts
    """this and the next three empty without shares and beyond the last session of their paths"""
    date: Texts
    date_is_known: Sequence[bool | None]
    reaction: Numbers
    """log return"""
    cause: Texts
    """drawn, answer to an easing, set by a schedule; empty for the announcement and a launch"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


ExplainNewsRow = TypedDict("ExplainNewsRow", {
    "class": "str",
    "session": "int | None",
    "month": "int | None",
    "calendar_month": "str",
    "ticker": "str",
    "date": "str",
    "date_is_known": "bool | None",
    "reaction": "float",
    "scenario": "str",
    "as_of": "str",
})
"""A row of explain_news.csv: one for each item of news and share, where there is any."""


class ExplainNewsTable(Table[ExplainNewsRow]):
    """explain_news.csv: one row for each item of news and share, where there is any."""

    FILE: ClassVar[str] = "explain_news.csv"
    ROW: ClassVar[str] = "item of news and share, where there is any"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("class", "text", "chinese_rejection, controls_tightened, announcement, licence_issued, rumour_easing"),
        Column("session", "count"),
        Column("month", "count", "0 is the first; empty before it"),
        Column("calendar_month", "text"),
        Column("ticker", "text", "this and the next three empty without a reaction to the class, beyond the last session of the paths of shares, and where a move of a gate is the item"),
        Column("date", "text"),
        Column("date_is_known", "truth"),
        Column("reaction", "number", "log return"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    class_: Texts
    """chinese_rejection, controls_tightened, announcement, licence_issued, rumour_easing"""
    session: Sequence[int | None]
    month: Sequence[int | None]
    """0 is the first; empty before it"""
    calendar_month: Texts
    ticker: Texts
    """this and the next three empty without a reaction to the class, beyond the last session of the
    paths of shares, and where a move of a gate is the item
    """
    date: Texts
    date_is_known: Sequence[bool | None]
    reaction: Numbers
    """log return"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ExplainResults(Results):
    """What `chipcast explain` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "explain_draws": ExplainDrawsTable,
        "explain_months": ExplainMonthsTable,
        "explain_outputs": ExplainOutputsTable,
        "explain_events": ExplainEventsTable,
        "explain_news": ExplainNewsTable,
    }

    @property
    def explain_draws(self) -> ExplainDrawsTable:
        """One row for each named draw."""
        return self._table(ExplainDrawsTable, "explain_draws")

    @property
    def explain_months(self) -> ExplainMonthsTable:
        """One row for each month and product."""
        return self._table(ExplainMonthsTable, "explain_months")

    @property
    def explain_outputs(self) -> ExplainOutputsTable:
        """One row for each output."""
        return self._table(ExplainOutputsTable, "explain_outputs")

    @property
    def explain_events(self) -> ExplainEventsTable:
        """One row for each policy event and share."""
        return self._table(ExplainEventsTable, "explain_events")

    @property
    def explain_news(self) -> ExplainNewsTable:
        """One row for each item of news and share, where there is any."""
        return self._table(ExplainNewsTable, "explain_news")


class ScoreRow(TypedDict):
    """A row of score.csv: one for each scenario and actual."""
    scenario: str
    as_of: str
    quarter: str
    product: str
    output: str
    name: str
    unit: str
    value: float
    low: float
    high: float
    date_reported: str
    scored: bool | None
    reason: str
    pit: float
    pit_below: float
    pit_at_or_below: float
    pit_error: float
    pit_range_low: float
    pit_range_high: float
    median: float
    low_50: float
    high_50: float
    inside_50: bool | None
    low_80: float
    high_80: float
    inside_80: bool | None
    low_90: float
    high_90: float
    inside_90: bool | None
    low_95: float
    high_95: float
    inside_95: bool | None
    crps: float
    crps_error: float
    crps_range_low: float
    crps_range_high: float
    press: float
    press_crps: float
    skill: float
    skill_error: float


class ScoreTable(Table[ScoreRow]):
    """score.csv: one row for each scenario and actual."""

    FILE: ClassVar[str] = "score.csv"
    ROW: ClassVar[str] = "scenario and actual"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("scenario", "text"),
        Column("as_of", "text"),
        Column("quarter", "text"),
        Column("product", "text"),
        Column("output", "text"),
        Column("name", "text", "of the model's output"),
        Column("unit", "text"),
        Column("value", "number"),
        Column("low", "number"),
        Column("high", "number"),
        Column("date_reported", "text"),
        Column("scored", "truth"),
        Column("reason", "text", "why not"),
        Column("pit", "number", "middle of the next two"),
        Column("pit_below", "number"),
        Column("pit_at_or_below", "number"),
        Column("pit_error", "number"),
        Column("pit_range_low", "number", "over low … high"),
        Column("pit_range_high", "number"),
        Column("median", "number"),
        Column("low_50", "number"),
        Column("high_50", "number"),
        Column("inside_50", "truth"),
        Column("low_80", "number"),
        Column("high_80", "number"),
        Column("inside_80", "truth"),
        Column("low_90", "number"),
        Column("high_90", "number"),
        Column("inside_90", "truth"),
        Column("low_95", "number"),
        Column("high_95", "number"),
        Column("inside_95", "truth"),
        Column("crps", "number"),
        Column("crps_error", "number"),
        Column("crps_range_low", "number", "over low … high"),
        Column("crps_range_high", "number"),
        Column("press", "number"),
        Column("press_crps", "number"),
        Column("skill", "number"),
        Column("skill_error", "number"),
    )

    scenario: Texts
    as_of: Texts
    quarter: Texts
    product: Texts
    output: Texts
    name: Texts
    """of the model's output"""
    unit: Texts
    value: Numbers
    low: Numbers
    high: Numbers
    date_reported: Texts
    scored: Sequence[bool | None]
    reason: Texts
    """why not"""
    pit: Numbers
    """middle of the next two"""
    pit_below: Numbers
    pit_at_or_below: Numbers
    pit_error: Numbers
    pit_range_low: Numbers
    """over low … high"""
    pit_range_high: Numbers
    median: Numbers
    low_50: Numbers
    high_50: Numbers
    inside_50: Sequence[bool | None]
    low_80: Numbers
    high_80: Numbers
    inside_80: Sequence[bool | None]
    low_90: Numbers
    high_90: Numbers
    inside_90: Sequence[bool | None]
    low_95: Numbers
    high_95: Numbers
    inside_95: Sequence[bool | None]
    crps: Numbers
    crps_error: Numbers
    crps_range_low: Numbers
    """over low … high"""
    crps_range_high: Numbers
    press: Numbers
    press_crps: Numbers
    skill: Numbers
    skill_error: Numbers


class ScoreStatementsRow(TypedDict):
    """A row of score_statements.csv: one for each scenario and threshold."""
    scenario: str
    as_of: str
    name: str
    threshold: float
    probability: float
    low: float
    high: float
    happened: bool | None
    unsure: bool | None
    brier: float
    brier_error: float
    log_score: float
    log_error: float
    press_brier: float


class ScoreStatementsTable(Table[ScoreStatementsRow]):
    """score_statements.csv: one row for each scenario and threshold."""

    FILE: ClassVar[str] = "score_statements.csv"
    ROW: ClassVar[str] = "scenario and threshold"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("scenario", "text"),
        Column("as_of", "text"),
        Column("name", "text"),
        Column("threshold", "number"),
        Column("probability", "number", "95% interval"),
        Column("low", "number"),
        Column("high", "number"),
        Column("happened", "truth"),
        Column("unsure", "truth", "yes where low … high of the actual leaves it open"),
        Column("brier", "number"),
        Column("brier_error", "number"),
        Column("log_score", "number", "empty where it is infinite"),
        Column("log_error", "number"),
        Column("press_brier", "number"),
    )

    scenario: Texts
    as_of: Texts
    name: Texts
    threshold: Numbers
    probability: Numbers
    """95% interval"""
    low: Numbers
    high: Numbers
    happened: Sequence[bool | None]
    unsure: Sequence[bool | None]
    """yes where low … high of the actual leaves it open"""
    brier: Numbers
    brier_error: Numbers
    log_score: Numbers
    """empty where it is infinite"""
    log_error: Numbers
    press_brier: Numbers


class ScoreCalibrationRow(TypedDict):
    """A row of calibration.csv: one for each scenario by date, then all."""
    as_of: str
    scenario: str
    actuals: int | None
    mean_pit: float
    inside_50: int | None
    expected_50: float
    inside_80: int | None
    expected_80: float
    inside_90: int | None
    expected_90: float
    inside_95: int | None
    expected_95: float
    mean_crps: float
    mean_crps_error: float
    statements: int | None
    mean_brier: float
    mean_log_score: float


class ScoreCalibrationTable(Table[ScoreCalibrationRow]):
    """calibration.csv: one row for each scenario by date, then all."""

    FILE: ClassVar[str] = "calibration.csv"
    ROW: ClassVar[str] = "scenario by date, then all"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("as_of", "text"),
        Column("scenario", "text"),
        Column("actuals", "count"),
        Column("mean_pit", "number"),
        Column("inside_50", "count"),
        Column("expected_50", "number"),
        Column("inside_80", "count"),
        Column("expected_80", "number"),
        Column("inside_90", "count"),
        Column("expected_90", "number"),
        Column("inside_95", "count"),
        Column("expected_95", "number"),
        Column("mean_crps", "number", "where all have one unit"),
        Column("mean_crps_error", "number"),
        Column("statements", "count"),
        Column("mean_brier", "number"),
        Column("mean_log_score", "number"),
    )

    as_of: Texts
    scenario: Texts
    actuals: Sequence[int | None]
    mean_pit: Numbers
    inside_50: Sequence[int | None]
    expected_50: Numbers
    inside_80: Sequence[int | None]
    expected_80: Numbers
    inside_90: Sequence[int | None]
    expected_90: Numbers
    inside_95: Sequence[int | None]
    expected_95: Numbers
    mean_crps: Numbers
    """where all have one unit"""
    mean_crps_error: Numbers
    statements: Sequence[int | None]
    mean_brier: Numbers
    mean_log_score: Numbers


class ScoreResults(Results):
    """What `chipcast score` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "score": ScoreTable,
        "score_statements": ScoreStatementsTable,
        "calibration": ScoreCalibrationTable,
    }

    @property
    def score(self) -> ScoreTable:
        """One row for each scenario and actual."""
        return self._table(ScoreTable, "score")

    @property
    def score_statements(self) -> ScoreStatementsTable:
        """One row for each scenario and threshold."""
        return self._table(ScoreStatementsTable, "score_statements")

    @property
    def calibration(self) -> ScoreCalibrationTable:
        """One row for each scenario by date, then all."""
        return self._table(ScoreCalibrationTable, "calibration")


class ValueOfInformationDecisionRow(TypedDict):
    """A row of decision.csv: one for each option."""
    decision: str
    option: str
    payoff: str
    unit: str
    mean: float
    standard_error: float
    probability_best: float
    probability_low: float
    probability_high: float
    best: bool | None
    scenario: str
    as_of: str


class ValueOfInformationDecisionTable(Table[ValueOfInformationDecisionRow]):
    """decision.csv: one row for each option."""

    FILE: ClassVar[str] = "decision.csv"
    ROW: ClassVar[str] = "option"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("decision", "text"),
        Column("option", "text"),
        Column("payoff", "text"),
        Column("unit", "text"),
        Column("mean", "number"),
        Column("standard_error", "number"),
        Column("probability_best", "number", "share of trials in which no option pays more, 95% interval"),
        Column("probability_low", "number"),
        Column("probability_high", "number"),
        Column("best", "truth"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    decision: Texts
    option: Texts
    payoff: Texts
    unit: Texts
    mean: Numbers
    standard_error: Numbers
    probability_best: Numbers
    """share of trials in which no option pays more, 95% interval"""
    probability_low: Numbers
    probability_high: Numbers
    best: Sequence[bool | None]
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ValueOfInformationRow(TypedDict):
    """A row of value_of_information.csv: one for each everything, then each input or group by
    worth.
    """
    kind: str
    input: str
    evppi: float
    standard_error: float
    low: float
    high: float
    split_sample: float
    split_sample_error: float
    share_of_evpi: float
    explained: float
    clear: bool | None
    scenario: str
    as_of: str


class ValueOfInformationTable(Table[ValueOfInformationRow]):
    """value_of_information.csv: one row for each everything, then each input or group by worth."""

    FILE: ClassVar[str] = "value_of_information.csv"
    ROW: ClassVar[str] = "everything, then each input or group by worth"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("kind", "text", "total, input, group"),
        Column("input", "text"),
        Column("evppi", "number", "with its 95% interval"),
        Column("standard_error", "number"),
        Column("low", "number"),
        Column("high", "number"),
        Column("split_sample", "number"),
        Column("split_sample_error", "number"),
        Column("share_of_evpi", "number"),
        Column("explained", "number", "share of the payoff differences' variance"),
        Column("clear", "truth", "of 0"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    kind: Texts
    """total, input, group"""
    input: Texts
    evppi: Numbers
    """with its 95% interval"""
    standard_error: Numbers
    low: Numbers
    high: Numbers
    split_sample: Numbers
    split_sample_error: Numbers
    share_of_evpi: Numbers
    explained: Numbers
    """share of the payoff differences' variance"""
    clear: Sequence[bool | None]
    """of 0"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class ValueOfInformationResults(Results):
    """What `chipcast value-of-information` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "decision": ValueOfInformationDecisionTable,
        "value_of_information": ValueOfInformationTable,
    }

    @property
    def decision(self) -> ValueOfInformationDecisionTable:
        """One row for each option."""
        return self._table(ValueOfInformationDecisionTable, "decision")

    @property
    def value_of_information(self) -> ValueOfInformationTable:
        """One row for each everything, then each input or group by worth."""
        return self._table(ValueOfInformationTable, "value_of_information")


EventStudyAbnormalReturnsRow = TypedDict("EventStudyAbnormalReturnsRow", {
    "event": "str",
    "equity": "str",
    "day": "int | None",
    "date": "str",
    "return": "float",
    "expected": "float",
    "abnormal_return": "float",
    "standard_error": "float",
    "flags": "str",
})
"""A row of abnormal_returns.csv: one for each event, equity and session."""


class EventStudyAbnormalReturnsTable(Table[EventStudyAbnormalReturnsRow]):
    """abnormal_returns.csv: one row for each event, equity and session."""

    FILE: ClassVar[str] = "abnormal_returns.csv"
    ROW: ClassVar[str] = "event, equity and session"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("event", "text"),
        Column("equity", "text"),
        Column("day", "count", "from day 0"),
        Column("date", "text"),
        Column("return", "number"),
        Column("expected", "number"),
        Column("abnormal_return", "number"),
        Column("standard_error", "number"),
        Column("flags", "text", "suspended, no-row, multi-day, limit, beyond-limit"),
    )

    event: Texts
    equity: Texts
    day: Sequence[int | None]
    """from day 0"""
    date: Texts
    return_: Numbers
    expected: Numbers
    abnormal_return: Numbers
    standard_error: Numbers
    flags: Texts
    """suspended, no-row, multi-day, limit, beyond-limit"""


class EventStudyCarRow(TypedDict):
    """A row of car.csv: one for each event, equity and window."""
    event: str
    equity: str
    exchange: str
    day0: str
    window: str
    car: float
    standard_error: float
    t: float
    p_two_sided: float
    alpha: float
    beta: float
    residual_sd: float
    estimation_length: int | None
    flags: str
    outcome: str
    dated_by: str
    candidates: int | None
    overlaps: str


class EventStudyCarTable(Table[EventStudyCarRow]):
    """car.csv: one row for each event, equity and window."""

    FILE: ClassVar[str] = "car.csv"
    ROW: ClassVar[str] = "event, equity and window"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("event", "text"),
        Column("equity", "text"),
        Column("exchange", "text"),
        Column("day0", "text"),
        Column("window", "text", "empty, as its numbers, where the pair could not be studied"),
        Column("car", "number", "empty where the window is not complete"),
        Column("standard_error", "number"),
        Column("t", "number"),
        Column("p_two_sided", "number"),
        Column("alpha", "number"),
        Column("beta", "number"),
        Column("residual_sd", "number"),
        Column("estimation_length", "count", "returns; one over a gap counts once"),
        Column("flags", "text"),
        Column("outcome", "text"),
        Column("dated_by", "text", "source, or the move itself"),
        Column("candidates", "count", "sessions that may be day 0; returns are means over them"),
        Column("overlaps", "text", "other events with their first session in the window"),
    )

    event: Texts
    equity: Texts
    exchange: Texts
    day0: Texts
    window: Texts
    """empty, as its numbers, where the pair could not be studied"""
    car: Numbers
    """empty where the window is not complete"""
    standard_error: Numbers
    t: Numbers
    p_two_sided: Numbers
    alpha: Numbers
    beta: Numbers
    residual_sd: Numbers
    estimation_length: Sequence[int | None]
    """returns; one over a gap counts once"""
    flags: Texts
    outcome: Texts
    dated_by: Texts
    """source, or the move itself"""
    candidates: Sequence[int | None]
    """sessions that may be day 0; returns are means over them"""
    overlaps: Texts
    """other events with their first session in the window"""


class EventStudyTestsRow(TypedDict):
    """A row of tests.csv: one for each group, role, window and statistic."""
    group: str
    kind: str
    role: str
    window: str
    statistic: str
    value: float
    p_two_sided: float
    n: int | None
    events: int | None
    q: float
    smallest_p: float
    low: float
    high: float


class EventStudyTestsTable(Table[EventStudyTestsRow]):
    """tests.csv: one row for each group, role, window and statistic."""

    FILE: ClassVar[str] = "tests.csv"
    ROW: ClassVar[str] = "group, role, window and statistic"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("group", "text"),
        Column("kind", "text", "event or class"),
        Column("role", "text", "domestic or foreign"),
        Column("window", "text", "\"whole\" where events have their own"),
        Column("statistic", "text", "caar, cross_sectional_t, patell_z, boehmer_musumeci_poulsen_t, kolari_pynnonen_t, corrado_rank_z, generalised_sign_z, placebo, sign_flip, grank_t, calendar_t"),
        Column("value", "number"),
        Column("p_two_sided", "number"),
        Column("n", "count", "pairs of event and equity"),
        Column("events", "count", "those of one first session as one"),
        Column("q", "number", "Benjamini-Hochberg, over class, role and window within the statistic"),
        Column("smallest_p", "number", "that so many events can give"),
        Column("low", "number", "of caar: the least without one event"),
        Column("high", "number", "of caar: the most without one event"),
    )

    group: Texts
    kind: Texts
    """event or class"""
    role: Texts
    """domestic or foreign"""
    window: Texts
    """"whole" where events have their own"""
    statistic: Texts
    """caar, cross_sectional_t, patell_z, boehmer_musumeci_poulsen_t, kolari_pynnonen_t,
    corrado_rank_z, generalised_sign_z, placebo, sign_flip, grank_t, calendar_t
    """
    value: Numbers
    p_two_sided: Numbers
    n: Sequence[int | None]
    """pairs of event and equity"""
    events: Sequence[int | None]
    """those of one first session as one"""
    q: Numbers
    """Benjamini-Hochberg, over class, role and window within the statistic"""
    smallest_p: Numbers
    """that so many events can give"""
    low: Numbers
    """of caar: the least without one event"""
    high: Numbers
    """of caar: the most without one event"""


class EventStudyAverageAbnormalReturnsRow(TypedDict):
    """A row of average_abnormal_returns.csv: one for each group, role and session."""
    group: str
    kind: str
    role: str
    day: int | None
    average_abnormal_return: float
    cumulative: float
    t: float
    p_two_sided: float
    n: int | None
    cumulative_error: float
    cumulative_low: float
    cumulative_high: float


class EventStudyAverageAbnormalReturnsTable(Table[EventStudyAverageAbnormalReturnsRow]):
    """average_abnormal_returns.csv: one row for each group, role and session."""

    FILE: ClassVar[str] = "average_abnormal_returns.csv"
    ROW: ClassVar[str] = "group, role and session"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("group", "text"),
        Column("kind", "text"),
        Column("role", "text"),
        Column("day", "count"),
        Column("average_abnormal_return", "number"),
        Column("cumulative", "number"),
        Column("t", "number"),
        Column("p_two_sided", "number"),
        Column("n", "count"),
        Column("cumulative_error", "number", "standard error, by event"),
        Column("cumulative_low", "number", "95% of the sum"),
        Column("cumulative_high", "number"),
    )

    group: Texts
    kind: Texts
    role: Texts
    day: Sequence[int | None]
    average_abnormal_return: Numbers
    cumulative: Numbers
    t: Numbers
    p_two_sided: Numbers
    n: Sequence[int | None]
    cumulative_error: Numbers
    """standard error, by event"""
    cumulative_low: Numbers
    """95% of the sum"""
    cumulative_high: Numbers


EventStudyReactionsRow = TypedDict("EventStudyReactionsRow", {
    "equity": "str",
    "class": "str",
    "mean": "float",
    "sd": "float",
    "events": "int | None",
})
"""A row of reactions.csv: one for each equity and class."""


class EventStudyReactionsTable(Table[EventStudyReactionsRow]):
    """reactions.csv: one row for each equity and class."""

    FILE: ClassVar[str] = "reactions.csv"
    ROW: ClassVar[str] = "equity and class"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("equity", "text"),
        Column("class", "text"),
        Column("mean", "number", "of CAR[0,+1], the posterior"),
        Column("sd", "number"),
        Column("events", "count", "of its own"),
    )

    equity: Texts
    class_: Texts
    mean: Numbers
    """of CAR[0,+1], the posterior"""
    sd: Numbers
    events: Sequence[int | None]
    """of its own"""


EventStudyReactionClassesRow = TypedDict("EventStudyReactionClassesRow", {
    "class": "str",
    "role": "str",
    "events": "int | None",
    "pairs": "int | None",
    "stated": "float",
    "mean": "float",
    "mean_error": "float",
    "tau_share": "float",
    "tau_share_error": "float",
    "tau_event": "float",
    "tau_event_error": "float",
    "tau_rest": "float",
    "tau_rest_error": "float",
    "spread": "float",
    "correlation": "float",
})
"""A row of reaction_classes.csv: one for each class and role."""


class EventStudyReactionClassesTable(Table[EventStudyReactionClassesRow]):
    """reaction_classes.csv: one row for each class and role."""

    FILE: ClassVar[str] = "reaction_classes.csv"
    ROW: ClassVar[str] = "class and role"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("class", "text"),
        Column("role", "text"),
        Column("events", "count", "clusters of them"),
        Column("pairs", "count", "of event and share"),
        Column("stated", "number", "what the mean is drawn towards where events are few"),
        Column("mean", "number", "of CAR[0,+1] over events and shares, a log return"),
        Column("mean_error", "number"),
        Column("tau_share", "number", "standard deviation between shares' means"),
        Column("tau_share_error", "number"),
        Column("tau_event", "number", "between events, for all shares alike"),
        Column("tau_event_error", "number"),
        Column("tau_rest", "number", "of a share from event to event beyond that"),
        Column("tau_rest_error", "number"),
        Column("spread", "number", "of a share's reaction to the next event"),
        Column("correlation", "number", "of two shares' reactions to the next event"),
    )

    class_: Texts
    role: Texts
    events: Sequence[int | None]
    """clusters of them"""
    pairs: Sequence[int | None]
    """of event and share"""
    stated: Numbers
    """what the mean is drawn towards where events are few"""
    mean: Numbers
    """of CAR[0,+1] over events and shares, a log return"""
    mean_error: Numbers
    tau_share: Numbers
    """standard deviation between shares' means"""
    tau_share_error: Numbers
    tau_event: Numbers
    """between events, for all shares alike"""
    tau_event_error: Numbers
    tau_rest: Numbers
    """of a share from event to event beyond that"""
    tau_rest_error: Numbers
    spread: Numbers
    """of a share's reaction to the next event"""
    correlation: Numbers
    """of two shares' reactions to the next event"""


class EventStudySectorRow(TypedDict):
    """A row of sector.csv: one for each equity whose row of the listing names a sector."""
    equity: str
    role: str
    benchmark: str
    sector: str
    returns: int | None
    first: str
    last: str
    loading: float
    loading_error: float
    residual_sd: float
    residual_sd_with_sector: float
    market_share: float
    sector_share: float
    residual_correlation: float
    residual_correlation_with_sector: float


class EventStudySectorTable(Table[EventStudySectorRow]):
    """sector.csv: one row for each equity whose row of the listing names a sector."""

    FILE: ClassVar[str] = "sector.csv"
    ROW: ClassVar[str] = "equity whose row of the listing names a sector"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("equity", "text"),
        Column("role", "text", "domestic or foreign"),
        Column("benchmark", "text"),
        Column("sector", "text", "its index, of which the benchmark's part is taken off"),
        Column("returns", "count", "the last that all three have, over one session"),
        Column("first", "text"),
        Column("last", "text"),
        Column("loading", "number", "on the sector, beside the benchmark"),
        Column("loading_error", "number"),
        Column("residual_sd", "number", "a session, with the benchmark alone"),
        Column("residual_sd_with_sector", "number"),
        Column("market_share", "number", "of the variance of returns"),
        Column("sector_share", "number", "beyond it; what is left is its own"),
        Column("residual_correlation", "number", "mean, with the other companies of the role; lines of one are no peers, and count as their mean"),
        Column("residual_correlation_with_sector", "number"),
    )

    equity: Texts
    role: Texts
    """domestic or foreign"""
    benchmark: Texts
    sector: Texts
    """its index, of which the benchmark's part is taken off"""
    returns: Sequence[int | None]
    """the last that all three have, over one session"""
    first: Texts
    last: Texts
    loading: Numbers
    """on the sector, beside the benchmark"""
    loading_error: Numbers
    residual_sd: Numbers
    """a session, with the benchmark alone"""
    residual_sd_with_sector: Numbers
    market_share: Numbers
    """of the variance of returns"""
    sector_share: Numbers
    """beyond it; what is left is its own"""
    residual_correlation: Numbers
    """mean, with the other companies of the role; lines of one are no peers, and count as their
    mean
    """
    residual_correlation_with_sector: Numbers


class EventStudySectorReactionsRow(TypedDict):
    """A row of sector_reactions.csv: one for each group and role."""
    group: str
    kind: str
    role: str
    events: int | None
    pairs: int | None
    car: float
    car_error: float
    sector: float
    sector_error: float
    own: float
    own_error: float
    peer_pairs: int | None
    peers: float
    own_beside_peers: float


class EventStudySectorReactionsTable(Table[EventStudySectorReactionsRow]):
    """sector_reactions.csv: one row for each group and role."""

    FILE: ClassVar[str] = "sector_reactions.csv"
    ROW: ClassVar[str] = "group and role"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("group", "text"),
        Column("kind", "text", "event or class"),
        Column("role", "text"),
        Column("events", "count", "clusters of them; errors need three"),
        Column("pairs", "count", "of event and equity, whose sector has its returns"),
        Column("car", "number", "mean CAR[0,+1] of the pairs: the sum, which is sure"),
        Column("car_error", "number"),
        Column("sector", "number", "the part that goes with the sector: a description, since the index holds the shares and policy moves it"),
        Column("sector_error", "number"),
        Column("own", "number", "car less sector"),
        Column("own_error", "number"),
        Column("peer_pairs", "count", "with two other companies of the role at least"),
        Column("peers", "number", "the same part with the mean of the other companies in the place of the index (leave-one-out)"),
        Column("own_beside_peers", "number"),
    )

    group: Texts
    kind: Texts
    """event or class"""
    role: Texts
    events: Sequence[int | None]
    """clusters of them; errors need three"""
    pairs: Sequence[int | None]
    """of event and equity, whose sector has its returns"""
    car: Numbers
    """mean CAR[0,+1] of the pairs: the sum, which is sure"""
    car_error: Numbers
    sector: Numbers
    """the part that goes with the sector: a description, since the index holds the shares and
    policy moves it
    """
    sector_error: Numbers
    own: Numbers
    """car less sector"""
    own_error: Numbers
    peer_pairs: Sequence[int | None]
    """with two other companies of the role at least"""
    peers: Numbers
    """the same part with the mean of the other companies in the place of the index (leave-one-out)
    """
    own_beside_peers: Numbers


EventStudyPersistenceRow = TypedDict("EventStudyPersistenceRow", {
    "class": "str",
    "role": "str",
    "events": "int | None",
    "pairs": "int | None",
    "window": "str",
    "caar_first": "float",
    "caar_first_error": "float",
    "caar_window": "float",
    "caar_window_error": "float",
    "ratio": "float",
    "interval": "str",
    "low": "float",
    "high": "float",
})
"""A row of persistence.csv: one for each class and role."""


class EventStudyPersistenceTable(Table[EventStudyPersistenceRow]):
    """persistence.csv: one row for each class and role."""

    FILE: ClassVar[str] = "persistence.csv"
    ROW: ClassVar[str] = "class and role"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("class", "text"),
        Column("role", "text"),
        Column("events", "count", "clusters of them; errors and the interval need three"),
        Column("pairs", "count", "with both windows"),
        Column("window", "text"),
        Column("caar_first", "number", "over [0,+1]"),
        Column("caar_first_error", "number"),
        Column("caar_window", "number", "over the window"),
        Column("caar_window_error", "number"),
        Column("ratio", "number", "caar_window/caar_first"),
        Column("interval", "text", "Fieller's 95%: between low and high; outside them, or everything: the ratio cannot be estimated"),
        Column("low", "number"),
        Column("high", "number"),
    )

    class_: Texts
    role: Texts
    events: Sequence[int | None]
    """clusters of them; errors and the interval need three"""
    pairs: Sequence[int | None]
    """with both windows"""
    window: Texts
    caar_first: Numbers
    """over [0,+1]"""
    caar_first_error: Numbers
    caar_window: Numbers
    """over the window"""
    caar_window_error: Numbers
    ratio: Numbers
    """caar_window/caar_first"""
    interval: Texts
    """Fieller's 95%: between low and high; outside them, or everything: the ratio cannot be
    estimated
    """
    low: Numbers
    high: Numbers


class EventStudyResults(Results):
    """What `chipcast event-study` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "abnormal_returns": EventStudyAbnormalReturnsTable,
        "car": EventStudyCarTable,
        "tests": EventStudyTestsTable,
        "average_abnormal_returns": EventStudyAverageAbnormalReturnsTable,
        "reactions": EventStudyReactionsTable,
        "reaction_classes": EventStudyReactionClassesTable,
        "sector": EventStudySectorTable,
        "sector_reactions": EventStudySectorReactionsTable,
        "persistence": EventStudyPersistenceTable,
    }

    @property
    def abnormal_returns(self) -> EventStudyAbnormalReturnsTable:
        """One row for each event, equity and session."""
        return self._table(EventStudyAbnormalReturnsTable, "abnormal_returns")

    @property
    def car(self) -> EventStudyCarTable:
        """One row for each event, equity and window."""
        return self._table(EventStudyCarTable, "car")

    @property
    def tests(self) -> EventStudyTestsTable:
        """One row for each group, role, window and statistic."""
        return self._table(EventStudyTestsTable, "tests")

    @property
    def average_abnormal_returns(self) -> EventStudyAverageAbnormalReturnsTable:
        """One row for each group, role and session."""
        return self._table(EventStudyAverageAbnormalReturnsTable, "average_abnormal_returns")

    @property
    def reactions(self) -> EventStudyReactionsTable:
        """One row for each equity and class."""
        return self._table(EventStudyReactionsTable, "reactions")

    @property
    def reaction_classes(self) -> EventStudyReactionClassesTable:
        """One row for each class and role."""
        return self._table(EventStudyReactionClassesTable, "reaction_classes")

    @property
    def sector(self) -> EventStudySectorTable:
        """One row for each equity whose row of the listing names a sector."""
        return self._table(EventStudySectorTable, "sector")

    @property
    def sector_reactions(self) -> EventStudySectorReactionsTable:
        """One row for each group and role."""
        return self._table(EventStudySectorReactionsTable, "sector_reactions")

    @property
    def persistence(self) -> EventStudyPersistenceTable:
        """One row for each class and role."""
        return self._table(EventStudyPersistenceTable, "persistence")


class BacktestRow(TypedDict):
    """A row of backtest.csv: one for each quantity, all shares and then each, and horizon."""
    kind: str
    quantity: str
    ticker: str
    horizon: int | None
    forecasts: int | None
    first: str
    last: str
    mean_pit: float
    crps: float
    random_walk_crps: float
    historical_crps: float
    over_random_walk: float
    over_random_walk_low: float
    over_random_walk_high: float
    over_historical: float
    over_historical_low: float
    over_historical_high: float
    scenario: str
    as_of: str


class BacktestTable(Table[BacktestRow]):
    """backtest.csv: one row for each quantity, all shares and then each, and horizon."""

    FILE: ClassVar[str] = "backtest.csv"
    ROW: ClassVar[str] = "quantity, all shares and then each, and horizon"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("kind", "text", "pooled: all shares; share"),
        Column("quantity", "text", "total_return or car, a log return here"),
        Column("ticker", "text"),
        Column("horizon", "count", "sessions of the share's benchmark"),
        Column("forecasts", "count"),
        Column("first", "text", "origin"),
        Column("last", "text", "origin"),
        Column("mean_pit", "number", "0.5 where forecasts are right"),
        Column("crps", "number", "mean"),
        Column("random_walk_crps", "number", "of a normal with mean 0 and the window's spread"),
        Column("historical_crps", "number", "of filtered historical simulation"),
        Column("over_random_walk", "number", "crps over that, less 1; 95% by blocks of origins"),
        Column("over_random_walk_low", "number"),
        Column("over_random_walk_high", "number"),
        Column("over_historical", "number"),
        Column("over_historical_low", "number"),
        Column("over_historical_high", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    kind: Texts
    """pooled: all shares; share"""
    quantity: Texts
    """total_return or car, a log return here"""
    ticker: Texts
    horizon: Sequence[int | None]
    """sessions of the share's benchmark"""
    forecasts: Sequence[int | None]
    first: Texts
    """origin"""
    last: Texts
    """origin"""
    mean_pit: Numbers
    """0.5 where forecasts are right"""
    crps: Numbers
    """mean"""
    random_walk_crps: Numbers
    """of a normal with mean 0 and the window's spread"""
    historical_crps: Numbers
    """of filtered historical simulation"""
    over_random_walk: Numbers
    """crps over that, less 1; 95% by blocks of origins"""
    over_random_walk_low: Numbers
    over_random_walk_high: Numbers
    over_historical: Numbers
    over_historical_low: Numbers
    over_historical_high: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class BacktestCoverageRow(TypedDict):
    """A row of coverage.csv: one for each row of backtest.csv and interval."""
    kind: str
    quantity: str
    ticker: str
    horizon: int | None
    level: float
    forecasts: int | None
    inside: float
    inside_low: float
    inside_high: float
    below: float
    above: float
    kupiec_p: float
    christoffersen_p: float
    scenario: str
    as_of: str


class BacktestCoverageTable(Table[BacktestCoverageRow]):
    """coverage.csv: one row for each row of backtest.csv and interval."""

    FILE: ClassVar[str] = "coverage.csv"
    ROW: ClassVar[str] = "row of backtest.csv and interval"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("kind", "text"),
        Column("quantity", "text"),
        Column("ticker", "text"),
        Column("horizon", "count"),
        Column("level", "number", "of the central interval"),
        Column("forecasts", "count"),
        Column("inside", "number", "share; 95% by blocks of origins"),
        Column("inside_low", "number"),
        Column("inside_high", "number"),
        Column("below", "number"),
        Column("above", "number"),
        Column("kupiec_p", "number", "as many outside as there should be; up to 5 sessions"),
        Column("christoffersen_p", "number", "not in bunches"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    kind: Texts
    quantity: Texts
    ticker: Texts
    horizon: Sequence[int | None]
    level: Numbers
    """of the central interval"""
    forecasts: Sequence[int | None]
    inside: Numbers
    """share; 95% by blocks of origins"""
    inside_low: Numbers
    inside_high: Numbers
    below: Numbers
    above: Numbers
    kupiec_p: Numbers
    """as many outside as there should be; up to 5 sessions"""
    christoffersen_p: Numbers
    """not in bunches"""
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class BacktestForecastsRow(TypedDict):
    """A row of forecasts.csv: one for each forecast."""
    origin: str
    quantity: str
    ticker: str
    horizon: int | None
    actual: float
    pit: float
    crps: float
    random_walk_crps: float
    historical_crps: float
    scenario: str
    as_of: str


class BacktestForecastsTable(Table[BacktestForecastsRow]):
    """forecasts.csv: one row for each forecast."""

    FILE: ClassVar[str] = "forecasts.csv"
    ROW: ClassVar[str] = "forecast"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("origin", "text", "the first day that it did not know"),
        Column("quantity", "text"),
        Column("ticker", "text"),
        Column("horizon", "count"),
        Column("actual", "number", "log return"),
        Column("pit", "number", "probability of less"),
        Column("crps", "number"),
        Column("random_walk_crps", "number"),
        Column("historical_crps", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    origin: Texts
    """the first day that it did not know"""
    quantity: Texts
    ticker: Texts
    horizon: Sequence[int | None]
    actual: Numbers
    """log return"""
    pit: Numbers
    """probability of less"""
    crps: Numbers
    random_walk_crps: Numbers
    historical_crps: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class BacktestEstimatesRow(TypedDict):
    """A row of estimates.csv: one for each origin and share."""
    origin: str
    ticker: str
    returns: int | None
    beta: float
    beta_error: float
    volatility: float
    log_volatility_error: float
    tail: float
    benchmark: str
    benchmark_volatility: float
    benchmark_tail: float
    scenario: str
    as_of: str


class BacktestEstimatesTable(Table[BacktestEstimatesRow]):
    """estimates.csv: one row for each origin and share."""

    FILE: ClassVar[str] = "estimates.csv"
    ROW: ClassVar[str] = "origin and share"
    DECLARED: ClassVar[tuple[Column, ...]] = (
        Column("origin", "text"),
        Column("ticker", "text"),
        Column("returns", "count"),
        Column("beta", "number"),
        Column("beta_error", "number"),
        Column("volatility", "number", "of the residual, a session"),
        Column("log_volatility_error", "number"),
        Column("tail", "number", "degrees of freedom"),
        Column("benchmark", "text"),
        Column("benchmark_volatility", "number"),
        Column("benchmark_tail", "number"),
        Column("scenario", "text", "its name"),
        Column("as_of", "text", "the day of the scenario"),
    )

    origin: Texts
    ticker: Texts
    returns: Sequence[int | None]
    beta: Numbers
    beta_error: Numbers
    volatility: Numbers
    """of the residual, a session"""
    log_volatility_error: Numbers
    tail: Numbers
    """degrees of freedom"""
    benchmark: Texts
    benchmark_volatility: Numbers
    benchmark_tail: Numbers
    scenario: Texts
    """its name"""
    as_of: Texts
    """the day of the scenario"""


class BacktestResults(Results):
    """What `chipcast backtest` writes."""

    TABLES: ClassVar[dict[str, type[Table[Any]]]] = {
        "backtest": BacktestTable,
        "coverage": BacktestCoverageTable,
        "forecasts": BacktestForecastsTable,
        "estimates": BacktestEstimatesTable,
    }

    @property
    def backtest(self) -> BacktestTable:
        """One row for each quantity, all shares and then each, and horizon."""
        return self._table(BacktestTable, "backtest")

    @property
    def coverage(self) -> BacktestCoverageTable:
        """One row for each row of backtest.csv and interval."""
        return self._table(BacktestCoverageTable, "coverage")

    @property
    def forecasts(self) -> BacktestForecastsTable:
        """One row for each forecast."""
        return self._table(BacktestForecastsTable, "forecasts")

    @property
    def estimates(self) -> BacktestEstimatesTable:
        """One row for each origin and share."""
        return self._table(BacktestEstimatesTable, "estimates")
