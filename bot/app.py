"""The only wiring: settings and library become bot, dispatcher, storage and server."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatType, ParseMode
from aiogram.exceptions import TelegramNetworkError, TelegramUnauthorizedError
from aiogram.fsm.storage.memory import MemoryStorage

from bot.core.answer import Answering
from bot.core.index import Index
from bot.core.library import Library
from bot.core.locale_codes import LanguageNames
from bot.core.wording import Wording
from bot.settings import SettingsError
from bot.telegram import ask, browse, danger, errors, privacy, profile, start
from bot.telegram.keyboards import Keyboards
from bot.telegram.memory import Memory
from bot.telegram.middleware import Answered, DangerInCommands, Flood, OneLine, RememberSent, Visitor
from bot.telegram.render import Renderer
from bot.telegram.speak import Speaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiogram.client.session.base import BaseSession
    from aiogram.fsm.storage.base import BaseStorage

    from bot.settings import Settings

log = logging.getLogger("lantern")


@dataclass(frozen=True, slots=True)
class Product:
    """Everything that is ready before anybody writes."""

    library: Library
    wording: Wording
    answering: Answering


def load(settings: Settings, progress: Callable[[str, int, int], None] | None = None) -> Product:
    """Reads the knowledge base and fits what is not in the cache. Raises `KnowledgeError`."""
    library = Library.load(settings.knowledge_dir)
    wording = Wording.load(settings.locales_dir, library)
    return Product(library, wording, Answering(library, Index.load(library, settings.cache_dir, progress)))


def make_bot(session: BaseSession, token: str, memory: Memory) -> Bot:
    """A bot on any session; it speaks HTML and remembers what it sends so that /hide can delete it."""
    session.middleware(RememberSent(memory))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


def make_memory(storage: BaseStorage | None = None) -> Memory:
    """What is kept per chat; in this process only, under a key that dies with it."""
    return Memory(storage or MemoryStorage(), secrets.token_bytes(32))


def make_dispatcher(product: Product, bot: Bot, memory: Memory) -> Dispatcher:
    """The dispatcher with every handler and what handlers ask for by name."""
    renderer = Renderer(product.library, product.wording)
    keyboards = Keyboards(product.library, product.wording, renderer)
    dispatcher = Dispatcher(
        disable_fsm=True,  # aiogram would keep a record under the real chat id
        library=product.library,
        answering=product.answering,
        wording=product.wording,
        memory=memory,
        renderer=renderer,
        keyboards=keyboards,
        speaker=Speaker(bot, renderer, keyboards),
        names=LanguageNames(product.library.languages),
        flood=Flood(),
    )
    dispatcher.update.outer_middleware(OneLine())
    # In groups the bot says nothing; a child's question is nobody else's business.
    dispatcher.message.filter(F.chat.type == ChatType.PRIVATE)
    dispatcher.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    visitor = Visitor(product.library, memory)
    dispatcher.message.outer_middleware(DangerInCommands(product.answering))
    dispatcher.message.outer_middleware(visitor)
    dispatcher.callback_query.outer_middleware(Answered())
    dispatcher.callback_query.outer_middleware(visitor)
    for register in (
        start.register,
        browse.register,
        danger.register,
        privacy.register,
        ask.register,
        browse.register_last,
        errors.register,
    ):
        register(dispatcher)
    return dispatcher


async def poll(settings: Settings, product: Product) -> None:
    """Runs the Telegram bot with long polling until it is stopped.

    Raises `SettingsError` when Telegram cannot be reached at the start or refuses the token.
    """
    if (token := settings.bot_token) is None:
        raise SettingsError("BOT_TOKEN: is needed to poll Telegram")
    memory = make_memory()
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api_url))
    bot = make_bot(session, token.get_secret_value(), memory)
    dispatcher = make_dispatcher(product, bot, memory)
    try:
        await bot.me()
    except TelegramUnauthorizedError:
        await session.close()
        raise SettingsError("BOT_TOKEN: Telegram does not know it; copy it whole from @BotFather") from None
    except TelegramNetworkError:
        await session.close()
        raise SettingsError(f"TELEGRAM_API_URL: {settings.telegram_api_url} cannot be reached") from None
    warming = asyncio.create_task(asyncio.to_thread(product.answering.index.detector.warm))
    await profile.publish(bot, product.library, product.wording)
    log.info("polling %s", settings.telegram_api_url)
    try:
        await dispatcher.start_polling(bot, allowed_updates=dispatcher.resolve_used_update_types())
    finally:
        await warming


async def browse_locally(settings: Settings, product: Product) -> None:
    """Serves the chat page until it is stopped. Raises OSError when the port is taken."""
    from bot.browser.server import TOKEN, BrowserSession, make_server, serve

    memory, session = make_memory(), BrowserSession()
    bot = make_bot(session, TOKEN, memory)
    dispatcher = make_dispatcher(product, bot, memory)
    warming = asyncio.create_task(asyncio.to_thread(product.answering.index.detector.warm))
    try:
        await serve(
            make_server(dispatcher, bot, session, memory, product.library, product.wording),
            settings.host,
            settings.port,
        )
    finally:
        await warming
