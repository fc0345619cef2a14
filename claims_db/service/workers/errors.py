"""Why a piece of work has no result.

FootnoteError
├── BusyError        too many people ask at once
├── DroppedError     nobody asked for it, and there was no time for it
└── TookTooLongError it was ended
WorkerFailedError    a fault of ours: nothing to tell a person but an incident's number
"""

from claims_db.errors import FootnoteError


class BusyError(FootnoteError):
    """As many wait who asked as may wait."""

    def __init__(self) -> None:
        super().__init__("Footnote is busy just now; please try again in a moment.")


class DroppedError(FootnoteError):
    """The work was not begun, or its pool was closed over it. Where nobody asked, nobody need hear of it."""


class TookTooLongError(FootnoteError):
    """The work had used up its time and was ended."""

    def __init__(self) -> None:
        super().__init__("This takes too long to work out; a shorter text may help.")


class WorkerFailedError(Exception):
    """Work raised what it should not, or its process ended twice.

    `trace` says where, for the log, without the errors' own words: those may quote a message.
    """

    def __init__(self, trace: str) -> None:
        super().__init__("work failed in a worker")
        self.trace = trace
