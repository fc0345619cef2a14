"""The core: what a message says of a claim. Pure functions over text; no storage, no asyncio, no network."""
