"""Visits to the town: a browser of somebody, whose every request is written down and judged."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.browser.town import Town
from tests.browser.words import Words

DEVICES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "small phone": {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True},
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
REMEMBER = "localStorage.setItem('ningju-{}', '{}')"


@dataclass
class Visit:
    """One person's browser: pages open with ``go``, and the network log judges them at the end."""

    town: Town
    words: Words
    context: BrowserContext
    page: Page
    requests: list[Request] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    taps: int = 0

    @property
    def language(self) -> str:
        """Return the language this person reads."""
        return self.words.language

    def go(self, path: str) -> Page:
        """Open a page; a path without a language is one of Huayang's, in this person's language."""
        address = path if path.startswith("/") else f"/{self.language}/huayang/{path}"
        self.page.goto(self.town.origin + address)
        return self.page

    def enter(self, username: str) -> None:
        """Sign in through a demo door."""
        self.go(self.town.door(username))

    def tap(self, role: Any, name: str, *, within: Any = None) -> None:
        """Tap the one thing of this role and name, and count the tap."""
        place = self.page if within is None else within
        place.get_by_role(role, name=name, exact=True).first.click()
        self.taps += 1

    def listen(self) -> None:
        """Write down every request, and what goes wrong."""
        self.context.on("request", lambda request: self.requests.append(request))
        self.context.on("response", self._judge_response)
        self.context.on("console", self._judge_line)
        self.context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))

    def _judge_response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= (500 if is_page else 400):
            self.troubles.append(f"{response.status} {response.url}")

    def _judge_line(self, line: ConsoleMessage) -> None:
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {line.text}")

    def foreign(self) -> list[str]:
        """Return every address asked of another host than ours."""
        ours = urlsplit(self.town.origin).netloc
        asked = [request.url for request in self.requests]
        return [
            url for url in asked if urlsplit(url).netloc != ours and not url.startswith(("data:", "blob:"))
        ]

    def judge(self) -> None:
        """Fail if a page asked another host, broke, or complained."""
        assert self.foreign() == []
        assert self.troubles == []


OpenVisit = Callable[..., AbstractContextManager[Visit]]


def visits_to(town: Town, browser: Browser) -> OpenVisit:
    """Return how to open a visit."""

    @contextmanager
    def visit(
        language: str = "zh", device: str = "phone", *, size: str = "", theme: str = "", **more: Any
    ) -> Iterator[Visit]:
        options = DEVICES[device] | {"locale": LOCALES[language], "timezone_id": "Asia/Shanghai"} | more
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        for name, value in (("size", size), ("theme", theme)):
            if value:
                context.add_init_script(REMEMBER.format(name, value))
        made = Visit(town, Words(language), context, context.new_page())
        made.listen()
        yield made
        context.close()
        made.judge()

    return visit
