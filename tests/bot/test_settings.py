"""The host's settings: where they come from, which are refused, and that each is documented."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import LogLevel, Settings, SettingsError, read_settings
from claims_db.store.servers import Mode

EXAMPLE = Path(__file__).parents[2] / ".env.example"
LINE = re.compile(r"^(?P<name>[A-Z_]+)=(?P<value>.*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def variables() -> set[str]:
    return {
        "DISCORD_TOKEN" if name == "discord_token" else f"FOOTNOTE_{name.upper()}" for name in Settings.model_fields
    }


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert Counter(match["name"] for match in LINE.finditer(EXAMPLE.read_text())) == Counter(variables())


def test_each_setting_is_explained_above_its_line() -> None:
    lines = EXAMPLE.read_text().splitlines()
    bare = [line for before, line in itertools.pairwise(lines) if LINE.match(line) and before[:2] != "# "]
    assert bare == []


def test_the_example_says_what_holds_without_it(tmp_path: Path) -> None:
    without = read_settings()
    (tmp_path / ".env").write_text(EXAMPLE.read_text())
    assert read_settings() == without


def test_a_setting_comes_from_the_file_then_the_environment_then_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("FOOTNOTE_DB=from-file.db\nFOOTNOTE_DEFAULT_MODE=all\n")
    assert (read_settings().db, read_settings().default_mode) == (Path("from-file.db"), Mode.ALL)
    monkeypatch.setenv("FOOTNOTE_DB", "~/from-environment.db")
    assert read_settings().db == Path.home() / "from-environment.db"
    assert read_settings(Path("given.db")).db == Path("given.db")


def test_the_token_never_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "  not-a-real-token ")
    settings = read_settings()
    assert settings.discord_token == SecretStr("not-a-real-token")
    assert "not-a-real-token" not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"


def test_the_key_never_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_FACTCHECK_KEY", "not-a-real-key")
    settings = read_settings()
    assert settings.factcheck_key == SecretStr("not-a-real-key")
    assert "not-a-real-key" not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_token_is_no_token(monkeypatch: pytest.MonkeyPatch, empty: str) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", empty)
    assert read_settings().discord_token is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "FOOTNOTE_DEFAULT_MODE",
            "sometimes",
            "FOOTNOTE_DEFAULT_MODE: input should be 'on-request', 'corrections' or 'all'",
        ),
        ("FOOTNOTE_COOLDOWN_HOURS", "-1", "FOOTNOTE_COOLDOWN_HOURS: input should be greater than or equal to 0"),
        ("FOOTNOTE_COOLDOWN_HOURS", "nan", "FOOTNOTE_COOLDOWN_HOURS: input should be a finite number"),
        ("FOOTNOTE_COOLDOWN_HOURS", "six", "FOOTNOTE_COOLDOWN_HOURS: input should be a valid number"),
        ("FOOTNOTE_MESSAGE_CONTENT", "perhaps", "FOOTNOTE_MESSAGE_CONTENT: input should be a valid boolean"),
        ("FOOTNOTE_WORKERS", "-1", "FOOTNOTE_WORKERS: input should be greater than or equal to 0"),
        ("FOOTNOTE_WORKERS", "many", "FOOTNOTE_WORKERS: input should be a valid integer"),
        ("FOOTNOTE_FETCH_PORTS", "80,no", "FOOTNOTE_FETCH_PORTS: input should be a valid integer"),
        ("FOOTNOTE_FETCH_PORTS", "0", "FOOTNOTE_FETCH_PORTS: input should be greater than or equal to 1"),
        ("FOOTNOTE_FETCH_PROXY", "me:secret@proxy", "FOOTNOTE_FETCH_PROXY: input should look like http://host:port"),
        ("FOOTNOTE_FETCH_PROXY", "http://[proxy", "FOOTNOTE_FETCH_PROXY: input should look like http://host:port"),
        ("FOOTNOTE_FETCH_PAGE", "javascript:x", "FOOTNOTE_FETCH_PAGE: string should match pattern '^https?:"),
        ("FOOTNOTE_LOG_LEVEL", "LOUD", "FOOTNOTE_LOG_LEVEL: input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert str(caught.value).startswith(sentence)
    assert value not in str(caught.value).removeprefix(sentence)


@pytest.mark.parametrize(("value", "number"), [("", None), ("0", 0), ("3", 3)])
def test_no_number_of_workers_is_not_none_of_them(
    monkeypatch: pytest.MonkeyPatch, value: str, number: int | None
) -> None:
    monkeypatch.setenv("FOOTNOTE_WORKERS", value)
    assert read_settings().workers == number


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings()


def test_what_footnote_does_not_know_in_the_file_is_left_to_others(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EDITOR=vi\nFOOTNOTE_LOG_LEVEL=debug\n")
    assert read_settings().log_level is LogLevel.DEBUG


def test_settings_stay_as_they_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_COOLDOWN_HOURS", "0.5")
    settings = read_settings()
    assert settings.cooldown == timedelta(minutes=30)
    with pytest.raises(ValidationError, match="frozen"):
        settings.message_content = False  # type: ignore[misc]  # that it is refused is the point
