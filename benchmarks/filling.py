"""`python -m benchmarks.filling DATABASE FOLDER CLAIMS SERVERS EACH` fills a store with claims that are made up.

Pack by pack, straight into the database and in one process: a start afterwards finds what an import would have left.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks.evaluation import Evaluation
from benchmarks.growing import Growing, Layout
from claims_db.actors import Actor
from claims_db.files.formats import read_file
from claims_db.files.pack import Reading
from claims_db.service import ClaimService, importing
from claims_db.store.database_thread import DatabaseThread

ACTOR = Actor("benchmark")


async def fill(database: Path, growing: Growing) -> None:
    """Store every pack, beside the starter pack."""
    async with ClaimService.open(database):
        pass
    thread = DatabaseThread(database)
    await thread.open()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for path in growing.write(Path(folder)):
                reading = await asyncio.to_thread(read_file, path, pack=path.stem, progress=lambda _done, _total: None)
                await _store(thread, reading)
                path.unlink()
    finally:
        await thread.close()


async def _store(thread: DatabaseThread, reading: Reading) -> None:
    await thread.write(lambda db: importing.store_reading(db, reading, skip_invalid=True, actor=ACTOR))


if __name__ == "__main__":
    made = Growing.read(Evaluation.find(sys.argv[2]), Layout(*map(int, sys.argv[3:])))
    asyncio.run(fill(Path(sys.argv[1]), made))
