"""The house as it really runs, web, worker and scheduler, and people in front of real browsers."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from httpx import AsyncClient
from playwright.async_api import Browser, BrowserContext, Page

import world
from hushu.foundation.places import ROOT
from hushu.foundation.services.child import die_with_parent
from world import credentials

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WATCH = """window.__violations = [];
document.addEventListener("securitypolicyviolation", (e) =>
  window.__violations.push(`${e.violatedDirective} ${e.blockedURI} from ${e.sourceFile}.`));"""
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}

LEFT_BEHIND = ("htmx:sendAbort", "htmx:afterRequest")


class Standing:
    """A house that runs, with a browser in front of it."""

    def __init__(self, origin: str, browser: Browser, owner_url: str, app_url: str) -> None:
        self.origin, self.browser, self.owner_url, self.app_url = (
            origin,
            browser,
            owner_url,
            app_url,
        )
        self.heard: list[str] = []

    @asynccontextmanager
    async def visitor(self, *, size: dict[str, int] = DESK, **more: Any) -> AsyncIterator[Page]:
        """Somebody at an empty browser; whatever goes wrong inside it is heard and fails the test."""
        context = await self.browser.new_context(
            viewport=size,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            base_url=self.origin,
            accept_downloads=True,
            **more,
        )  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        await context.add_init_script(WATCH)
        context.on("page", self._listen)
        try:
            yield await context.new_page()
            if more.get("java_script_enabled", True):
                await self._violations(context)
        finally:
            await context.close()

    @asynccontextmanager
    async def person(self, username: str, **more: Any) -> AsyncIterator[Page]:
        """That person of the demo, signed in through the door."""
        async with self.visitor(**more) as page:
            await page.goto("/sign-in")
            for name, value in credentials(username).items():
                await page.fill(f"[name={name}]", value)
            await page.click("main button[type=submit]")
            await page.wait_for_url("**/p/**")
            yield page

    @asynccontextmanager
    async def caller(self, username: str) -> AsyncIterator[world.Browser]:
        """That person signed in without a browser, for what only leads up to a journey."""
        async with AsyncClient(base_url=self.origin, trust_env=False, timeout=20) as client:
            caller = world.Browser(client, username)
            answer = await caller.post("/sign-in", credentials(username))
            assert answer.status_code == 303, answer.text
            yield caller

    def _listen(self, page: Page) -> None:
        page.on(
            "console",
            self._said,
        )
        page.on(
            "pageerror", lambda fault: self.heard.append(f"page {page.url} {fault} {fault.stack}")
        )
        page.on("dialog", self._dialog)

    def _said(self, message: Any) -> None:
        """What the console says in red; a request left behind by walking to another page is no fault."""
        if message.type == "error" and not message.text.startswith(LEFT_BEHIND):
            self.heard.append(f"console {message.text} {message.location}")

    async def _dialog(self, dialog: Any) -> None:
        self.heard.append(f"dialog {dialog.message}")
        await dialog.dismiss()

    async def _violations(self, context: BrowserContext) -> None:
        for page in context.pages:
            found = await page.evaluate("window.__violations ?? []")
            self.heard += [f"policy {one} on {page.url}" for one in found]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(environment: dict[str, str]) -> Iterator[None]:
    """Web, worker and scheduler until the end; each ends with its own process group."""
    with tempfile.TemporaryFile() as said:
        children = [
            subprocess.Popen(
                [sys.executable, "-m", "hushu.cli", name], env=environment, cwd=ROOT, start_new_session=True, stdout=said,
                stderr=said, preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 (as the house's own supervisor does)
            )
            for name in ("web", "worker", "scheduler")
        ]  # fmt: skip
        try:
            yield
        finally:
            for child in children:
                os.killpg(child.pid, signal.SIGTERM)
            for child in children:
                try:
                    child.wait(8)
                except subprocess.TimeoutExpired:
                    os.killpg(child.pid, signal.SIGKILL)
            said.seek(0)
            print(said.read().decode("utf-8", "replace")[-6000:])


async def answering(origin: str, *, seconds: float = 60) -> None:
    """Waits until the house is ready. Raises TimeoutError."""

    def ready() -> bool:
        try:
            with urllib.request.urlopen(f"{origin}/health/ready", timeout=1) as answer:  # noqa: S310 (our own address)
                return bool(answer.status == 200)
        except OSError:
            return False

    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(ready):
            await asyncio.sleep(0.1)


def secret_of_the_world() -> str:
    """The secret under which the demo's passwords were made."""
    from hushu.foundation.settings import settings

    return settings().secret
