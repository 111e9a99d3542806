"""The reports of all commands in a real browser.

    report_in_browser.py FOLDER SCREENSHOTS

FOLDER holds run/report.html, sensitivity/report.html, sweep/report.html, compare/report.html,
event-study/report.html and backtest/report.html. Checks that everything is there, that a page loads nothing and says nothing on
the console, that it fits 420 pixels, that its text stands out from its ground in both themes, that a
tooltip follows the pointer, and that it can be read without scripts and on paper; then makes
screenshots to look at: light, dark, 420 pixels, print.
"""

import pathlib
import re
import shutil
import sys

from playwright.sync_api import sync_playwright

# Of each page: its sections, charts that must be there, and charts to point at with what is shown.
PAGES = {
    "run": (
        ["figures", "probabilities", "recovery", "sensitivity", "shares", "share-paths", "event-study", "assumptions",
         "sources", "method", "limits"],
        ["recovery-fan", "recovery-curve", "recovery-histogram", "recovery-cdf", "products",
         "tornado-0", "sobol", "car-0", "caar-0"],
        [("recovery-histogram", "rect", "of the trials"), ("recovery-fan", "rect", "median"),
         ("tornado-0", "rect", "at its P"), ("car-0", "rect", "sessions")]),
    "sensitivity": (
        ["tornado", "measures", "distances", "method", "limits"],
        ["tornado-0", "tornado-1", "sobol", "rank", "delta", "pawn", "line"],
        [("tornado-0", "rect", "at its P"), ("rank", "circle", "Spearman"),
         ("line", "rect", "where it holds")]),
    "sweep": (
        ["sweep", "method", "limits"], ["map-mean", "map-probability", "sweep-0"],
        [("map-mean", "rect", "bn ±"), ("map-probability", "rect", "%")]),
    "compare": (
        ["scenarios", "differences", "method", "limits"], ["compare-0"],
        [("compare-0", "circle", "mean")]),
    "event-study": (
        ["event-study", "tests", "persistence", "sector", "method"], ["caar-0"], [("caar-0", "rect", "day")]),
    "backtest": (
        ["coverage", "scores", "percentiles", "shares", "method"],
        ["coverage", "scores", "percentiles-1", "percentiles-120"],
        [("coverage", "circle", "session"), ("scores", "circle", "against"),
         ("percentiles-1", "rect", "of what came")]),
}

# What is printed is read on a train: of the longest page, that of a run with everything beside it.
MOST_PAGES = 11

failures = []


def check(truth, what):
    print(("ok    " if truth else "FAILS ") + what)
    if not truth:
        failures.append(what)


def opened(browser, address, heard, **options):
    """A page in a context of its own, with everything it says and asks for."""
    context = browser.new_context(**options)
    context.set_default_timeout(3000)
    page = context.new_page()
    page.on("console", lambda message: heard.append("console: " + message.text))
    page.on("pageerror", lambda error: heard.append("error: " + str(error)))
    page.on("request", lambda request: heard.append("request: " + request.url))
    page.goto(address)
    return page


def check_contents(page, name, sections, charts):
    check(page.locator("h1").count() == 1 and page.title() != "", f"{name}: a title")
    check(page.locator("html").get_attribute("lang") == "en", f"{name}: a language")
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
    check(levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])),
          f"{name}: headings in order")
    answers = page.locator("p.answer").all_inner_texts()
    check(1 <= len(answers) <= 5 and all(a.endswith(".") for a in answers),
          f"{name}: the answer: " + " ".join(answers))
    found = page.evaluate("[...document.querySelectorAll('main > section')].map(s => s.id)")
    check(found == sections, f"{name}: sections in their order: " + ", ".join(found))
    for chart in charts:
        check(page.locator(f"svg[aria-labelledby^='{chart}-title']").count() == 1,
              f"{name}: chart {chart}")
    bare = page.evaluate(
        "[...document.querySelectorAll('figure')].filter(f => !f.querySelector('details td')"
        " || !f.querySelector('title').textContent || !f.querySelector('desc').textContent).length")
    check(bare == 0, f"{name}: a title, a description and a table with every chart")
    dead = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a =>"
        " !document.getElementById(a.getAttribute('href').slice(1))).length")
    check(dead == 0, f"{name}: links that lead to their places")
    unreached = page.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(s => s.tabIndex != 0"
        " || !s.getAttribute('aria-label')).length")
    check(unreached == 0, f"{name}: what scrolls can be reached by keyboard")
    same = page.evaluate("(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                         " return ids.length - new Set(ids).size })()")
    check(same == 0, f"{name}: no id twice")


def check_drawing(page, name):
    """No text of a chart reaches beyond its picture, and no two labels overlap."""
    beyond = page.evaluate("""[...document.querySelectorAll('figure > svg, .cards svg')].flatMap(s => {
        const box = s.getBoundingClientRect();
        return [...s.querySelectorAll('text')].filter(t => {
          const b = t.getBoundingClientRect();
          return b.left < box.left - 1 || b.right > box.right + 1
            || b.top < box.top - 1 || b.bottom > box.bottom + 1;
        }).map(t => t.textContent);
      })""")
    check(beyond == [], f"{name}: labels inside their pictures {beyond}")
    overlapping = page.evaluate("""[...document.querySelectorAll('figure > svg, .cards svg')].flatMap(s =>
        ['text.t,text.a', 'text.r', 'text.v'].flatMap(kind => {
          const boxes = [...s.querySelectorAll(kind)].map(t => [t, t.getBoundingClientRect()]);
          return boxes.flatMap(([t, a], i) => boxes.slice(i + 1).filter(([u, b]) =>
            a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3)
            .map(([u]) => t.textContent + '|' + u.textContent));
        }))""")
    check(overlapping == [], f"{name}: labels apart from each other {overlapping}")


# WCAG's contrast of every text with what lies behind it: rectangles for values in cells, else the
# nearest ground that is not transparent.
CONTRAST = """() => {
  const number = c => (c.match(/[0-9.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = number(c).map(v => (v /= 255) <= 0.03928 ? v / 12.92
    : Math.pow((v + 0.055) / 1.055, 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor, n = number(c);
    if (n.length == 3 || n[3] > 0) return c } return 'rgb(255, 255, 255)' };
  const found = [];
  const add = (e, ink, behind) => { const [a, b] = [light(ink), light(behind)];
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
      (e.getAttribute('class') || e.tagName) + ': ' + e.textContent.trim().slice(0, 30)]) };
  for (const e of document.querySelectorAll('body *:not(svg *)')) {
    if (![...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())) continue;
    if (['SCRIPT', 'STYLE'].includes(e.tagName)) continue;
    add(e, getComputedStyle(e).color, ground(e)) }
  for (const t of document.querySelectorAll('svg text')) {
    const cell = t.classList.contains('v') && t.previousElementSibling;
    add(t, getComputedStyle(t).fill, cell ? getComputedStyle(cell).fill : ground(t.closest('figure, li'))) }
  return found.sort((a, b) => a[0] - b[0])[0] }"""


def check_contrast(page, name, theme):
    least, where = page.evaluate(CONTRAST)
    check(least >= 4.5, f"{name}: contrast of text in a {theme} window, {least:.2f} ({where})")


def check_tooltip(page, name, pointed):
    tip = page.locator("#tip")
    check(not tip.is_visible(), f"{name}: no tooltip before the pointer comes")
    for chart, mark, part in pointed:
        svg = page.locator(f"svg[aria-labelledby^='{chart}-title']")
        svg.scroll_into_view_if_needed()
        page.wait_for_timeout(100)  # scrolling hides the tooltip a frame later
        svg.locator(f"{mark}[data-tip]").nth(2).hover(force=True)
        shown = tip.evaluate("e => e.hidden ? '' : e.textContent")
        check(part in shown, f"{name}: tooltip on {chart}: {shown}")
        box = tip.bounding_box()
        size = page.viewport_size
        check(box and box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
              and box["y"] >= 0 and box["y"] + box["height"] <= size["height"],
              f"{name}: tooltip on {chart} inside the window")
    page.locator("h1").hover()
    check(not tip.is_visible(), f"{name}: the tooltip goes with the pointer")


def check_width(page, name, width):
    wide = page.evaluate("document.documentElement.scrollWidth")
    check(wide <= width, f"{name}: no horizontal scroll at {width} pixels ({wide})")


def check_print(page, name, folder):
    """On paper stands what stands open on the screen, on few pages."""
    page.emulate_media(media="print")
    count_gone = """() => [...document.querySelectorAll('section > details[open] td:first-child')]
        .filter(t => !t.checkVisibility()).length"""
    # The browser may lay out a frame or two after the medium has changed.
    for _ in range(50):
        gone = page.evaluate(count_gone)
        if gone == 0:
            break
        page.wait_for_timeout(100)
    check(gone == 0, f"{name}: open tables are on paper ({gone} cells are not)")
    paper = folder / f"{name}-print.pdf"
    page.pdf(path=paper, format="A4", print_background=True)
    # Each page is an object of the file; so is the list of them, "/Pages".
    pages = len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))
    check(1 <= pages <= MOST_PAGES, f"{name}: {pages} pages on paper, at most {MOST_PAGES}")
    page.emulate_media(media="screen")


def check_page(browser, name, address, folder):
    sections, charts, pointed = PAGES[name]
    heard = []
    page = opened(browser, address, heard, viewport={"width": 1280, "height": 900})
    check_contents(page, name, sections, charts)
    check_drawing(page, name)
    check_contrast(page, name, "light")
    check_tooltip(page, name, pointed)
    check_width(page, name, 1280)
    page.screenshot(path=folder / f"{name}-light.png", full_page=True)
    check_print(page, name, folder)

    page = opened(browser, address, heard, viewport={"width": 1280, "height": 900},
                  color_scheme="dark")
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    check(ground != "rgb(255, 255, 255)" and ground != ink, f"{name}: a dark ground: {ground}")
    check_contrast(page, name, "dark")
    page.screenshot(path=folder / f"{name}-dark.png", full_page=True)

    page = opened(browser, address, heard, viewport={"width": 420, "height": 900}, has_touch=True)
    check_width(page, name, 420)
    check_drawing(page, name)
    page.screenshot(path=folder / f"{name}-420.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    check_width(page, name, 420)

    page = opened(browser, address, heard, java_script_enabled=False)
    check(page.locator("figure > svg").count() >= len(charts), f"{name}: charts without scripts")
    check(page.locator("p.answer").first.is_visible(), f"{name}: the answer without scripts")
    page.locator("figure summary").first.click()
    check(page.locator("figure details td").first.is_visible(),
          f"{name}: a chart's table unfolds without scripts")

    others = [line for line in heard if line != "request: " + address]
    check(others == [], f"{name}: no console message and no request but the page itself {others}")


def check_run(browser, address):
    """What only the page of a run holds."""
    page = opened(browser, address, [], viewport={"width": 1280, "height": 900})
    check(page.locator("header p.answer").count() == 1, "run: one sentence first")
    check(page.locator("p.answer").count() == 5, "run: the answer, what was reported, what moves it")
    check("95% interval" in page.locator("p.answer").nth(1).inner_text(),
          "run: an interval in the answer")
    check_first_screen(browser, address)
    check(page.locator("#assumptions tbody tr").count() > 100, "run: the ledger")
    links = page.locator("#assumptions a[href^='https://']").count()
    check(links > 20, f"run: sources that the ledger links to ({links})")
    check(page.locator("svg[aria-labelledby^='car-0-title'] .u").count() >= 2,
          "run: policy events in the fans")


def check_first_screen(browser, address):
    """Three cards with pictures, what it hangs on and what has come, without a scroll; stacked where it is narrow."""
    page = opened(browser, address, [], viewport={"width": 1280, "height": 800})
    cards = page.locator(".cards li")
    check(cards.count() == 3 and page.locator(".cards li svg").count() == 3, "run: three cards with pictures")
    check(page.locator(".drivers li").count() == 4, "run: three inputs and luck")
    places = [box.bounding_box() for box in cards.all() + [page.locator(".drivers"), page.locator(".reported")]]
    check(all(box["y"] + box["height"] <= 800 for box in places),
          f"run: all of it in 800 pixels ({max(box['y'] + box['height'] for box in places):.0f})")
    check(len({box["y"] for box in places[:3]}) == 1, "run: cards beside each other")
    text = page.locator("header").inner_text()
    check(not re.search(r"\bP\d\d?\b|CAR|recovered_fy", text), "run: no P10, CAR or key before a scroll")
    page.set_viewport_size({"width": 420, "height": 800})
    tops = [card.bounding_box()["y"] for card in cards.all()]
    check(tops == sorted(set(tops)) and len(tops) == 3, "run: cards below each other at 420 pixels")


def main(pages, screenshots):
    folder = pathlib.Path(screenshots)
    folder.mkdir(parents=True, exist_ok=True)
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name in PAGES:
            address = (pathlib.Path(pages) / name / "report.html").resolve().as_uri()
            check_page(browser, name, address, folder)
            if name == "run":
                check_run(browser, address)
        browser.close()
    if failures:
        sys.exit(f"{len(failures)} of the checks fail")


if __name__ == "__main__":
    main(*sys.argv[1:])
