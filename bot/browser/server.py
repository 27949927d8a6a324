"""Serves the chat page and carries what is typed and tapped there to the real dispatcher."""

from __future__ import annotations

import asyncio
import itertools
import logging
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from aiogram.types import CallbackQuery, Chat, InaccessibleMessage, Message, Update, User
from aiohttp import web

from bot.browser.session import TOKEN, BrowserSession

if TYPE_CHECKING:
    from aiogram import Bot, Dispatcher

    from bot.core.library import Library
    from bot.core.wording import Wording
    from bot.telegram.memory import Memory

log = logging.getLogger("lantern.browser")

_PAGE: Final = {
    "/": ("index.html", "text/html"),
    "/chat.css": ("chat.css", "text/css"),
    "/chat.js": ("chat.js", "text/javascript"),
}
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_WORDS: Final = ("page-write", "page-send", "page-offline", "page-preview", "button-danger")
_BODY_LIMIT: Final = 64 * 1024
_LONGEST: Final = 4096
_HIGHEST_CHAT: Final = 2**52
__all__ = ["TOKEN", "BrowserSession", "make_server", "serve"]


class Conversation:
    """Feeds what visitors of the page do to the dispatcher and returns what the bot did."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        bot: Bot,
        session: BrowserSession,
        memory: Memory,
        library: Library,
        wording: Wording,
    ) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._session = session
        self._memory = memory
        self._library = library
        self._wording = wording
        self._updates = itertools.count(1)

    async def handle(self, request: web.Request) -> web.Response:
        """One thing done on the page: `{"chat": 7, "text": "…"}` or `{"chat": 7, "press": "topics", "message": 3}`."""
        try:
            body: dict[str, Any] = await request.json()
            chat, hint = abs(int(body["chat"])) % _HIGHEST_CHAT + 1, str(body.get("language") or "")[:20]
            user = User(id=chat, is_bot=False, first_name="-", language_code=hint or None)
            update, said = self._update(body, chat, user)
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError, LookupError):
            return web.json_response({"error": "the page sent something unreadable"}, status=400)
        await self._dispatcher.feed_update(self._bot, update)
        language = (await self._memory.language(chat))[0]
        return web.json_response(
            {"said": said, "events": self._session.take_events(chat), **self.surroundings(language)}
        )

    def surroundings(self, language: str | None) -> dict[str, Any]:
        """The page's own words, and the languages to pick from."""
        code = language or "en"
        return {
            "language": language,
            "direction": self._library.languages[code].direction,
            "words": {name: self._wording.say(name, code) for name in _WORDS},
            "languages": {one.code: one.name for one in self._library.languages.values()},
        }

    def _update(self, body: dict[str, Any], chat: int, user: User) -> tuple[Update, int | None]:
        where, now = Chat(id=chat, type="private"), datetime.now(UTC)
        number = next(self._updates)
        if "press" in body:
            message = self._session.message(chat, int(body.get("message") or 0)) or InaccessibleMessage(
                chat=where, message_id=0, date=0
            )
            press = CallbackQuery(
                id=str(number), from_user=user, chat_instance="page", message=message, data=str(body["press"])[:64]
            )
            return Update(update_id=number, callback_query=press), None
        text = str(body["text"])[:_LONGEST]
        said = self._session.next_id(chat)
        message = Message(message_id=said, date=now, chat=where, from_user=user, text=text)
        return Update(update_id=number, message=message), said


def make_server(
    dispatcher: Dispatcher, bot: Bot, session: BrowserSession, memory: Memory, library: Library, wording: Wording
) -> web.Application:
    """The page and its one way in."""
    conversation = Conversation(dispatcher, bot, session, memory, library, wording)
    server = web.Application(client_max_size=_BODY_LIMIT)
    server.on_response_prepare.append(_with_headers)
    for path, (name, kind) in _PAGE.items():
        content = files("bot.browser").joinpath("page", name).read_bytes()
        server.router.add_get(path, _file(content, kind))
    server.router.add_post("/chat", conversation.handle)
    return server


def _file(content: bytes, kind: str) -> Any:
    async def send(_: web.Request) -> web.Response:
        return web.Response(body=content, content_type=kind, charset="utf-8")

    return send


async def _with_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


async def serve(server: web.Application, host: str, port: int, ready: asyncio.Event | None = None) -> None:
    """Listens until it is cancelled; says the address once. Raises OSError when the port is taken."""
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        log.warning("the chat page is at http://%s:%s (stop with Ctrl+C)", host, runner.addresses[0][1])
        if ready is not None:
            ready.set()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
