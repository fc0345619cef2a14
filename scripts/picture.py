"""Take the pictures of the documents anew: the real bot as Chromium shows it. Run by `make picture`."""

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
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import scenes
from PIL import Image

from bot.discord.demo import Stage, staged
from bot.settings import Settings
from bot.words import claim_text

DOCS = Path(__file__).parents[1] / "docs"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# A fixed moment, so that a new picture differs from the last one only where Footnote does.
PICTURED = datetime(2021, 3, 18, 9, 40, tzinfo=UTC)
WIDTH, PHONE, SHARPNESS = 1020, 390, 2
PATIENCE_SECONDS = 20
# The ids are those of SimCord 3.2.1's page. A button that can be pressed means that it has come to rest.
FRAME = """new Promise((found) => {
    const look = setInterval(() => {
        const place = document.querySelector("%(place)s");
        if (!place || !place.querySelector("button:not([disabled])")) return;
        clearInterval(look);
        setTimeout(() => found(JSON.stringify(place.getBoundingClientRect())), 1000);
    }, 100);
})"""
PRESS = """[...document.querySelectorAll("#channel-message-list button")]
    .filter((button) => button.textContent.trim() === %(label)s).at(-1).click()"""
# Discord shows names for mentions in cards; SimCord's page shows what was sent.
NAME = """const said = document.querySelector("#channel-message-list");
for (const text = document.createTreeWalker(said, NodeFilter.SHOW_TEXT); text.nextNode();)
    text.currentNode.data = text.currentNode.data.replace(/<@(\\d+)>/g, (sent, id) => "@" + (%(names)s[id] || id))"""
CHANNEL, FORM = "#channel-layout", "#modal-root > *"


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


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played before a picture is taken, who looks at it, and the button that they press to open a form."""

    picture: str
    play: Callable[[Stage], Awaitable[None]] = scenes.nothing_more
    moderator: bool = True
    height: int = 690
    press: str = ""
    width: int = WIDTH


SCENES = (
    Scene("footnote.png", moderator=False),
    Scene("pictures/answers.png", scenes.questions_answered, moderator=False, height=1120),
    Scene("pictures/card-phone.png", moderator=False, height=844, width=PHONE),
    Scene("pictures/preview.png", scenes.claim_previewed, height=760),
    Scene("pictures/form.png", scenes.claim_previewed, height=760, press=claim_text.EDIT_BUTTON),
    Scene("pictures/conflict.png", scenes.two_at_once, height=700),
    Scene("pictures/history.png", scenes.history_shown, height=720),
    Scene("pictures/settings.png", scenes.panel_opened, height=1060),
    Scene("pictures/queue.png", scenes.queue_opened, height=480),
    Scene("pictures/living.png", scenes.replies_followed, height=860),
)


async def take(scene: Scene, browser: str) -> None:
    """Write the picture of a scene."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(db=Path(folder) / "claims.db", discord_token=None)
        async with staged(settings, PICTURED) as stage:
            await scene.play(stage)
            people = [stage.moderator, stage.member] if scene.moderator else [stage.member, stage.moderator]
            preview = stage.env.preview(stage.channel, viewers=people, layout="channel")
            async with preview, opened(browser, Path(folder) / "browser") as page:
                names = {str(person.id): person.name.title() for person in people}
                save(await photograph(page, preview.url, scene, names), DOCS / scene.picture)


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


async def photograph(page: Page, address: str, scene: Scene, names: dict[str, str]) -> bytes:
    """The channel, or the form that a button opens, as PNG, without the controls around it."""
    size = {"width": scene.width, "height": scene.height, "deviceScaleFactor": SHARPNESS, "mobile": False}
    await page.ask("Emulation.setDeviceMetricsOverride", **size)
    await page.ask("Page.navigate", url=address)
    frame = await _at_rest(page, CHANNEL)
    await page.ask("Runtime.evaluate", expression=NAME % {"names": json.dumps(names)})
    if scene.press:
        await page.ask("Runtime.evaluate", expression=PRESS % {"label": json.dumps(scene.press)})
        frame = await _at_rest(page, FORM)
    clip = {side: frame[side] for side in ("x", "y", "width", "height")} | {"scale": 1}
    return base64.b64decode((await page.ask("Page.captureScreenshot", clip=clip))["data"])


async def _at_rest(page: Page, place: str) -> dict[str, float]:
    found = await page.ask("Runtime.evaluate", expression=FRAME % {"place": place}, awaitPromise=True)
    return dict(json.loads(found["result"]["value"]))


def save(taken: bytes, picture: Path) -> None:
    """Write the picture with 256 colours, which is a third of the bytes."""
    with Image.open(io.BytesIO(taken)) as image:
        image.convert("RGB").quantize(256).save(picture, optimize=True)


if __name__ == "__main__":
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"This needs Chromium; none of {', '.join(BROWSERS)} is on the path.")
    wanted = sys.argv[1:] or [scene.picture for scene in SCENES]
    for scene in SCENES:
        if scene.picture in wanted:
            asyncio.run(take(scene, found))
