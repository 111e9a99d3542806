"""The workbooks of the base scenario in a spreadsheet program.

    workbook_in_spreadsheet.py PROGRAM SCENARIO WORK SCREENSHOTS

Makes workbooks of a run, a comparison, a sweep and a scenario whose texts look like formulas. openpyxl
reads what is in them: sheets, frozen headers, filters, charts, and that text is text. LibreOffice
calculates them anew, also after the yellow cells have been changed, and what it gets is compared with an
interpolation done here from the run's CSV files. Pictures of all pages go to SCREENSHOTS, to be looked
at.
"""

import csv
import pathlib
import re
import shutil
import subprocess
import sys

import openpyxl

# On paper, for the longest workbook: a run with shares and what drives it.
MOST_PAGES = 19

failures = []


def check(truth, what):
    print(("ok    " if truth else "FAILS ") + what)
    if not truth:
        failures.append(what)


def run(*command):
    subprocess.run([str(part) for part in command], check=True)


def converted(files, kind, folder):
    """Files as LibreOffice writes them in another format, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder.resolve()}/.profile", "--headless",
         "--convert-to", kind, "--outdir", str(folder)] + [str(file) for file in files],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    return [folder / (file.stem + "." + kind) for file in files]


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# What the live formula should give, from the CSV files alone.

def curve(folder, quarter):
    """(amount, probability) of a quarter, rising in the amount."""
    counted = sorted((float(r["threshold"]), float(r["probability"]))
                     for r in rows(folder / "recovery_curve.csv") if r["quarter"] == quarter)
    row = next(r for r in rows(folder / "quarterly.csv")
               if (r["quarter"], r["product"], r["output"]) == (quarter, "total", "cumulative_revenue"))
    bins = [(float(r["high"]), int(r["trials"])) for r in rows(folder / "histogram.csv")
            if r["output"] == f"cumulative.{quarter}"]
    trials = sum(count for _, count in bins)
    points = [(0.0, 1.0)]
    below = 0
    between = []
    for high, count in bins:
        below += count
        between.append((high, 1 - below / trials))
    if between[0][0] == 0:
        points = [between.pop(0)]
    between.append((float(row["max"]), 1 / trials))
    for end in counted + [(float("inf"), 0.0)]:
        start = points[-1][0]
        for amount, p in between:
            if start < amount < end[0] and amount > points[-1][0] and points[-1][1] > p > end[1]:
                points.append((amount, p))
        if end[0] < float("inf"):
            points.append(end)
    return points


def exceedance(points, amount):
    if amount <= 0:
        return 1.0
    if amount > points[-1][0]:
        return 0.0
    for (a, p), (b, q) in zip(points, points[1:]):
        if a <= amount < b:
            return p + (amount - a) * (q - p) / (b - a)
    return points[-1][1]


def wilson(p, n, z=1.959963984540054):
    centre, reach = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    return max(0, (centre - reach) / (1 + z * z / n)), min(1, (centre + reach) / (1 + z * z / n))


def look_inside(path, tables, charts):
    """Frozen headers and filters of tables, number of charts, no error and no stray formula."""
    book, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for name in tables:
        sheet = book[name]
        check(sheet.freeze_panes is not None and sheet.auto_filter.ref is not None
              and sheet.print_title_rows is not None, f"{path.name}: {name} is frozen, filtered, repeated")
    for name, count in charts.items():
        check(len(book[name]._charts) == count, f"{path.name}: {name} has {count} charts")
    for sheet in values:
        wrong = [c.coordinate for line in sheet.iter_rows() for c in line
                 if c.data_type == "e" or (isinstance(c.value, float) and c.value != c.value)]
        check(not wrong, f"{path.name}: {sheet.title} holds no error {wrong[:3] or ''}")
        blank = [c.coordinate for line in book[sheet.title].iter_rows() for c in line
                 if c.data_type == "f" and sheet[c.coordinate].value is None]
        check(not blank, f"{path.name}: {sheet.title}: every formula has its value {blank[:3] or ''}")
    return book, values


def live(folder, path, work):
    """The yellow cells, changed, calculated by LibreOffice and from the CSV files."""
    trials = sum(int(r["trials"]) for r in rows(folder / "histogram.csv")
                 if r["output"] == "recovered_fy")
    quarters = list(dict.fromkeys(r["quarter"] for r in rows(folder / "recovery_curve.csv")))
    book = openpyxl.load_workbook(path, data_only=True)
    start = (book["Your threshold"]["B4"].value, book["Your threshold"]["B5"].value)
    cases = [start, (quarters[0], 0.4), (quarters[1], 7.6), (quarters[2], 3.21), (quarters[-1], 9.3),
             (quarters[-1], 0), (quarters[1], 2.5), (quarters[0], 99)]
    files = []
    for k, (quarter, amount) in enumerate(cases):
        changed = openpyxl.load_workbook(path)
        changed["Your threshold"]["B4"], changed["Your threshold"]["B5"] = quarter, amount
        file = work / f"changed-{k}.xlsx"
        changed.save(file)
        files.append(file)
    for (quarter, amount), file in zip(cases, converted(files, "xlsx", work / "calculated")):
        sheet = openpyxl.load_workbook(file, data_only=True)["Your threshold"]
        p, low, high = (sheet[name].value for name in ("B7", "B8", "C8"))
        wanted = exceedance(curve(folder, quarter), amount * 1e9)
        bounds = wilson(wanted, trials)
        check(abs(p - wanted) < 1e-9 and abs(low - bounds[0]) < 1e-6 and abs(high - bounds[1]) < 1e-6,
              f"P(recovered by {quarter} >= ${amount}bn) is {p:.6f} ({low:.6f} to {high:.6f})")
    counted = next(float(r["probability"]) for r in rows(folder / "recovery_curve.csv")
                   if r["quarter"] == start[0] and float(r["threshold"]) == start[1] * 1e9)
    check(book["Your threshold"]["B7"].value == counted, "without calculating it is what was counted")


def fan_formulas(path, work):
    """Formulas of bands and bars calculated anew are the values that the file came with."""
    stripped = work / "stripped.xlsx"
    openpyxl.load_workbook(path).save(stripped)
    fresh = openpyxl.load_workbook(converted([stripped], "xlsx", work / "calculated")[0], data_only=True)
    came, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    wrong, count = [], 0
    for sheet in formulas:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    count += 1
                    a = came[sheet.title][cell.coordinate].value
                    b = fresh[sheet.title][cell.coordinate].value
                    if abs(a - b) > 1e-6 * max(1, abs(a)):
                        wrong.append((sheet.title, cell.coordinate, a, b))
    check(count > 30 and not wrong, f"{count} formulas give what the file says {wrong[:3] or ''}")


def hostile(program, scenario, work):
    """Texts that a spreadsheet would run stay texts."""
    name = work / "=1+1.toml"
    text = pathlib.Path(scenario).read_text(encoding="utf-8")
    text = re.sub('^title = .*$', 'title = "=2+3 <script>"', text, count=1, flags=re.MULTILINE)
    name.write_text(text, encoding="utf-8")
    out = work / "hostile"
    run(program, "run", name, "--trials", "1000", "--no-equities", "--quiet", "--workbook", "--out", out)
    run(program, "compare", scenario, name, "--trials", "1000", "--no-equities", "--quiet", "--workbook",
        "--out", work / "hostile-pair")
    texts = []
    for path in (out / "forecast.xlsx", work / "hostile-pair" / "forecast.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for line in sheet.iter_rows():
                for cell in line:
                    if isinstance(cell.value, str) and cell.value in ("=2+3 <script>", "=1+1"):
                        texts.append(cell.data_type)
    check(len(texts) > 3 and set(texts) == {"s"}, f"=1+1 and =2+3 are text in {len(texts)} cells")


def matrix(folder, book):
    """Means in the shaded matrix are those of the file, and its shades reach from the least to the greatest."""
    sheet = book["Matrix"]
    found = {(float(r["uptake.mode"]), float(r["products.H20.price.mode"])): float(r["value"]) / 1e9
             for r in rows(folder / "sweep.csv")
             if (r["output"], r["statistic"]) == ("recovered_fy", "mean")}
    top = next(c.row for c in sheet["A"] if c.value == "products.H20.price.mode")
    header = [c.value for c in sheet[top][1:] if c.value is not None]
    wrong = []
    for line in sheet.iter_rows(min_row=top + 1, max_row=top + 4):
        for value, cell in zip(header, line[1:]):
            if abs(found[value, line[0].value] - cell.value) > 1e-9:
                wrong.append(cell.coordinate)
    check(len(header) == 4 and not wrong, f"the matrix holds the means of sweep.csv {wrong[:3] or ''}")
    shades = {next(iter(kept.sqref.ranges)).min_row: rule.colorScale
              for kept in sheet.conditional_formatting for rule in kept.rules}
    ends = sorted(float(point.val) for point in shades[top + 1].cfvo)
    check(len(shades) == 2 and abs(ends[0] - min(found.values())) < 1e-9
          and abs(ends[1] - max(found.values())) < 1e-9, f"shades from {ends[0]:.3f} to {ends[1]:.3f}")


def pictures(path, screenshots, prefix, work):
    pdf = converted([path], "pdf", work / "pdf")[0]
    for old in screenshots.glob(f"{prefix}-*.png"):
        old.unlink()
    run("pdftoppm", "-r", "80", "-png", pdf, screenshots / prefix)
    count = len(list(screenshots.glob(f"{prefix}-*.png")))
    check(count > 0, f"{prefix}: {count} pages in {screenshots}")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout
    check("###" not in text, f"{prefix}: every number fits its column")
    check(count <= MOST_PAGES, f"{prefix}: {count} pages on paper, at most {MOST_PAGES}")


def main():
    program, scenario = sys.argv[1:3]
    work, screenshots = pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    screenshots.mkdir(parents=True, exist_ok=True)
    run(program, "run", scenario, "--trials", "100k", "--quiet", "--out", work / "run")
    run(program, "sensitivity", scenario, "--method", "tornado,sobol", "--trials", "8192",
        "--no-equities", "--quiet", "--out", work / "sensitivity")
    path = work / "forecast.xlsx"
    command = [program, "workbook", work / "run", "--sensitivity", work / "sensitivity", "--actuals",
               "Data/actuals.csv", "--quiet", "-o"]
    run(*command, path)
    run(*command, work / "again.xlsx")
    check(path.read_bytes() == (work / "again.xlsx").read_bytes(), "the same bytes again")
    run(program, "compare", scenario, "Models/h20-b30-2025-07-share-15.toml", "--trials", "5000",
        "--no-equities", "--quiet", "--workbook", "--out", work / "pair")
    run(program, "sweep", scenario, "--vary", "uptake.mode=0.3:0.6:0.05", "--trials", "5000",
        "--no-equities", "--quiet", "--workbook", "--out", work / "sweep")

    run(program, "sweep", scenario, "--vary", "uptake.mode=0.3:0.6:0.1", "--vary",
        "products.H20.price.mode=10000:13000:1000", "--trials", "5000", "--no-equities", "--quiet",
        "--workbook", "--out", work / "grid")

    book, _ = look_inside(
        path,
        ["Probabilities", "Fan", "Products", "Quarters", "Histogram", "Shares", "Share paths", "Conditions",
         "Swings", "Sobol", "Ledger", "Recovery curve"],
        {"Your threshold": 1, "Fan": 1, "Products": 1, "Histogram": 1, "Share paths": 1, "Sensitivity": 3})
    check(book.sheetnames[0] == "Summary" and book.sheetnames[-1] == "Run", "Summary first, Run last")
    check(str(book.properties.created).startswith("2025-07-15 00:00"), "created on the scenario's day")
    check(len(book["Your threshold"].data_validations.dataValidation) == 2, "two cells are checked")
    keys = len(rows(work / "run" / "inputs.csv"))
    check(book["Ledger"].max_row == 4 + keys, f"all {keys} assumptions are in the ledger")
    look_inside(work / "pair" / "forecast.xlsx", ["Side by side", "Comparison"], {"Side by side": 1})
    look_inside(work / "sweep" / "forecast.xlsx", ["Sweep"], {"Charts": 2})
    grid, _ = look_inside(work / "grid" / "forecast.xlsx", ["Sweep"], {"Matrix": 2})
    matrix(work / "grid", grid)

    live(work / "run", path, work)
    fan_formulas(path, work)
    hostile(program, scenario, work)
    pictures(path, screenshots, "workbook-run", work)
    for name in ("pair", "sweep", "grid"):
        pictures(work / name / "forecast.xlsx", screenshots, f"workbook-{name}", work)
    if failures:
        sys.exit(f"{len(failures)} checks failed")


main()
