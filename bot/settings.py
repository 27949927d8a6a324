"""Every setting, its default and its help, in one place; all mistakes are reported at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """The settings cannot be used; the message has one line for each mistake."""


class Settings(BaseSettings):
    """Read from environment variables of the same names in capitals."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True)

    bot_token: SecretStr | None = Field(
        None,
        description="The bot's token from @BotFather. Without it the browser chat starts instead of the Telegram bot.",
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Another Bot API server: a self-hosted one, or one for tests."
    )
    data_dir: Path = Field(Path("data"), description="Where caches and what is kept are written.")
    knowledge_dir: Path = Field(ROOT / "knowledge", description="The knowledge base.")
    locales_dir: Path = Field(ROOT / "locales", description="The bot's own words.")
    host: str = Field(
        "127.0.0.1", description="The address the browser chat listens on. The default serves this computer only."
    )
    port: int = Field(8080, ge=0, le=65535, description="The port of the browser chat; 0 takes any free one.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value()):
            raise ValueError("does not look like a token; copy it whole from @BotFather, like 123456:ABC…")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("must be a web address such as https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def cache_dir(self) -> Path:
        """Where fitted arrays are kept; safe to delete."""
        return self.data_dir / "cache"


def read_settings() -> Settings:
    """The settings of this process. Raises `SettingsError` naming every mistake, without showing secrets."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_input=False, include_url=False):
            name = str(problem["loc"][0]).upper() if problem["loc"] else "settings"
            lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}")
        raise SettingsError("\n".join(lines)) from None
