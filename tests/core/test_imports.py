"""The product stands without Telegram."""

import subprocess
import sys


def test_core_and_the_editors_commands_import_no_telegram():
    """Importing aiogram costs seconds and 170 MB; `bot ask` must not pay them."""
    code = (
        "import importlib, pkgutil, sys, bot.core, bot.editor\n"
        "for package in (bot.core, bot.editor):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "assert 'bot.core.answer' in sys.modules\n"
        "print([name for name in ('aiogram', 'aiohttp') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
