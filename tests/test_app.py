"""What an operator reads when the start goes wrong."""

import socket

import pytest

from tests.command import run
from tests.conftest import TINY
from tests.telegram_stub import TelegramStub


def told(done) -> str:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_telegram_that_cannot_be_reached_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        done = run(BOT_TOKEN="42:TEST", TELEGRAM_API_URL=url, KNOWLEDGE_DIR=str(TINY), DATA_DIR=str(tmp_path))
    assert f"TELEGRAM_API_URL: {url} cannot be reached" in told(done)


async def test_a_token_that_telegram_does_not_know_is_one_clear_line(tmp_path):
    import asyncio

    async with TelegramStub() as stub:
        environment = {"TELEGRAM_API_URL": stub.url, "KNOWLEDGE_DIR": str(TINY), "DATA_DIR": str(tmp_path)}
        done = await asyncio.to_thread(run, BOT_TOKEN="43:OTHER", **environment)
    assert "BOT_TOKEN: Telegram does not know it" in told(done)


def test_a_port_that_is_taken_names_the_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(PORT=str(taken.getsockname()[1]), KNOWLEDGE_DIR=str(TINY), DATA_DIR=str(tmp_path))
    assert "PORT=8081 make run" in told(done)


@pytest.mark.parametrize("folder", ["knowledge", "nowhere"])
def test_a_missing_knowledge_base_stops_the_start_with_a_remedy(tmp_path, folder):
    done = run(KNOWLEDGE_DIR=str(tmp_path / folder), DATA_DIR=str(tmp_path))
    assert "there is no knowledge base here" in told(done)
    assert "KNOWLEDGE_DIR" in done.stderr
