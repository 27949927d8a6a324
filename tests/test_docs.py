"""The documents say what the code does."""

import json
import re
import tomllib

from bot.__main__ import app
from bot.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_settings_is_that_of_the_code():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", README, re.MULTILINE)
    told = {name: (default, help_text) for name, default, help_text in rows}
    wanted = {}
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = (
            "–"
            if default is None
            else f"`{default.relative_to(ROOT) if str(default).startswith(str(ROOT)) else default}`"
        )
        wanted[name.upper()] = (shown, field.description)
    assert told == wanted


def test_every_command_is_explained():
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    for name in names:
        assert f"bot {name}" in README, name


def test_the_table_of_understanding_is_what_was_measured():
    measured = json.loads((ROOT / "docs" / "measured.json").read_text(encoding="utf-8"))
    for name, heading in (
        ("first", "right first"),
        ("three", "in the first three"),
        ("touched", "ordinary questions touched"),
    ):
        figures = [f"{100 * row[name]:.0f}" for row in measured["languages"].values()]
        assert f"| {heading} | {' | '.join(figures)} | {100 * measured['mean'][name]:.1f} |" in README, heading


def test_versions_agree():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_files_that_the_documents_name_exist():
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if not target.startswith("http"):
                assert (ROOT / target).exists(), f"{name}: {target}"


def test_the_house_in_contributing_names_every_module():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    house = text.partition("## The house")[2].partition("\n## ")[0]
    for module in (ROOT / "bot").rglob("*.py"):
        if module.name != "__init__.py":
            assert module.stem.strip("_") in house, module


def test_the_readme_says_what_the_texts_are_and_are_not():
    for promise in ("machine-drafted", "native reader", "ReACT", "was not at hand", "CC BY 4.0"):
        assert promise in README, promise


def test_locks_name_no_address_and_everything_has_a_hash():
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text.replace("#    uv", "")
        packages = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
        assert len(packages) > 20
        assert text.count("--hash=sha256:") >= len(packages)
