"""The command line; turns errors into exit codes. Slow imports happen inside the commands that need them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings

PROBLEMS_FOUND = 1
CANNOT_START = 2
QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "questions"

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, rich_markup_mode="rich")


@app.callback(invoke_without_command=True)
def run(context: typer.Context) -> None:
    """Lantern: rights in simple words. Without a command it starts: the browser chat, or the Telegram bot with BOT_TOKEN."""
    if context.invoked_subcommand is not None:
        return
    import asyncio
    import contextlib

    from bot.app import browse_locally, load, poll
    from bot.logs import set_up

    settings = _settings()
    set_up(settings.log_level)
    with _fitting() as progress:
        product = load(settings, progress)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(poll(settings, product) if settings.bot_token else browse_locally(settings, product))


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="What a child would write.")] = "",
    language: Annotated[str | None, typer.Option(help="The chosen language, for example fr.")] = None,
    *,
    json: Annotated[
        bool, typer.Option("--json", help="Read JSON lines on standard input, write one JSON line for each.")
    ] = False,
) -> None:
    """Prints what a child would see, and why."""
    from bot.editor import ask as command

    settings = _settings()
    with _fitting() as progress:
        command.run(settings, text, language, progress, as_json=json)


@app.command()
def check() -> None:
    """Checks the whole knowledge base: every problem with its file, line and remedy."""
    from bot.editor import check as command

    raise typer.Exit(PROBLEMS_FOUND if command.run(_settings()) else 0)


@app.command()
def measure(
    file: Annotated[
        list[Path] | None, typer.Option(help="A file of questions; without it those of tests/questions.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="Where the figures go as JSON.")] = None,
    *,
    wrong: Annotated[bool, typer.Option(help="List every question that went wrong.")] = False,
) -> None:
    """Measures, language by language, how well questions are understood that nobody learnt from."""
    from bot.editor import measure as command

    settings = _settings()
    files = file or sorted(QUESTIONS.glob("*.yaml"))
    with _fitting() as progress:
        command.run(settings, files, to, progress, wrong=wrong)


@app.command()
def status(
    *, write: Annotated[bool, typer.Option(help="Write the ledger for texts that have no line in it.")] = False
) -> None:
    """How far each translation is: current, behind, unread, missing."""
    from bot.editor import status as command

    command.run(_settings(), write=write)


@app.command()
def schemas() -> None:
    """Writes the JSON Schemas that give editors completion while typing."""
    from bot.editor import schemas as command

    command.run(_settings())


def _settings() -> Settings:
    from bot.settings import read_settings

    return read_settings()


class _fitting:  # noqa: N801 - used like a function
    """A progress bar on standard error that appears only when something must be fitted."""

    def __init__(self) -> None:
        self._bar: object = None

    def __enter__(self) -> Callable[[str, int, int], None]:
        return self._show

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()  # type: ignore[attr-defined]

    def _show(self, language: str, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        if self._bar is None:
            columns = (
                TextColumn("Learning how people ask (once): {task.description:3}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._bar.add_task(language, total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, description=language)  # type: ignore[attr-defined]


def main() -> None:
    """Runs the command line; a mistake that somebody can mend is told in plain lines, without a traceback."""
    from bot.core.problems import KnowledgeError
    from bot.settings import SettingsError

    try:
        app()
    except SettingsError as error:
        print(f"The settings cannot be used:\n{error}\nSee the table of settings in README.md.", file=sys.stderr)
        sys.exit(CANNOT_START)
    except KnowledgeError as error:
        print(
            f"{error}\n\nThe knowledge base cannot be used: {len(error.problems)} problem(s), above. Nothing was started.",
            file=sys.stderr,
        )
        sys.exit(CANNOT_START)
    except OSError as error:
        print(f"{error.strerror or error}. If the port is taken, set another one: PORT=8081 make run", file=sys.stderr)
        sys.exit(CANNOT_START)


if __name__ == "__main__":
    main()
