"""Runs the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """`bot` with arguments, standard input and environment; waits for two minutes at most."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "BOT_TOKEN": "", **environment}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, env=env, timeout=120, check=False)
