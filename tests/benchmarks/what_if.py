"""
How long a moved slider takes until its effect is on screen, in a real browser on the sample district.

    python -m tests.benchmarks.what_if http://localhost:5006

The dashboards must be running there (`make serve`). Prints the median and the slowest of 20 of both: while a slider
moves, and once it rests (with the 200 weightings).
"""

import shutil
import statistics
import sys

from playwright.sync_api import sync_playwright

from tests.watching import CHROMIUM_ARGUMENTS, visit

TIMED = """([slider, effect], kind) => new Promise(done => {
    const started = performance.now()
    const seen = new MutationObserver(() => {
        seen.disconnect()
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)))
    })
    seen.observe(effect, {childList: true})
    slider.value = Number(slider.value) === 4 ? 1.5 : 4
    slider.dispatchEvent(new Event(kind, {bubbles: true}))
})"""
TIMES = 20


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        visit(page, f"{sys.argv[1]}/triage")
        page.get_by_role("button", name="What if").click()
        slider = page.get_by_role("slider", name="Turnout")
        slider.wait_for()
        for kind, place in (("input", ".cards"), ("change", ".stays")):
            nodes = [slider.element_handle(), page.locator(f"#what-if {place}").element_handle()]
            taken = [page.evaluate(f"nodes => ({TIMED})(nodes, '{kind}')", nodes) for _ in range(TIMES)]
            what = "while moving" if kind == "input" else "settled"
            print(f"{what}: median {statistics.median(taken):.0f} ms, slowest of {TIMES} {max(taken):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
