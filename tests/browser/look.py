"""A close look at one page: accessibility, bytes, width, targets; taken once and asked by several tests."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Response

from tests.browser.guide import Guide
from tests.browser.pages import PAGES, STATES, Example
from tests.browser.visits import OpenVisit, Visit

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
MODES: dict[str, dict[str, str]] = {
    "light": {"theme": "day"},
    "dark": {"theme": "night"},
    "elder": {"theme": "day", "size": "large"},
}
MOST_BYTES = 100 * 1024
WEIGHED = ("document", "stylesheet", "script", "font", "fetch", "xhr")

# A link inside running text may be as small as its words (WCAG 2.5.8); a hidden box is as large as its
# label; the link in a card's heading covers the card.
SMALL = """least => {
  const running = one => {
    if (getComputedStyle(one).display !== "inline") return false;
    for (let up = one.parentElement; up; up = up.parentElement)
      if (getComputedStyle(up).display !== "inline")
        return up.textContent.trim().length > one.textContent.trim().length + 1;
    return false;
  };
  const found = [];
  for (const one of document.querySelectorAll("a[href], button, summary, select, textarea, input, label")) {
    if (one.matches("[type=hidden], [tabindex='-1'], .leaflet-container *, [inert] *")) continue;
    if (one.matches("label:not(.pill, .tick)") || !one.checkVisibility({visibilityProperty: true})) continue;
    if (one.matches("input[type=radio], input[type=checkbox]") && one.labels.length) continue;
    if (one.matches(".skip") || running(one)) continue;
    const cover = one.matches(".card :is(h2, h3) a") ? one.closest(".card") : one;
    const box = cover.getBoundingClientRect();
    if (box.width < least - 0.5 || box.height < least - 0.5)
      found.push(`${one.outerHTML.slice(0, 90)} ${box.width.toFixed(0)}×${box.height.toFixed(0)}`);
  }
  return found; }"""
# A phone widens its window to what sticks out, so the page is held against the width it was given.
OVERFLOW = """width => {
  const wide = document.documentElement.scrollWidth - width;
  if (wide <= 0) return [];
  return Array.from(document.body.querySelectorAll("*"))
    .filter(one => one.getBoundingClientRect().right > width + 1 && !one.closest(".desk-nav, .rail"))
    .map(one => one.outerHTML.slice(0, 80)).slice(0, 4).concat([`${wide} px too wide`]); }"""


@dataclass
class Look:
    """What was seen of one page in one language and mode."""

    status: int
    language: str
    title: str
    violations: list[str] = field(default_factory=list)
    bytes_of: dict[str, int] = field(default_factory=dict)
    too_wide: dict[int, list[str]] = field(default_factory=dict)
    too_small: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Return everything that is wrong with the page."""
        weight = sum(self.bytes_of.values())
        wide = [one for width in self.too_wide.values() for one in width]
        heavy = [f"{weight} bytes: {self.bytes_of}"] if weight > MOST_BYTES else []
        return [*self.violations, *self.too_small, *wide, *heavy]


def take_look(example: Example, visit: OpenVisit, guide: Guide, language: str, mode: str) -> Look:
    """Open the page in a fresh browser and look closely."""
    session = guide.session(example.who)
    device = "desktop" if example.path.startswith("desk/") else "phone"
    with visit(language, device, storage_state=session, **MODES[mode]) as somebody:
        answers: list[Response] = []
        somebody.page.on("response", lambda answer: answers.append(answer))
        status = example.open(somebody, guide)
        page = somebody.page
        if page.locator("[data-map]:visible").count():
            page.wait_for_selector("[data-drawn]", state="attached")
        look = Look(status, str(page.get_attribute("html", "lang")), page.title())
        look.bytes_of = weigh(answers)
        look.foreign = somebody.foreign()
        look.violations = run_axe(page)
        if not example.is_sheet:
            look.too_small = page.evaluate(SMALL, 60 if mode == "elder" else 44)
            look.too_wide = measure_widths(somebody)
        return look


def weigh(answers: list[Response]) -> dict[str, int]:
    """Return the bytes that travelled, by kind of file, without pictures."""
    total: dict[str, int] = {}
    for answer in answers:
        kind = answer.request.resource_type
        if kind in WEIGHED:
            total[kind] = total.get(kind, 0) + answer.request.sizes()["responseBodySize"]
    return total


def run_axe(page: Page) -> list[str]:
    """Return what axe finds serious or critical, with where."""
    found: list[dict[str, Any]] = AXE.run(page, options=RULES).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def measure_widths(somebody: Visit) -> dict[int, list[str]]:
    """Return what sticks out at the widths of a phone and of a small one."""
    wide = {}
    for width in (390, 320):
        somebody.page.set_viewport_size({"width": width, "height": 844})
        wide[width] = somebody.page.evaluate(OVERFLOW, width)
    return wide


class Gallery:
    """Every look taken so far."""

    def __init__(self, visit: OpenVisit, guide: Guide) -> None:
        """Begin empty."""
        self.visit, self.guide = visit, guide
        self._looks: dict[tuple[str, str, str], Look | AssertionError | PlaywrightError] = {}

    def look(self, name: str, language: str = "zh", mode: str = "light") -> Look:
        """Return the look at a page, taking it if nobody did before; a page that fails, fails once."""
        key = (name, language, mode)
        if key not in self._looks:
            try:
                self._looks[key] = take_look((PAGES | STATES)[name], self.visit, self.guide, language, mode)
            except (AssertionError, PlaywrightError) as trouble:
                self._looks[key] = trouble
        look = self._looks[key]
        if isinstance(look, Exception):
            raise look
        return look
