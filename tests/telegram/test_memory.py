from aiogram.fsm.storage.memory import MemoryStorage

from bot.telegram.memory import DELETABLE, MOST, Memory

CHAT = 123_456_789


def make() -> tuple[Memory, MemoryStorage]:
    storage = MemoryStorage()
    return Memory(storage, b"secret"), storage


async def test_a_new_chat_has_no_language():
    memory, _ = make()
    assert await memory.language(CHAT) == (None, False)


async def test_the_language_is_kept_until_it_is_forgotten():
    memory, _ = make()
    await memory.choose(CHAT, "ps", stay=True)
    assert await memory.language(CHAT) == ("ps", True)
    assert await memory.language(CHAT + 1) == (None, False)
    await memory.forget(CHAT)
    assert await memory.language(CHAT) == (None, False)


async def test_message_ids_are_kept_for_48_hours_and_handed_out_once():
    memory, _ = make()
    await memory.remember(CHAT, 1, 0)
    await memory.remember(CHAT, 2, 100)
    await memory.remember(CHAT, 2, 100)
    await memory.remember(CHAT, 3, DELETABLE + 50)
    assert await memory.take_messages(CHAT, DELETABLE + 60) == [2, 3]
    assert await memory.take_messages(CHAT, DELETABLE + 60) == []


async def test_a_chat_never_grows_without_end():
    memory, _ = make()
    for number in range(MOST + 50):
        await memory.remember(CHAT, number, 10)
    assert len(await memory.take_messages(CHAT, 11)) == MOST


async def test_nothing_kept_shows_who_it_belongs_to():
    """The chat id stands nowhere, neither as key nor as value, and another secret gives another key."""
    memory, storage = make()
    await memory.choose(CHAT, "fr")
    await memory.remember(CHAT, 5, 1)
    everything = repr(dict(storage.storage))
    assert str(CHAT) not in everything
    assert memory._key(CHAT) != Memory(storage, b"other")._key(CHAT)
    (record,) = storage.storage.values()
    assert record.data == {"language": "fr", "stay": False, "messages": [[5, 1]]}


async def test_the_ids_of_a_silent_chat_go_when_anybody_writes():
    memory, storage = make()
    await memory.choose(CHAT, "fr")
    await memory.remember(CHAT, 1, 0)
    await memory.remember(CHAT + 1, 2, DELETABLE + 1)
    assert storage.storage[memory._key(CHAT)].data == {"language": "fr", "stay": False}
    assert await memory.take_messages(CHAT + 1, DELETABLE + 2) == [2]
