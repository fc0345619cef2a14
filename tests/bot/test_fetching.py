"""The fetcher of the process is as the host set it, and as closed as without settings."""

from __future__ import annotations

import pytest

from bot.fetching import open_fetcher
from bot.settings import Settings
from claims_db.errors import RefusedAddressError


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"FOOTNOTE_{name.upper()}", value)
    return Settings(_env_file=None)


async def test_no_setting_opens_what_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings(
        monkeypatch, fetch_ports="80, 443,8080", fetch_proxy="http://127.0.0.1:9", fetch_page="https://b.example"
    )
    assert chosen.fetch_ports == {80, 443, 8080}
    async with open_fetcher(chosen) as fetcher:
        for address in (
            "http://127.0.0.1/",
            "http://169.254.169.254:8080/",
            "http://[::1]:8080/",
            "https://localhost/",
        ):
            with pytest.raises(RefusedAddressError):
                await fetcher.fetch(address)


async def test_other_ports_stay_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_fetcher(settings(monkeypatch)) as fetcher:
        with pytest.raises(RefusedAddressError, match="port"):
            await fetcher.fetch("https://example.com:8443/")
