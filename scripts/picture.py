"""Take docs/footnote.png anew: the demo as Chromium shows it. Run by `make picture`."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from PIL import Image

from bot.demo import staged
from bot.settings import Settings

PICTURE = Path(__file__).parents[1] / "docs" / "footnote.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# A fixed moment, so that a new picture differs from the last one only where Footnote does.
PICTURED = datetime(2021, 3, 18, 9, 40, tzinfo=UTC)
WIDTH, HEIGHT, SHARPNESS = 1020, 690, 2
PATIENCE_SECONDS = 20
# The ids are those of SimCord 3.2.1's page. A button that can be pressed means that it has come to rest.
FRAME = """new Promise((found) => {
    const look = setInterval(() => {
        const channel = document.querySelector("#channel-layout");
        if (!channel.querySelector("#channel-message-list button:not([disabled])")) return;
        clearInterval(look);
        setTimeout(() => found(JSON.stringify(channel.getBoundingClientRect())), 1000);
    }, 100);
})"""


class Page:
    """A page of a browser, spoken to in the Chrome DevTools Protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._sent = 0

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:  # Any: it is what JSON holds
        """Call a method and wait for its answer; events that come in between are passed over."""
        self._sent += 1
        await self._socket.send_json({"id": self._sent, "method": method, "params": parameters})
        while (answer := await self._socket.receive_json(timeout=PATIENCE_SECONDS)).get("id") != self._sent:
            pass
        return dict(answer["result"])


async def take(picture: Path, browser: str) -> None:
    """Write the picture of the demo's first exchange."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(db=Path(folder) / "claims.db", discord_token=None)
        async with staged(settings, PICTURED) as stage:
            preview = stage.env.preview(stage.channel, viewers=[stage.member, stage.moderator], layout="channel")
            async with preview, opened(browser, Path(folder) / "browser") as page:
                save(await photograph(page, preview.url), picture)


@asynccontextmanager
async def opened(browser: str, profile: Path) -> AsyncIterator[Page]:
    """An empty page of a browser without a window."""
    arguments = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses its sandbox to root
    running = await asyncio.create_subprocess_exec(browser, *arguments, stderr=asyncio.subprocess.PIPE)
    try:
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{await _debugging_port(running)}/json/list") as listed:
                target = next(page for page in await listed.json() if page["type"] == "page")
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        running.terminate()
        await running.communicate()


async def _debugging_port(browser: asyncio.subprocess.Process) -> str:
    """The port that the browser chose, which it tells on its standard error."""
    told = ""
    while browser.stderr and (line := await browser.stderr.readline()):
        told += line.decode(errors="replace")
        if found := re.search(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/", told):
            return found[1]
    sys.exit(f"The browser did not start:\n{told}")


async def photograph(page: Page, address: str) -> bytes:
    """The channel as PNG, without the controls around it."""
    size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": SHARPNESS, "mobile": False}
    await page.ask("Emulation.setDeviceMetricsOverride", **size)
    await page.ask("Page.navigate", url=address)
    found = await page.ask("Runtime.evaluate", expression=FRAME, awaitPromise=True)
    frame = json.loads(found["result"]["value"])
    clip = {side: frame[side] for side in ("x", "y", "width", "height")} | {"scale": 1}
    return base64.b64decode((await page.ask("Page.captureScreenshot", clip=clip))["data"])


def save(taken: bytes, picture: Path) -> None:
    """Write the picture with 256 colours, which is a third of the bytes."""
    with Image.open(io.BytesIO(taken)) as image:
        image.convert("RGB").quantize(256).save(picture, optimize=True)


if __name__ == "__main__":
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"This needs Chromium; none of {', '.join(BROWSERS)} is on the path.")
    asyncio.run(take(PICTURE, found))
