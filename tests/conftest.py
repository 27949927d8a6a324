"""What tests share: a tiny knowledge base for most, the whole one loaded and fitted once for the rest."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.app import Product, make_bot, make_dispatcher, make_memory
from bot.core.answer import Answering
from bot.core.index import Index
from bot.core.library import Library
from bot.core.wording import Wording
from tests.recording import Conversation, Recording

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TESTS = Path(__file__).parent
ROOT = TESTS.parent
TINY = TESTS / "tiny" / "knowledge"
LOCALES = ROOT / "locales"
KNOWLEDGE = ROOT / "knowledge"


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """A copy of the tiny knowledge base that a test may change."""
    return Path(shutil.copytree(TINY, tmp_path / "knowledge"))


@pytest.fixture(scope="session")
def tiny() -> Library:
    """Four entries in four languages, with gaps."""
    return Library.load(TINY)


@pytest.fixture(scope="session")
def tiny_product(tiny: Library) -> Product:
    return Product(tiny, Wording.load(LOCALES, tiny), Answering(tiny, Index.load(tiny, None)))


@pytest.fixture(scope="session")
def whole_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose cache the whole knowledge base was fitted into, once a test run."""
    folder = tmp_path_factory.mktemp("data")
    Index.load(Library.load(KNOWLEDGE), folder / "cache")
    return folder


@pytest.fixture(scope="session")
def whole(whole_data_dir: Path) -> Product:
    """The whole knowledge base as a child meets it."""
    library = Library.load(KNOWLEDGE)
    index = Index.load(library, whole_data_dir / "cache")
    return Product(library, Wording.load(LOCALES, library), Answering(library, index))


def converse(product: Product) -> Conversation:
    """A private chat with the real dispatcher on a session that records."""
    session = Recording()
    memory = make_memory()
    bot = make_bot(session, "42:TEST", memory)
    return Conversation(make_dispatcher(product, bot, memory), bot, session, memory)


@pytest.fixture
async def chat(tiny_product: Product) -> AsyncIterator[Conversation]:
    """A private chat over the tiny knowledge base."""
    conversation = converse(tiny_product)
    yield conversation
    await conversation.close()


@pytest.fixture
async def whole_chat(whole: Product) -> AsyncIterator[Conversation]:
    """A private chat over the whole knowledge base."""
    conversation = converse(whole)
    yield conversation
    await conversation.close()
