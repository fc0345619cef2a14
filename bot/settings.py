"""What the host decides, read from the environment and from `.env` in the folder where Footnote is started.

`.env.example` documents every setting. Nothing here is read at import: `read_settings()` reads, and `Settings(...)`
with `_env_file=None` is for tests.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from claims_db.errors import InvalidValueError
from claims_db.store.servers import Mode

ENV_FILE = ".env"


class SettingsError(InvalidValueError):
    """A setting that makes no sense; the sentence names it, and never repeats its value, which may be a secret."""


class LogLevel(StrEnum):
    """How much is written to the log; messages' text never is."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    """For whom the log is: lines for people, or an object of JSON a line for programs."""

    TEXT = "text"
    JSON = "json"


def default_database() -> Path:
    """Where the claims are kept unless said otherwise: the folder that the system has for a user's data."""
    return platformdirs.user_data_path("footnote", appauthor=False) / "claims.db"


def _blank_is_none(token: SecretStr | None) -> SecretStr | None:
    return token if token and token.get_secret_value() else None


def _a_proxy(address: SecretStr | None) -> SecretStr | None:
    if address is not None:
        try:
            parts = urlsplit(address.get_secret_value())
            usable = parts.scheme == "http" and bool(parts.hostname and parts.port)
        except ValueError:
            usable = False
        if not usable:
            raise PydanticCustomError("proxy", "input should look like http://host:port")
    return address


Port = Annotated[int, Field(ge=1, le=65535)]
Ports = Annotated[
    frozenset[Port], NoDecode, BeforeValidator(lambda said: said.split(",") if isinstance(said, str) else said)
]


class ArchiveUse(StrEnum):
    """What is done with the web archive: nothing, finding copies of sources, or also having copies made."""

    OFF = "off"
    FIND = "find"
    SAVE = "save"


class Settings(BaseSettings):
    """Each field is the environment variable of its name in capitals after FOOTNOTE_, but for DISCORD_TOKEN."""

    model_config = SettingsConfigDict(
        env_prefix="FOOTNOTE_",
        env_file=ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
        str_strip_whitespace=True,
    )

    discord_token: Annotated[SecretStr | None, AfterValidator(_blank_is_none)] = Field(
        default=None, validation_alias="DISCORD_TOKEN"
    )
    db: Annotated[Path, AfterValidator(Path.expanduser)] = Field(default_factory=default_database)
    default_mode: Mode = Mode.ON_REQUEST
    cooldown_hours: float = Field(default=6, ge=0, le=24 * 365, allow_inf_nan=False)
    update_replies: bool = False
    catch_up_hours: float = Field(default=24, ge=0, le=24, allow_inf_nan=False)
    reply_days: int = Field(default=365, ge=1, le=3650)
    check_sources_days: int = Field(default=30, ge=0, le=3650)
    archive: ArchiveUse = ArchiveUse.FIND
    factcheck_key: Annotated[SecretStr | None, AfterValidator(_blank_is_none)] = None
    meaning: bool = False
    message_content: bool = True
    workers: int | None = Field(default=None, ge=0, le=64)
    fetch_ports: Ports = frozenset({80, 443})
    fetch_proxy: Annotated[SecretStr | None, AfterValidator(_a_proxy)] = None
    fetch_page: str | None = Field(default=None, pattern=r"^https?://[!-~]{1,200}$")
    fetch_seconds: float = Field(default=30, ge=1, le=600, allow_inf_nan=False)
    fetch_megabytes: float = Field(default=8, gt=0, le=100, allow_inf_nan=False)
    log_level: Annotated[LogLevel, BeforeValidator(str.upper)] = LogLevel.INFO
    log_format: Annotated[LogFormat, BeforeValidator(str.lower)] = LogFormat.TEXT

    @property
    def check_period(self) -> timedelta:
        """About how long it takes until a source's page is looked at again; nothing where only people look."""
        return timedelta(days=self.check_sources_days)

    @property
    def cooldown(self) -> timedelta:
        """How long one claim is not spoken of again unasked in the same channel."""
        return timedelta(hours=self.cooldown_hours)

    @property
    def kept_replies(self) -> timedelta:
        """How long the numbers of a reply are kept, for bringing it up to date."""
        return timedelta(days=self.reply_days)


def variable(field: str) -> str:
    """The variable of the environment that sets a field; its alias is one already."""
    return "DISCORD_TOKEN" if field.upper() == "DISCORD_TOKEN" else f"FOOTNOTE_{field.upper()}"


def read_settings(db: Path | None = None) -> Settings:
    """The host's settings, with the database of the command line before that of the environment.

    An empty variable counts as one that is not there, so that a copied `.env.example` changes nothing. Raises
    SettingsError.
    """
    try:
        return Settings() if db is None else Settings(db=db)
    except ValidationError as error:
        told = []
        for problem in error.errors():
            field = str(problem["loc"][0])
            told.append(f"{variable(field)}: {problem['msg'][:1].lower()}{problem['msg'][1:]}")
        raise SettingsError("\n".join(told)) from None
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{ENV_FILE} cannot be read; it must be a text file in UTF-8.") from error
