"""Waits for something to be true in a page whose policy evaluates no text: Playwright's own wait for a function does."""

import time

from playwright.sync_api import Page


def until(page: Page, expression: str, arg: object = None, seconds: float = 30) -> None:
    """Ask the page until the expression, or the function with `arg`, is true there; TimeoutError after `seconds`."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"Not true within {seconds} s: {expression}")
        page.wait_for_timeout(25)
