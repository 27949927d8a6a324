import asyncio

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import make_bot, make_dispatcher, make_memory
from bot.browser.server import TOKEN, BrowserSession, make_server, serve


@pytest.fixture
async def client(tiny_product):
    memory, session = make_memory(), BrowserSession()
    bot = make_bot(session, TOKEN, memory)
    dispatcher = make_dispatcher(tiny_product, bot, memory)
    server = make_server(dispatcher, bot, session, memory, tiny_product.library, tiny_product.wording)
    async with TestClient(TestServer(server)) as client:
        yield client


async def do(client, **body):
    response = await client.post("/chat", json={"chat": 7, **body})
    assert response.status == 200
    return await response.json()


async def test_the_page_is_served_with_strict_headers_and_asks_nobody_else(client):
    for path in ("/", "/chat.css", "/chat.js"):
        response = await client.get(path)
        assert response.status == 200
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        text = await response.text()
        assert "https://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert (await client.get("/etc/passwd")).status == 404


async def test_what_is_typed_is_answered_by_the_real_dispatcher(client):
    answer = await do(client, text="how do i get a guardian")
    (event,) = answer["events"]
    assert event["type"] == "message"
    assert "How do I get a guardian?" in event["html"]
    assert event["buttons"][-1][0]["style"] == "danger"
    assert answer["language"] == "en"


async def test_buttons_edit_and_hide_deletes(client):
    (menu,) = (await do(client, text="/topics"))["events"]
    (edit,) = (await do(client, press="t:guardian", message=menu["id"]))["events"]
    assert (edit["type"], edit["id"]) == ("edit", menu["id"])
    delete, neutral = (await do(client, text="/hide"))["events"]
    assert delete["type"] == "delete"
    assert {1, menu["id"]} <= set(delete["ids"])
    assert neutral["buttons"] == []


async def test_the_language_picker_needs_no_message_and_turns_the_page_round(client):
    answer = await do(client, press="l:fa")
    assert (answer["language"], answer["direction"]) == ("fa", "rtl")
    assert answer["words"]["page-write"] != "Write your question"


async def test_chats_do_not_see_each_other(client):
    await do(client, text="/start fr")
    other = await (await client.post("/chat", json={"chat": 8, "text": "/start"})).json()
    assert other["language"] is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"chat": "x", "text": "a"}',
        b'{"chat": 7}',
        b'{"chat": 1e400, "text": "a"}',
        b"[" * 60_000,
        b"\xff",
    ],
)
async def test_an_unreadable_request_is_refused_kindly(client, body):
    response = await client.post("/chat", data=body, headers={"Content-Type": "application/json"})
    assert response.status == 400
    assert "error" in await response.json()


async def test_a_request_that_is_too_large_is_refused(client):
    response = await client.post("/chat", data=b'{"chat": 7, "text": "' + b"a" * 100_000 + b'"}')
    assert response.status in (400, 413)


async def test_a_port_that_is_taken_is_an_error_that_can_be_told(client):
    with pytest.raises(OSError, match="address"):
        await asyncio.wait_for(serve(client.server.app, "127.0.0.1", client.port), 5)
