"""Which claims are meant where words fail: the encoder's program, kept up to date with the claims in use."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from claims_db.engine.meaning import Meant, Near
from claims_db.engine.text.cleaning import clean
from claims_db.errors import FootnoteError
from claims_db.meaning.encoder import UNIVERSAL
from claims_db.meaning.process import EncoderFailedError, EncoderProcess
from claims_db.service.open_store import OpenStore
from claims_db.store import claim_rows
from claims_db.store.vectors import load_vectors, save_vectors
from claims_db.values import Claim, ClaimKey

log = logging.getLogger(__name__)

# So many claims are near enough to be told apart by.
MOST = 8
# The same where somebody searches.
NEAR_A_TEXT = 300
_TEXTS = 3
# A statement that is no nearer to any claim than this means none of them.
_LEAST = 0.3
# Characters of a statement that are listened to.
_LISTENED = 200
# Claims that are worked out at once: a question waits behind them.
_AT_ONCE = 4
_SHELVED_AT_ONCE = 500
_RETRY_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Encoding:
    """Which encoder is used, and how long one question waits for it.

    `patience` is how long the first question waits until the encoder is loaded and knows all claims, where nobody else
    waits behind it.
    """

    place: str = UNIVERSAL
    seconds: float = 0.025
    patience: float = 0.0


class Meanings:
    """The encoder's program beside an open store. `Meanings.beside` starts and ends it."""

    def __init__(self, store: OpenStore, encoding: Encoding) -> None:
        self._store = store
        self._encoding = encoding
        self._process: EncoderProcess | None = None
        self._stale: set[ClaimKey] = set()
        self._changed = asyncio.Event()
        self._settled = asyncio.Event()
        self._kept: dict[ClaimKey, dict[bytes, bytes]] = {}
        self._shelved: dict[ClaimKey, frozenset[bytes]] = {}

    @classmethod
    @asynccontextmanager
    async def beside(cls, store: OpenStore, encoding: Encoding) -> AsyncIterator[Meanings]:
        """Keep the program running meanwhile."""
        meanings = cls(store, encoding)
        store.on_change = meanings.changed
        working = asyncio.create_task(meanings._work())
        try:
            yield meanings
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working

    def changed(self, keys: Iterable[ClaimKey]) -> None:
        """These claims are not what they were."""
        self._stale.update(keys)
        self._changed.set()
        if self._process is not None:
            self._settled.clear()

    async def nearest(self, texts: Sequence[str], packs: Iterable[str], most: int = MOST) -> Meant:
        """Which claims of those packs mean most like each text; nothing where that cannot be told in time."""
        asked = listened(texts)
        try:
            if self._encoding.patience:
                async with asyncio.timeout(self._encoding.patience):
                    await self._settled.wait()
            if self._process is None:
                return {}
            async with asyncio.timeout(self._encoding.seconds):
                found = await self._process.nearest(list(asked.values()), packs, most)
        except TimeoutError:
            log.warning("the encoder of sentences was too late; the answer goes by words alone")
            return {}
        except EncoderFailedError as error:
            log.warning("%s; the answer goes by words alone", error)
            return {}
        return {text: near for text, near in zip(asked, found, strict=True) if is_near(near)}

    async def _work(self) -> None:
        """Keep up with the claims; where the program fails, begin again after a while."""
        while True:
            try:
                await self._keep_up()
            except FootnoteError as error:
                log.warning("meanings are not looked at for now: %s", error.for_host)
            self._settled.set()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _keep_up(self) -> None:
        process = await EncoderProcess.start(self._encoding.place)
        try:
            name = await process.name()
            self._kept, self._shelved = await self._store.read(load_vectors), {}
            self._stale = await self._store.read(claim_rows.load_keys)
            self._process = process
            while True:
                self._changed.clear()
                stale, self._stale = self._stale, set()
                for keys in _slices(sorted(stale, key=lambda key: key not in self._kept), _SHELVED_AT_ONCE):
                    await self._bring(process, name, keys)
                self._kept.clear()
                self._settled.set()
                await self._changed.wait()
        finally:
            self._process = None
            await process.close()

    async def _bring(self, process: EncoderProcess, name: str, keys: Sequence[ClaimKey]) -> None:
        """Shelve these claims as they are now, what is missing worked out and kept."""
        claims = await self._store.read(lambda db: {key: claim_rows.find_live(db, key) for key in keys})
        wanted = {key: wordings(claim, name) if claim else {} for key, claim in claims.items()}
        other = [key for key in keys if self._shelved.get(key, frozenset()) != wanted[key].keys()]
        vectors = {key: self._kept.pop(key, {}) for key in other}
        missing = [key for key in other if not wanted[key].keys() <= vectors[key].keys()]
        for some in _slices(missing, _AT_ONCE):
            texts = {digest: text for key in some for digest, text in wanted[key].items()}
            found = dict(zip(texts, await process.encode(texts.values()), strict=True))
            fresh = {key: {digest: found[digest] for digest in wanted[key]} for key in some}
            await self._store.change(partial(save_vectors, vectors=fresh))
            vectors.update(fresh)
        await process.shelve({key: [vectors[key][digest] for digest in wanted[key]] for key in other})
        self._shelved.update({key: frozenset(wanted[key]) for key in other})


def is_near(near: Near) -> bool:
    """Whether any claim is near enough to be compared."""
    return max(near.values(), default=0.0) >= _LEAST


def listened(texts: Sequence[str]) -> dict[str, str]:
    """Which texts are listened to, each with the part of it that is: the first ones and the last, the whole."""
    return {text: text[:_LISTENED] for text in [*texts[: _TEXTS - 1], *texts[-1:]]}


def wordings(claim: Claim, encoder: str) -> dict[bytes, str]:
    """The claim's wordings, each by what its vector is kept under."""
    texts = [clean(text)[:_LISTENED] for text in (claim.text, *claim.phrasings)]
    return {hashlib.sha256(f"{encoder}\n{text}".encode()).digest()[:16]: text for text in texts}


def _slices(keys: Sequence[ClaimKey], length: int) -> Iterator[Sequence[ClaimKey]]:
    return (keys[at : at + length] for at in range(0, len(keys), length))
