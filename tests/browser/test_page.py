"""The page in a real browser. Needs Chromium and its driver; `.ci/run` installs them and forbids skipping."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from bot.app import make_bot, make_dispatcher, make_memory
from bot.browser.server import TOKEN, BrowserSession, make_server, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=390,800",
)
WAIT = 15
"""Seconds a page gets for anything."""
PORT = 18_947


@pytest.fixture(scope="module")
def address(whole) -> Iterator[str]:
    """The chat page over the whole knowledge base, served from a thread."""
    if not (CHROMIUM and DRIVER):
        message = "Chromium is not installed (Debian: apt-get install chromium chromium-driver)"
        if os.environ.get("LANTERN_TESTS_COMPLETE"):
            pytest.fail(message)
        pytest.skip(message)
    box: dict[str, object] = {}
    started = threading.Event()

    async def run() -> None:
        memory, session = make_memory(), BrowserSession()
        bot = make_bot(session, TOKEN, memory)
        server = make_server(make_dispatcher(whole, bot, memory), bot, session, memory, whole.library, whole.wording)
        ready = asyncio.Event()
        task = asyncio.create_task(serve(server, "127.0.0.1", PORT, ready))
        await ready.wait()
        box.update(loop=asyncio.get_running_loop(), task=task)
        started.set()
        with suppress(asyncio.CancelledError):
            await task

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    assert started.wait(WAIT)
    yield f"http://127.0.0.1:{PORT}/"
    box["loop"].call_soon_threadsafe(box["task"].cancel)
    thread.join(WAIT)


@pytest.fixture(scope="module")
def browser(address, tmp_path_factory) -> Iterator[Chrome]:
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    yield driver
    driver.quit()
    driver.service.stop()


class Page:
    """What a visitor does and sees."""

    def __init__(self, driver: Chrome, address: str) -> None:
        self.driver = driver
        driver.get(address)
        self.wait(self.messages)

    def wait(self, until):
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, WAIT).until(lambda _: until())

    def all(self, css: str):
        return self.driver.find_elements("css selector", css)

    def messages(self) -> list[str]:
        script = "return [...document.querySelectorAll('.message:not(.you) .bubble')].map((bubble) => bubble.innerText)"
        return [text.replace("\u200f", "") for text in self.driver.execute_script(script)]

    def after(self, action) -> str:
        """Does something and returns the last message once one has been added or changed."""
        before = self.messages()
        action()
        self.wait(lambda: self.messages() != before and not self.all(".typing"))
        return self.messages()[-1]

    def pick(self, code: str) -> str:
        from selenium.webdriver.support.ui import Select

        return self.after(lambda: Select(self.all("#languages")[0]).select_by_value(code))

    def say(self, text: str) -> str:
        def act() -> None:
            self.all("#text")[0].send_keys(text)
            self.all("#send")[0].click()

        return self.after(act)

    def tap(self, data: str) -> str:
        button = self.all(f'button[data-press="{data}"]')[-1]
        return self.after(lambda: self.driver.execute_script("arguments[0].click()", button))


@pytest.fixture
def page(browser, address) -> Page:
    return Page(browser, address)


def test_pick_pashto_ask_tap_a_related_entry_tap_danger(page, whole):
    page.pick("ps")
    assert page.driver.execute_script("return document.documentElement.dir") == "rtl"
    question = whole.library.asked["ps"]["guardian/get"][0]
    assert whole.library.text("guardian/get", "ps").title in page.say(question)
    related = whole.library.entries["guardian/get"].related[0]
    assert whole.library.text(related, "ps").title in page.tap(f"e:{related}")
    danger = page.tap("danger")
    assert danger.startswith(whole.library.danger_words("ps").warm)
    assert "101" in danger
    links = [link.get_attribute("href") for link in page.all(".message:last-child a.call")]
    assert links[:2] == ["tel:101", "tel:112"]


def test_hide_leaves_one_neutral_line_and_no_word_of_the_visitor(page):
    page.say("i want to die")
    page.tap("hide")
    assert len(page.messages()) == 1
    assert page.all(".you") == []
    assert page.all(".message button") == []


def test_what_is_typed_is_never_read_as_html(page):
    page.say("<img src=x onerror=document.title='hacked'>")
    assert page.driver.title == "Lantern"
    assert page.all(".you .bubble")[-1].text.startswith("<img")


def test_nothing_is_wider_than_a_phone_in_any_language(page, whole):
    for code in whole.library.languages:
        page.pick(code)
        page.tap("topics")
        width = page.driver.execute_script("return document.documentElement.scrollWidth")
        assert width <= 390, code


def test_enter_sends_and_a_link_in_the_address_opens_an_entry(browser, address, whole):
    from selenium.webdriver.common.keys import Keys

    page = Page(browser, f"{address}?start=fr_guardian-get")
    assert whole.library.text("guardian/get", "fr").title in page.messages()[-1]
    assert page.after(lambda: page.all("#text")[0].send_keys("aide" + Keys.ENTER)).startswith(
        whole.library.danger_words("fr").warm
    )


def test_without_a_connection_the_numbers_are_still_there(page):
    page.driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        assert "112" in page.say("hello")
    finally:
        page.driver.execute_cdp_cmd(
            "Network.emulateNetworkConditions",
            offline | {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1},
        )
