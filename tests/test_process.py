"""The whole product as it is deployed: the real command, in its own process, against a Bot API server that refuses."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import pytest_asyncio
import yaml

from tests.telegram_stub import TOKEN, TelegramStub

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.telegram_stub import Sent

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT: Final = Path(__file__).parent.parent
KNOWLEDGE: Final = ROOT / "knowledge"
LANGUAGES: Final = tuple(yaml.safe_load((KNOWLEDGE / "languages.yaml").read_text("utf-8")))
START: Final = 60
"""Seconds until the bot polls; what it learns from the knowledge base is in the cache already."""
PATIENCE: Final = 20
"""Seconds for one reply on a busy machine; the first question of a process is the slowest."""
END: Final = 10
"""Seconds between the signal and the end of the process."""
MARKER: Final = "zzmarkerzz"
"""Stands in what is sent, and must never stand in the log."""
FIRST_CHAT: Final = 7_700_001
FILE: Final = {"file_id": "zzfile", "file_unique_id": "zzunique"}
NO_TEXT: Final = {
    "voice": {"voice": FILE | {"duration": 3}},
    "photo": {"photo": [FILE | {"width": 90, "height": 90}], "caption": MARKER},
    "sticker": {
        "sticker": FILE
        | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🙂"}
    },
    "location": {"location": {"latitude": 50.85, "longitude": 4.35}},
    "contact": {"contact": {"phone_number": "+32470000000", "first_name": MARKER}},
}


@dataclass(frozen=True, slots=True)
class Running:
    """The bot's process, the server it talks to, and its log."""

    stub: TelegramStub
    process: asyncio.subprocess.Process
    log: Path

    def told(self) -> str:
        """Everything the process has logged."""
        return self.log.read_text("utf-8")


@asynccontextmanager
async def running(data_dir: Path, log: Path) -> AsyncIterator[Running]:
    """Starts the bot and waits until it polls; whatever happens, no process is left behind."""
    async with TelegramStub() as stub:
        own = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": stub.url, "DATA_DIR": str(data_dir), "LOG_LEVEL": "INFO"}
        with log.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot"), cwd=ROOT, env=os.environ | own, stdin=DEVNULL, stdout=file, stderr=file
            )
        bot = Running(stub, process, log)
        try:
            ended, polls = asyncio.create_task(process.wait()), asyncio.create_task(stub.polling.wait())
            await asyncio.wait((ended, polls), timeout=START, return_when=asyncio.FIRST_COMPLETED)
            polls.cancel()
            assert stub.polling.is_set(), f"the bot does not poll:\n{bot.told()}"
            yield bot
        finally:
            if process.returncode is None:
                process.kill()
            await ended


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lantern(whole_data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One bot for every language: strangers share a process, as in life."""
    async with running(whole_data_dir, tmp_path_factory.mktemp("process") / "log") as bot:
        yield bot


class Visitor:
    """One young person's private chat, with the last whole reply in `reply`."""

    def __init__(self, stub: TelegramStub, chat: int, language: str) -> None:
        self.stub, self.chat, self.language = stub, chat, language
        self.reply: list[Sent] = []

    @property
    def last(self) -> Sent:
        return self.reply[-1]

    async def say(self, text: str | None = None, **content: Any) -> str:
        """Sends a message; returns the text of the whole reply."""
        await self.stub.say(text, chat=self.chat, language_code=self.language, **content)
        return await self._listen(repr(text or [*content]))

    async def press(self, data: str, message_id: int | None = None) -> str:
        """Presses a button, also one that is not there; returns the text of the whole reply."""
        await self.stub.press(data, message_id or self.last.message_id, chat=self.chat)
        return await self._listen(f"the button {data!r}")

    async def tap(self, start: str) -> str:
        """Taps the first button of the last reply whose data starts so."""
        data = next((data for data in self.last.buttons if data.startswith(start)), None)
        assert data is not None, f"{self.language}: no button {start!r} in {self.last.buttons} under {self.last.text!r}"
        return await self.press(data)

    async def _listen(self, to: str) -> str:
        """Reads until the message with the buttons: it ends every reply but that to /hide."""
        self.reply = []
        try:
            while not (self.reply and self.last.keyboard):
                self.reply += await self.stub.next_messages(self.chat, timeout=PATIENCE)
        except TimeoutError:
            pytest.fail(f"{self.language}: no reply to {to}; refused so far: {self.stub.refusals}")
        return "\n".join(sent.text for sent in self.reply)


def first_line(path: Path, key: str) -> str:
    """The first line of a block of phrases of the knowledge base."""
    return str(yaml.safe_load(path.read_text("utf-8"))[key]).splitlines()[0]


def asked(language: str) -> str:
    """A question for `guardian/get`, as young people ask it."""
    return first_line(KNOWLEDGE / "guardian" / "asked" / f"{language}.yaml", "get")


async def ask_and_look_around(visitor: Visitor) -> None:
    """A question, what is related to its answer, and the menu: there, back, and there again."""
    await visitor.say(f"/start {visitor.language}")
    await visitor.say(asked(visitor.language))
    assert "e:guardian/what" in visitor.last.buttons, f"{visitor.language}: not the answer: {visitor.last.text!r}"
    await visitor.tap("e:")
    await visitor.say("/topics")
    menu = visitor.last
    await visitor.tap("t:")
    assert visitor.last.edited
    assert visitor.last.message_id == menu.message_id
    await visitor.tap("topics")
    assert visitor.last.edited
    assert (visitor.last.html, visitor.last.keyboard) == (menu.html, menu.keyboard)
    await visitor.tap("t:")
    await visitor.tap("e:")
    assert not visitor.last.edited


async def be_in_danger(visitor: Visitor) -> None:
    """The red button and a cry for help bring the numbers; there is a way on from there."""
    assert names_emergency(await visitor.tap("danger"))
    red = visitor.last
    await visitor.tap("o:")
    assert visitor.last.message_id != red.message_id
    assert "safe" in red.buttons
    await visitor.press("safe", red.message_id)
    word = first_line(KNOWLEDGE / "_search" / f"{visitor.language}.yaml", "alone")
    reply = await visitor.say(word)
    assert names_emergency(reply), f"{visitor.language}: {word!r} brings {reply[:300]!r}"


def names_emergency(reply: str) -> bool:
    return any(number in reply[:300] for number in ("112", "101"))


async def be_odd(visitor: Visitor) -> None:
    """Whatever Telegram can bring gets a reply with buttons."""
    welcome = await visitor.say(f"/start {visitor.language}")
    assert await visitor.say("/start gone_with-the-wind") == welcome
    assert await visitor.press("gone:2019") == welcome
    await visitor.press("topics", message_id=1)
    await visitor.say("/help")
    await visitor.say("🙂🙂")
    await visitor.say("<b>&</i>")
    for content in NO_TEXT.values():
        await visitor.say(**content)
    long = f"{MARKER} " + f"{asked(visitor.language)}\n" * 1000
    await visitor.say(long[:4095] + "?")


async def hide(visitor: Visitor) -> None:
    """Everything both sides wrote is deleted; one neutral line stays."""
    assert len(visitor.stub.message_ids(visitor.chat)) > 30
    await visitor.stub.say("/hide", chat=visitor.chat, language_code=visitor.language)
    [line] = await visitor.stub.next_messages(visitor.chat, timeout=PATIENCE)
    assert visitor.stub.message_ids(visitor.chat) == [line.message_id]


def assert_well(bot: Running, *private: str) -> None:
    """Nothing was refused, nobody waits, the process lives, and the log tells neither errors nor what is private."""
    assert bot.stub.refusals == []
    assert bot.stub.unanswered() == []
    assert bot.process.returncode is None
    log = bot.told()
    assert " INFO " in log
    for word in (" ERROR ", " WARNING ", "Traceback", MARKER, "zzname", "zzuser", *private):
        assert word not in log, f"{word!r} stands in the log"


async def test_telegram_takes_the_profile_in_every_language_it_has_a_code_for(lantern: Running) -> None:
    codes = {code for code in LANGUAGES if len(code) == 2}
    assert len(LANGUAGES) == 13
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        assert {code for name, code in lantern.stub.profile if name == method} == {"", *codes}
    assert_well(lantern)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_whole_visit_goes_well(lantern: Running, language: str) -> None:
    """Question, menu, danger, odd messages and /hide: Telegram refuses nothing, and the log keeps no word of it."""
    visitor = Visitor(lantern.stub, FIRST_CHAT + LANGUAGES.index(language), language)
    await ask_and_look_around(visitor)
    await be_in_danger(visitor)
    await be_odd(visitor)
    await hide(visitor)
    assert_well(lantern, str(visitor.chat))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_process_in_peace(sign: signal.Signals, whole_data_dir: Path, tmp_path: Path) -> None:
    async with running(whole_data_dir, tmp_path / "log") as bot:
        await Visitor(bot.stub, FIRST_CHAT, "en").say("/start")
        bot.process.send_signal(sign)
        async with asyncio.timeout(END):
            status = await bot.process.wait()
        assert status in (0, 130), bot.told()
        assert "Traceback" not in bot.told()
        assert bot.stub.refusals == []
