"""A small, strict Bot API server on loopback: it refuses what Telegram refuses and tells what the bot did in each chat.

It is stricter than Telegram where Telegram mends in silence (a bare "&", the 101st entity, an unknown parameter): whoever
wrote that meant something else. Start it by hand with `python tests/telegram_stub.py --port 8081`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

JSON = dict[str, Any]

TOKEN: Final = "42:TEST"
ME: Final = {"id": 42, "is_bot": True, "first_name": "Lantern", "username": "lantern_test_bot"}
LONGEST_POLL: Final = 1.0
"""Seconds; Telegram waits as long as asked, a test that ends must not."""
TYPES: Final = {
    **dict.fromkeys(("chat_id", "message_id", "offset", "limit", "timeout", "cache_time"), int),
    **dict.fromkeys(("message_ids", "commands", "allowed_updates"), list),
    **dict.fromkeys(("link_preview_options", "reply_markup", "scope"), dict),
    **dict.fromkeys(("disable_notification", "protect_content", "drop_pending_updates", "show_alert"), bool),
}
"""What a parameter must be; those not named are strings."""
METHODS: Final = {
    "getMe": ("", ""),
    "deleteWebhook": ("", "drop_pending_updates"),
    "setMyCommands": ("commands", "scope language_code"),
    "setMyDescription": ("", "description language_code"),
    "setMyShortDescription": ("", "short_description language_code"),
    "setMyName": ("", "name language_code"),
    "getUpdates": ("", "offset limit timeout allowed_updates"),
    "sendMessage": (
        "chat_id text",
        "parse_mode link_preview_options disable_notification protect_content reply_markup",
    ),
    "editMessageText": ("chat_id message_id text", "parse_mode link_preview_options reply_markup"),
    "deleteMessage": ("chat_id message_id", ""),
    "deleteMessages": ("chat_id message_ids", ""),
    "answerCallbackQuery": ("callback_query_id", "text show_alert url cache_time"),
    "sendChatAction": ("chat_id action", ""),
}
"""The parameters a method must have, and may have; one that this server could not check counts as unknown."""
PROFILE_LIMITS: Final = {"description": 512, "short_description": 120, "name": 64}
UPDATES: Final = {"message", "callback_query"}
"""The kinds of update that `say` and `press` make."""
ACTIONS: Final = re.compile(
    "url|callback_data|web_app|login_url|switch_inline_query(_current_chat|_chosen_chat)?|copy_text|callback_game|pay"
)
"""What a button can do; exactly one of them."""
CHAT_ACTIONS: Final = (
    "typing|choose_sticker|find_location|upload_(photo|document)|(upload|record)_(video|voice|video_note)"
)
PREVIEW: Final = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
SCOPES: Final = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
LINK: Final = r"(?:https?://[^\s/]+|tg://)\S*"
TAGS: Final = {
    **dict.fromkeys(("b", "strong"), ("bold", "")),
    **dict.fromkeys(("i", "em"), ("italic", "")),
    **dict.fromkeys(("u", "ins"), ("underline", "")),
    **dict.fromkeys(("s", "strike", "del"), ("strikethrough", "")),
    "a": ("text_link", f"href={LINK}"),
    "code": ("code", r"(?:class=language-\S+)?"),
    "pre": ("pre", ""),
    "blockquote": ("blockquote", "(?:expandable=)?"),
    "tg-spoiler": ("spoiler", ""),
    "span": ("spoiler", "class=tg-spoiler"),
    "tg-emoji": ("custom_emoji", r"emoji-id=\d+"),
}
"""The entity a tag makes, and the pattern its attributes must match."""
ALONE: Final = {"text_link", "code", "pre", "custom_emoji"}
"""Entities that cannot stand inside each other."""
CANNOT_PARSE: Final = "can't parse entities:"
_ATTRIBUTE: Final = r"""\s+([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?"""
_UNNAMED: Final = _ATTRIBUTE.replace("([", "(?:[")
_TOKEN: Final = re.compile(
    rf"<(?P<close>/?)(?P<tag>[a-z][a-z0-9-]*)(?P<attributes>(?:{_UNNAMED})*)\s*>"
    r"|(?P<entity>&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-f]{1,6});)|(?P<text>[^<>&]+)",
    re.IGNORECASE,
)


class RefusalError(Exception):
    """What Telegram says when it does not do what was asked; `code` is the HTTP status too."""

    def __init__(self, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.code = code


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused call: what was asked, and why not."""

    method: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as the bot last sent or edited it: `html` as asked for, `text` as shown."""

    message_id: int
    text: str
    html: str
    keyboard: list[list[JSON]]
    edited: bool

    @property
    def buttons(self) -> dict[str, str]:
        """What the buttons send back, and what they say."""
        return {b["callback_data"]: b["text"] for row in self.keyboard for b in row if "callback_data" in b}


def need(kept: object, reason: str, code: int = 400) -> None:
    """Refuses with the reason unless the rule is kept."""
    if not kept:
        raise RefusalError(f"Bad Request: {reason}" if code == 400 else reason, code)


def units(text: str) -> int:
    """How long Telegram counts a text: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_html(html: str) -> tuple[str, list[JSON]]:
    """The text that is shown and its entities, in order of their ends. Refuses what is not well-formed."""
    text, at = "", 0
    opened: list[tuple[str, JSON]] = []
    entities: list[JSON] = []
    while at < len(html):
        token = _TOKEN.match(html, at)
        need(token, f"{CANNOT_PARSE} {html[at : at + 12]!r} at offset {at} must be escaped")
        at, tag = token.end(), (token["tag"] or "").lower()
        if not tag:
            text += unescape(token[0]) if token["entity"] else token[0]
        elif not token["close"]:
            entity = _open(tag, token["attributes"], [around["type"] for _, around in opened])
            opened.append((tag, entity | {"offset": units(text)}))
        else:
            need(opened and opened[-1][0] == tag, f"{CANNOT_PARSE} unexpected end tag {token[0]}")
            entity = opened.pop()[1]
            entities.append(entity | {"length": units(text) - entity["offset"]})
    need(not opened, f"{CANNOT_PARSE} can't find end tag of {[tag for tag, _ in opened]}")
    return text, entities


def _open(tag: str, written: str, around: list[str]) -> JSON:
    """The entity that a start tag makes inside others."""
    need(tag in TAGS, f"{CANNOT_PARSE} unsupported start tag <{tag}>")
    kind, pattern = TAGS[tag]
    attributes = [(name, unescape("".join(values))) for name, *values in re.findall(_ATTRIBUTE, written)]
    spelt = " ".join(f"{name.lower()}={value}" for name, value in attributes)
    need(re.fullmatch(pattern, spelt), f"{CANNOT_PARSE} unsupported attributes in <{tag}{written}>")
    if around[-1:] != ["pre"] or kind != "code":
        need(not {"pre", "code"} & {*around}, f"{CANNOT_PARSE} <{tag}> inside code")
        need(kind not in ALONE or not ALONE & {*around}, f"{CANNOT_PARSE} <{tag}> inside a link or emoji")
    if kind == "blockquote":
        need(not any("quote" in name for name in around), f"{CANNOT_PARSE} a quote inside a quote")
        kind = "expandable_blockquote" if attributes else kind
    return {"type": kind} | ({"url": attributes[0][1]} if kind == "text_link" else {})


def read_text(asked: JSON) -> tuple[str, list[JSON]]:
    """The text of a message after parsing, with its entities."""
    need(asked.get("parse_mode", "HTML") == "HTML", "unsupported parse_mode")
    text, entities = read_html(asked["text"]) if "parse_mode" in asked else (asked["text"], [])
    need(not all(unicodedata.category(letter)[0] in "ZC" for letter in text), "message text is empty")
    need(units(text) <= 4096, f"message is too long ({units(text)} UTF-16 code units)")
    need(len(entities) <= 100, f"too many entities ({len(entities)})")
    need(set(asked.get("link_preview_options", ())) <= PREVIEW, "can't parse link preview options")
    return text, entities


def check_keyboard(markup: JSON) -> None:
    """Refuses a keyboard that is not inline, too big, or has a button that cannot be."""
    rows = markup.get("inline_keyboard")
    need(len(markup) == 1 and isinstance(rows, list), "object expected as reply markup: an inline keyboard")
    need(all(isinstance(row, list) and 1 <= len(row) <= 8 for row in rows), "a row has 1 to 8 buttons")
    buttons = [button for row in rows for button in row]
    need(len(buttons) <= 100, f"reply markup is too long ({len(buttons)} buttons)")
    for button in buttons:
        _check_button(button)


def _check_button(button: Any) -> None:
    wrong = f"can't parse inline keyboard button {json.dumps(button, ensure_ascii=False)}:"
    need(isinstance(button, dict) and isinstance(button.get("text"), str), f"{wrong} it needs a text")
    need(button["text"].strip() and len(button["text"]) <= 64, f"{wrong} its text must have 1 to 64 characters")
    actions = set(button) - {"text", "style", "icon_custom_emoji_id"}
    need(len(actions) == 1 and ACTIONS.fullmatch(*actions), f"{wrong} one action is needed, not {sorted(actions)}")
    need(button.get("style", "danger") in ("danger", "success", "primary"), f"{wrong} unknown style")
    if "callback_data" in button:
        need(1 <= len(str(button["callback_data"]).encode()) <= 64, f"{wrong} BUTTON_DATA_INVALID, 1 to 64 bytes")
    if "url" in button:
        need(re.fullmatch(LINK, str(button["url"])), f"{wrong} BUTTON_URL_INVALID")


def read_parameters(method: str, body: JSON) -> JSON:
    """The parameters of a call as Python values; forms carry everything but strings as JSON."""
    required, optional = (set(names.split()) for names in METHODS[method])
    unknown, missing = set(body) - required - optional, required - set(body)
    need(not unknown, f"unknown parameters of {method}: {sorted(unknown)}")
    need(not missing, f"missing parameters of {method}: {sorted(missing)}")
    return {name: _read(name, value) for name, value in body.items()}


def _read(name: str, value: Any) -> Any:
    kind = TYPES.get(name, str)
    if isinstance(value, str) and kind is not str:
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    need(type(value) is kind, f"can't parse {name}: {kind.__name__} expected")
    return value


async def _body(request: web.Request) -> JSON:
    if request.content_type != "application/json":
        return {**request.query, **await request.post()}
    try:
        body = await request.json()
    except ValueError:
        body = None
    need(isinstance(body, dict), "can't parse request: JSON object expected")
    return {**request.query, **body}


class TelegramStub:
    """The server and the young people who write to the bot. Use it with `async with`."""

    def __init__(self, token: str = TOKEN, port: int = 0) -> None:
        self.refusals: list[Refusal] = []
        self.polling = asyncio.Event()
        """Set when the bot asks for updates for the first time."""
        self.profile: dict[tuple[str, str], JSON] = {}
        """What was set by each setMy… method for each language code."""
        self._token, self._port = token, port
        self._ids = itertools.count(1)
        self._users: dict[int, JSON] = {}
        self._messages: dict[tuple[int, int], JSON] = {}
        self._sent: defaultdict[int, list[Sent]] = defaultdict(list)
        self._updates: list[JSON] = []
        self._allowed = UPDATES
        self._queries: dict[str, bool] = {}
        self._changed = asyncio.Condition()
        self._methods: dict[str, Callable[[JSON], Any]] = {
            "getMe": lambda _: ME,
            "deleteWebhook": self._delete_webhook,
            "setMyCommands": self._set_commands,
            "getUpdates": lambda asked: self._updates[: asked.get("limit", 100)],
            "sendMessage": self._send,
            "editMessageText": self._edit,
            "deleteMessage": self._delete,
            "deleteMessages": self._delete_many,
            "answerCallbackQuery": self._answer,
            "sendChatAction": self._chat_action,
        }

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=2 * LONGEST_POLL)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The address to give to the bot as TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self._port}"

    async def say(self, text: str | None = None, *, chat: int, language_code: str | None = "en", **content: Any) -> int:
        """Writes to the bot in a private chat; `content` may be any field of a message. Returns the message id."""
        user = {"id": chat, "is_bot": False, "first_name": "zzname", "username": "zzuser"}
        self._users[chat] = user | ({"language_code": language_code} if language_code else {})
        content |= {"text": text} if text is not None else {}
        return (await self._push("message", self._store(chat, self._users[chat], content)))["message_id"]

    async def press(self, data: str, message_id: int, *, chat: int) -> str:
        """Presses a button; under a message that is gone, Telegram tells the bot no more than its id. Returns the query id."""
        gone = {"message_id": message_id, "date": 0, "chat": {"id": chat, "type": "private"}}
        query = str(next(self._ids) + 10**9)
        self._queries[query] = False
        press = {"id": query, "from": self._users[chat], "chat_instance": "1", "data": data}
        await self._push("callback_query", press | {"message": self._messages.get((chat, message_id), gone)})
        return query

    async def next_messages(self, chat: int, count: int = 1, timeout: float = 10) -> list[Sent]:  # noqa: ASYNC109 - a test's own patience
        """What the bot sent or edited in a chat since the last call, at least `count`. Raises TimeoutError."""
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: len(self._sent[chat]) >= count)
        return self._sent.pop(chat)

    def unanswered(self) -> list[str]:
        """The ids of button presses that never got an answer: there, a phone shows a spinner."""
        return [query for query, answered in self._queries.items() if not answered]

    def message_ids(self, chat: int) -> list[int]:
        """The ids of the messages, of both sides, that were not deleted."""
        return [number for where, number in self._messages if where == chat]

    async def _push(self, kind: str, payload: JSON) -> JSON:
        if kind in self._allowed:
            self._updates.append({"update_id": next(self._ids), kind: payload})
        async with self._changed:
            self._changed.notify_all()
        return payload

    def _store(self, chat: int, sender: JSON, content: JSON) -> JSON:
        number = next(self._ids)
        about = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private"},
            "from": sender,
        }
        self._messages[chat, number] = about | content
        return self._messages[chat, number]

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        try:
            need(request.match_info["token"] == self._token, "Unauthorized", 401)
            need(method in METHODS, "Not Found: method not found", 404)
            asked = read_parameters(method, await _body(request))
            if method == "getUpdates":
                await self._wait_for_updates(asked)
            result = self._methods.get(method, lambda asked: self._set_profile(method, asked))(asked)
        except RefusalError as error:
            self.refusals.append(Refusal(method, str(error)))
            told = {"ok": False, "error_code": error.code, "description": str(error)}
            return web.json_response(told, status=error.code)
        async with self._changed:
            self._changed.notify_all()
        return web.json_response({"ok": True, "result": result})

    async def _wait_for_updates(self, asked: JSON) -> None:
        """Forgets what the offset confirms, then waits until there is something to fetch or the time is over."""
        offset, allowed = asked.get("offset", 0), asked.get("allowed_updates")
        need(1 <= asked.get("limit", 100) <= 100, "limit must be 1 to 100")
        self._updates = self._updates[offset:] if offset < 0 else [u for u in self._updates if u["update_id"] >= offset]
        if allowed is not None:
            self._allowed = UPDATES & set(allowed) if allowed else UPDATES
        self.polling.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(asked.get("timeout", 0), LONGEST_POLL)), self._changed:
                await self._changed.wait_for(lambda: bool(self._updates))

    def _delete_webhook(self, asked: JSON) -> bool:
        if asked.get("drop_pending_updates"):
            self._updates.clear()
        return True

    def _set_commands(self, asked: JSON) -> bool:
        commands = asked["commands"]
        need(1 <= len(commands) <= 100, "1 to 100 commands are needed")
        for one in commands:
            need(isinstance(one, dict) and set(one) == {"command", "description"}, "can't parse BotCommand")
            need(re.fullmatch("[a-z0-9_]{1,32}", str(one["command"])), f"BOT_COMMAND_INVALID: {one['command']!r}")
            need(
                1 <= units(str(one["description"]).strip()) <= 256, f"BOT_COMMAND_DESCRIPTION_INVALID: {one['command']}"
            )
        need(asked.get("scope", {"type": "default"}).get("type") in SCOPES, "unsupported type of BotCommandScope")
        return self._set_profile("setMyCommands", asked)

    def _set_profile(self, method: str, asked: JSON) -> bool:
        code = asked.get("language_code", "")
        need(re.fullmatch("(?:[a-z]{2})?", code), f"invalid language_code specified: {code!r}")
        for name, most in PROFILE_LIMITS.items():
            length = units(asked.get(name, ""))
            need(length <= most, f"{name} is too long for {code or 'every language'}: {length} of {most}")
        self.profile[method, code] = asked
        return True

    def _send(self, asked: JSON) -> JSON:
        self._check_chat(asked)
        content = self._content(asked)
        return self._tell(asked, self._store(asked["chat_id"], ME, content), edited=False)

    def _edit(self, asked: JSON) -> JSON:
        self._check_chat(asked)
        where = asked["chat_id"], asked["message_id"]
        need(where in self._messages, "message to edit not found")
        before = self._messages[where]
        need(before["from"] is ME, "message can't be edited")
        content = self._content(asked)
        changed = any(content.get(name) != before.get(name) for name in ("text", "entities", "reply_markup"))
        need(changed, "message is not modified: new content and reply markup are exactly the same as the current ones")
        about = {name: before[name] for name in ("message_id", "date", "chat", "from")}
        self._messages[where] = about | content | {"edit_date": int(time.time())}
        return self._tell(asked, self._messages[where], edited=True)

    def _tell(self, asked: JSON, message: JSON, *, edited: bool) -> JSON:
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        sent = Sent(message["message_id"], message["text"], asked["text"], keyboard, edited=edited)
        self._sent[asked["chat_id"]].append(sent)
        return message

    @staticmethod
    def _content(asked: JSON) -> JSON:
        text, entities = read_text(asked)
        check_keyboard(asked.get("reply_markup", {"inline_keyboard": []}))
        more = {"reply_markup": asked["reply_markup"]} if "reply_markup" in asked else {}
        return {"text": text, "entities": entities, **more}

    def _delete(self, asked: JSON) -> bool:
        self._check_chat(asked)
        need((asked["chat_id"], asked["message_id"]) in self._messages, "message to delete not found")
        del self._messages[asked["chat_id"], asked["message_id"]]
        return True

    def _delete_many(self, asked: JSON) -> bool:
        self._check_chat(asked)
        need(1 <= len(asked["message_ids"]) <= 100, "1 to 100 message identifiers are needed")
        need(all(type(number) is int for number in asked["message_ids"]), "message identifiers are integers")
        for number in asked["message_ids"]:
            self._messages.pop((asked["chat_id"], number), None)
        return True

    def _answer(self, asked: JSON) -> bool:
        waiting = self._queries.get(asked["callback_query_id"]) is False
        need(waiting, "query is too old and response timeout expired or query ID is invalid")
        need(units(asked.get("text", "")) <= 200, "MESSAGE_TOO_LONG")
        self._queries[asked["callback_query_id"]] = True
        return True

    def _chat_action(self, asked: JSON) -> bool:
        self._check_chat(asked)
        need(re.fullmatch(CHAT_ACTIONS, asked["action"]), "wrong parameter action in request")
        return True

    def _check_chat(self, asked: JSON) -> None:
        """A bot may only write to those who wrote to it."""
        need(asked["chat_id"] in self._users, "chat not found")


async def _by_hand(port: int, chat: int = 7) -> None:
    """Every line typed is a message; "> data" presses a button under the last reply; an empty line ends it."""
    async with TelegramStub(port=port) as stub:
        print(f"BOT_TOKEN={TOKEN} TELEGRAM_API_URL={stub.url} python -m bot")
        last = 0
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            await (stub.press(line[2:], last, chat=chat) if line.startswith("> ") else stub.say(line, chat=chat))
            with contextlib.suppress(TimeoutError):
                for sent in await stub.next_messages(chat):
                    last = sent.message_id
                    print(sent.text, *(f"  > {data}  [{text}]" for data, text in sent.buttons.items()), sep="\n")
        print(*stub.refusals, sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    asyncio.run(_by_hand(parser.parse_args().port))
