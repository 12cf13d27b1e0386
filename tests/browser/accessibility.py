"""Axe's rules on a page as the browser has it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.waiting import until

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that a colour scheme can change; everything else was asked in the other one.
COLOURS = ["color-contrast", "link-in-text-block"]
# Links fade into another colour, which takes a busy machine some frames even where the reader asked for less motion.
AT_ONCE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { transition-property: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""
TURNED = "(scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches"
# A window that fades in has too little contrast until it has. What turns for good, as a sign of work does, is not waited for.
STILL = """() => document.getAnimations().every(({ playState, effect }) =>
  playState !== "running" || effect.getComputedTiming().endTime === Infinity)"""
RUN = "([context, options]) => axe.run(context || document, options).then((found) => found.violations)"


def run(page: Page, *, colours_only: bool = False, context: dict | None = None) -> list[dict]:
    """What axe finds on the page or in a part of it (axe's `context`) once it stands still, in axe's own shape."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    wanted = {"type": "rule", "values": COLOURS} if colours_only else {"type": "tag", "values": TAGS}
    until(page, STILL)
    # Of what is right axe would otherwise collect every element.
    return page.evaluate(RUN, [context, {"runOnly": wanted, "resultTypes": ["violations"]}])


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe finds on the page: one line for each element, with the rule, the element and the reason."""
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in run(page, colours_only=colours_only)
        for node in rule["nodes"]
    ]


def turn(page: Page, scheme: str) -> None:
    """Make the page that stands there light or dark at once."""
    page.evaluate(AT_ONCE)
    page.emulate_media(color_scheme=scheme)
    until(page, TURNED, scheme)


def assert_accessible(page: Page) -> None:
    """Fail with axe's own words if it finds anything on the page, light or dark."""
    assert violations(page) == [], page.url
    turn(page, "dark")
    assert violations(page, colours_only=True) == [], f"{page.url}, dark"
    turn(page, "light")
