"""Whether the host wants meanings looked at, and whether what that takes is there."""

from __future__ import annotations

from collections.abc import Callable

from bot.settings import Settings
from bot.words import terminal_text
from claims_db.meaning.encoder import is_installed
from claims_db.service.meanings import Encoding

_PROMPT = Encoding()
# Whoever asks once in a terminal waits for the encoder to load, and nobody waits behind them.
PATIENT = Encoding(seconds=5.0, patience=60.0)


def encoding(settings: Settings, tell: Callable[[str], object], wanted: Encoding = _PROMPT) -> Encoding | None:
    """What the store is opened with; None where it is switched off, or missing, which `tell` then hears of."""
    if not settings.meaning:
        return None
    if not is_installed():
        tell(terminal_text.MEANING_MISSING)
        return None
    return wanted
