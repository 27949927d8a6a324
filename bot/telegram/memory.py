"""What is kept per chat: the language, and message ids younger than 48 hours so that they can be deleted. Nothing else."""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, TypedDict, cast

from aiogram.fsm.storage.base import StorageKey

if TYPE_CHECKING:
    from aiogram.fsm.storage.base import BaseStorage

DELETABLE: Final = 48 * 3600
"""Seconds for which a bot may delete a message (Bot API, deleteMessage)."""
MOST: Final = 600
"""Message ids kept for one chat, the youngest; a chat of two days rarely has a hundred."""


class Kept(TypedDict, total=False):
    """One chat's record: `stay` is set when the visitor asked not to have the language switched."""

    language: str
    stay: bool
    messages: list[list[int]]


class Memory:
    """Reads and writes the records, under a keyed hash of the chat id, in any aiogram storage."""

    def __init__(self, storage: BaseStorage, secret: bytes) -> None:
        self._storage = storage
        self._secret = secret
        # When the youngest message of each chat came, oldest first: what to purge next, whoever writes.
        self._newest: OrderedDict[StorageKey, float] = OrderedDict()

    async def language(self, chat: int) -> tuple[str | None, bool]:
        """The chosen language and whether to stay with it; (None, False) for a new chat."""
        kept = await self._get(chat)
        return kept.get("language"), kept.get("stay", False)

    async def choose(self, chat: int, language: str, *, stay: bool = False) -> None:
        kept = await self._get(chat)
        kept["language"], kept["stay"] = language, stay
        await self._put(chat, kept)

    async def remember(self, chat: int, message: int, at: float) -> None:
        """Keeps a message id; `at` is in Unix seconds. Ids that can no longer be deleted are dropped, in every chat."""
        await self._purge(at)
        self._newest[self._key(chat)] = at
        self._newest.move_to_end(self._key(chat))
        kept = await self._get(chat)
        young = [pair for pair in kept.get("messages", []) if pair[1] > at - DELETABLE and pair[0] != message]
        kept["messages"] = [*young, [message, int(at)]][-MOST:]
        await self._put(chat, kept)

    async def take_messages(self, chat: int, now: float) -> list[int]:
        """The ids that can still be deleted, oldest first; afterwards they are forgotten."""
        kept = await self._get(chat)
        young = [pair[0] for pair in kept.pop("messages", []) if pair[1] > now - DELETABLE]
        await self._put(chat, kept)
        return young

    async def forget(self, chat: int) -> None:
        """Erases everything kept for a chat."""
        await self._storage.set_data(self._key(chat), {})

    async def _purge(self, now: float) -> None:
        """Drops the ids of chats that have been silent for 48 hours."""
        while self._newest and next(iter(self._newest.values())) <= now - DELETABLE:
            key, _ = self._newest.popitem(last=False)
            kept = dict(await self._storage.get_data(key))
            kept.pop("messages", None)
            await self._storage.set_data(key, kept)

    async def _get(self, chat: int) -> Kept:
        return cast("Kept", await self._storage.get_data(self._key(chat)))

    async def _put(self, chat: int, kept: Kept) -> None:
        await self._storage.set_data(self._key(chat), dict(kept))

    def _key(self, chat: int) -> StorageKey:
        digest = hmac.new(self._secret, str(chat).encode(), hashlib.sha256).digest()
        number = int.from_bytes(digest[:8], "big") >> 1
        return StorageKey(bot_id=0, chat_id=number, user_id=number)
