"""Take docs/footnote.png anew: the demo as Chromium shows it. Run by `make picture`."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from bot.demo import staged
from bot.settings import Settings

PICTURE = Path(__file__).parents[1] / "docs" / "footnote.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTH, HEIGHT = 1060, 760
SHARPNESS = 2
# Where the channel begins: SimCord 3.2.1 has its own controls on the left and at the top.
LEFT, TOP = 256, 52
PICTURED = datetime(2021, 3, 18, 9, 40, tzinfo=UTC)
# What the page may take to load its fonts and messages, in milliseconds of its own clock.
PATIENCE = 8000


async def take(picture: Path, browser: str) -> None:
    """Write the picture of the demo's first exchange."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(db=Path(folder) / "claims.db", discord_token=None)
        async with staged(settings, PICTURED) as stage:
            viewers = [stage.member, stage.moderator]
            preview = stage.env.preview(stage.channel, viewers=viewers, layout="channel")
            async with preview:
                await _photograph(browser, preview.url, picture, Path(folder))
    with Image.open(picture) as whole:
        channel = whole.crop((LEFT * SHARPNESS, TOP * SHARPNESS, *whole.size))
    channel.quantize(256).save(picture, optimize=True)


async def _photograph(browser: str, address: str, picture: Path, folder: Path) -> None:
    arguments = [
        "--headless=new",
        f"--user-data-dir={folder / 'browser'}",
        f"--window-size={WIDTH},{HEIGHT}",
        "--force-device-scale-factor=2",
        "--hide-scrollbars",
        f"--virtual-time-budget={PATIENCE}",
        f"--screenshot={picture}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses its sandbox to root
    running = await asyncio.create_subprocess_exec(
        browser, *arguments, address, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, told = await running.communicate()
    if running.returncode:
        sys.exit(f"{browser} took no picture:\n{told.decode(errors='replace')}")


if __name__ == "__main__":
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"This needs Chromium; none of {', '.join(BROWSERS)} is on the path.")
    asyncio.run(take(PICTURE, found))
