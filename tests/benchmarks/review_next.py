"""
How long the next report in review takes, from the key until the page has settled.

    python -m tests.benchmarks.review_next [ADDRESS] [TIMES]

ADDRESS of a served sample, http://localhost:5006 where none is given. The director's queue is gone through by the key
j; a report has settled when its heading, figures and decision stand and two frames have been drawn.
"""

import sys
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from tests.watching import chromium

NEXT = """
    async () => {
      const of = selector => {
        const walk = root => {
          for (const node of root.querySelectorAll("*")) {
            if (node.matches(selector)) return node
            const found = node.shadowRoot && walk(node.shadowRoot)
            if (found) return found
          }
          return null
        }
        return walk(document)
      }
      const article = of("article.report")
      const key = article.dataset.key
      const begun = performance.now()
      dispatchEvent(new KeyboardEvent("keydown", {key: "j"}))
      const isDecided = () => of("aside.decide .foot > *")
      const isThere = () => article.dataset.key !== key && article.querySelector(".figures") && isDecided()
      while (!isThere()) {
        if (performance.now() - begun > 5000) return null
        await new Promise(requestAnimationFrame)
      }
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      return performance.now() - begun
    }
"""


def measured(page: Page, address: str, times: int) -> list[float]:
    """Milliseconds of each step to the next report; the queue is begun anew at its end."""
    taken: list[float] = []
    while len(taken) < times:
        page.goto(f"{address}/review?as=m.alvarez&cluster=all")
        page.locator(".report-head h2").wait_for()
        page.wait_for_timeout(2000)
        for _ in range(min(15, times - len(taken))):
            milliseconds = page.evaluate(NEXT)
            if milliseconds is None:
                raise SystemExit("The next report did not open within five seconds.")
            taken.append(milliseconds)
            page.wait_for_timeout(700)  # as a person reads, and far less
    return taken


if __name__ == "__main__":
    where = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:5006"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 45
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        found = measured(browser.new_page(viewport={"width": 1440, "height": 900}), where, count)
        browser.close()
    p95 = quantiles(found, n=20)[-1]
    sys.stdout.write(f"next report: median {median(found):.0f} ms, p95 {p95:.0f} ms, longest {max(found):.0f} ms\n")
