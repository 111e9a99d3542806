"""The report of the base scenario in a real browser.

    report_in_browser.py PAGE SCREENSHOTS

Checks that everything is there, that the page loads nothing and says nothing on the console, that it
fits 420 pixels, that a tooltip follows the pointer, and that it can be read without scripts; then
makes screenshots to look at: light, dark, 420 pixels, print.
"""

import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright

SECTIONS = ["probabilities", "recovery", "sensitivity", "shares", "event-study", "assumptions",
            "method", "limits"]
CHARTS = ["recovery-fan", "recovery-curve", "recovery-histogram", "recovery-cdf", "products",
          "tornado-0", "sobol", "car-0", "caar-0"]

failures = []


def check(truth, what):
    print(("ok    " if truth else "FAILS ") + what)
    if not truth:
        failures.append(what)


def opened(browser, address, heard, **options):
    """A page in a context of its own, with everything it says and asks for."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.on("console", lambda message: heard.append("console: " + message.text))
    page.on("pageerror", lambda error: heard.append("error: " + str(error)))
    page.on("request", lambda request: heard.append("request: " + request.url))
    page.goto(address)
    return page


def text(page, selector):
    return page.locator(selector).first.evaluate("e => e.textContent")


def check_contents(page):
    check(page.locator("h1").count() == 1 and page.title() != "", "a title")
    check(page.locator("p.answer").count() == 2, "the answer in two sentences")
    check("95% interval" in text(page, "p.answer"), "an interval in the answer")
    found = page.evaluate("[...document.querySelectorAll('main > section')].map(s => s.id)")
    check(found == SECTIONS, "sections in their order: " + ", ".join(found))
    for name in CHARTS:
        check(page.locator(f"svg[aria-labelledby^='{name}-title']").count() == 1, "chart " + name)
    bare = page.evaluate(
        "[...document.querySelectorAll('figure')].filter(f => !f.querySelector('details td')"
        " || !f.querySelector('title').textContent || !f.querySelector('desc').textContent).length")
    check(bare == 0, "a title, a description and a table with every chart")
    check(page.locator("#assumptions tbody tr").count() > 100, "the ledger")
    dead = page.evaluate(
        "[...document.querySelectorAll('nav a')].filter(a =>"
        " !document.querySelector(a.getAttribute('href'))).length")
    check(dead == 0, "links that lead to sections")


def check_drawing(page):
    """No text of a chart reaches beyond its picture, and no two labels of an axis overlap."""
    beyond = page.evaluate("""[...document.querySelectorAll('figure > svg')].flatMap(s => {
        const box = s.getBoundingClientRect();
        return [...s.querySelectorAll('text')].filter(t => {
          const b = t.getBoundingClientRect();
          return b.left < box.left - 1 || b.right > box.right + 1
            || b.top < box.top - 1 || b.bottom > box.bottom + 1;
        }).map(t => t.textContent);
      })""")
    check(beyond == [], f"labels inside their pictures {beyond}")
    overlapping = page.evaluate("""[...document.querySelectorAll('figure > svg')].flatMap(s => {
        const boxes = [...s.querySelectorAll('text.t')].map(t => [t, t.getBoundingClientRect()]);
        return boxes.flatMap(([t, a], i) => boxes.slice(i + 1).filter(([u, b]) =>
          a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3)
          .map(([u]) => t.textContent + '|' + u.textContent));
      })""")
    check(overlapping == [], f"labels apart from each other {overlapping}")


def check_tooltip(page):
    tip = page.locator("#tip")
    check(not tip.is_visible(), "no tooltip before the pointer comes")
    for name, part in [("recovery-histogram", "of the trials"), ("recovery-fan", "median"),
                       ("tornado-0", "at its P"), ("car-0", "sessions")]:
        svg = page.locator(f"svg[aria-labelledby^='{name}-title']")
        svg.scroll_into_view_if_needed()
        page.wait_for_timeout(100)  # scrolling hides the tooltip a frame later
        svg.locator("rect[data-tip]").nth(2).hover(force=True)
        shown = tip.evaluate("e => e.hidden ? '' : e.textContent")
        check(part in shown, f"tooltip on {name}: {shown}")
        box = tip.bounding_box()
        size = page.viewport_size
        check(box and box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
              and box["y"] >= 0 and box["y"] + box["height"] <= size["height"],
              f"tooltip on {name} inside the window")
    page.locator("h1").hover()
    check(not tip.is_visible(), "the tooltip goes with the pointer")


def check_width(page, width):
    wide = page.evaluate("document.documentElement.scrollWidth")
    check(wide <= width, f"no horizontal scroll at {width} pixels ({wide})")


def main(path, screenshots):
    folder = pathlib.Path(screenshots)
    folder.mkdir(parents=True, exist_ok=True)
    address = pathlib.Path(path).resolve().as_uri()
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        heard = []
        page = opened(browser, address, heard, viewport={"width": 1280, "height": 900})
        check_contents(page)
        check_drawing(page)
        check_tooltip(page)
        check_width(page, 1280)
        page.screenshot(path=folder / "light.png", full_page=True)
        page.emulate_media(media="print")
        page.pdf(path=folder / "print.pdf", format="A4")

        page = opened(browser, address, heard, viewport={"width": 1280, "height": 900},
                      color_scheme="dark")
        ground, ink = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
        check(ground != "rgb(255, 255, 255)" and ground != ink, f"a dark ground: {ground}")
        page.screenshot(path=folder / "dark.png", full_page=True)

        page = opened(browser, address, heard, viewport={"width": 420, "height": 900},
                      has_touch=True)
        check_width(page, 420)
        check_drawing(page)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        check_width(page, 420)
        page.screenshot(path=folder / "420.png", full_page=True)

        page = opened(browser, address, heard, java_script_enabled=False)
        check(page.locator("figure > svg").count() >= len(CHARTS), "charts without scripts")
        check("recovers" in page.locator("p.answer").first.inner_text(), "the answer without scripts")
        summary = page.locator("figure summary").first
        summary.click()
        check(page.locator("figure details td").first.is_visible(),
              "a chart's table unfolds without scripts")

        others = [line for line in heard if line != "request: " + address]
        check(others == [], f"no console message and no request but the page itself {others}")
        browser.close()
    if failures:
        sys.exit(f"{len(failures)} of the checks fail")


if __name__ == "__main__":
    main(*sys.argv[1:])
