import re

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription

from bot.telegram.profile import publish

TELLING = re.compile(
    r"victim|traffick|asylum|danger|abuse|exploit|slachtoffer|mensenhandel|asiel|victime|asile|traite|Opfer|Asyl",
    re.IGNORECASE,
)


async def test_commands_and_descriptions_are_set_in_every_language_telegram_allows(whole_chat, whole):
    await publish(whole_chat.bot, whole.library, whole.wording)
    commands = [call for call in whole_chat.session.calls if isinstance(call, SetMyCommands)]
    assert {call.language_code for call in commands} == {None, *(c for c in whole.library.languages if len(c) == 2)}
    for call in commands:
        assert [command.command for command in call.commands] == ["start", "topics", "language", "help", "hide"]
        assert all(1 <= len(command.description) <= 256 for command in call.commands)
    for call in whole_chat.session.calls:
        if isinstance(call, SetMyDescription):
            assert len(call.description) <= 512
            assert not TELLING.search(call.description)
        if isinstance(call, SetMyShortDescription):
            assert len(call.short_description) <= 120
            assert not TELLING.search(call.short_description)


async def test_a_refused_profile_does_not_keep_the_bot_from_starting(chat, tiny_product):
    chat.session.fail[SetMyCommands] = TelegramBadRequest(method=SetMyCommands(commands=[]), message="no")
    await publish(chat.bot, tiny_product.library, tiny_product.wording)
