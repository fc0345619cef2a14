"""What can go wrong in the claims library; `str(error)` is always fit to show to a person.

FootnoteError
├── InvalidValueError        a value that may not exist (claim, citation, date …)
│   ├── InvalidPackError     a file with rows that cannot be taken; names each of them
│   ├── UnknownRatingError   a fact-checker's word for a rating that Footnote does not know
│   └── RefusedAddressError  an address that is never opened, whoever asks
├── UnreachableError         a page that could not be read just now; says what was in the way
├── NotFoundError            no such claim, pack or source, or not visible from here
├── NotOwnError              a claim that may be read here and not changed
├── FullError                as many entries wait as may wait
├── ConflictError            a slug already taken, or somebody else changed it first
│   └── EditConflictError    an edit of what is no longer as the editor saw it; carries both (claims.conflicts)
└── StoreError               the database file cannot be used
    └── UnusableStoreError   nor will it be later, unless somebody does something about it
        └── NewerSchemaError written by a newer Footnote than this one
"""

from enum import StrEnum


class FootnoteError(Exception):
    """Base of every error whose sentence may be shown to a user as it is."""


class InvalidValueError(FootnoteError):
    """A value broke a rule of its kind; the sentence says which and what to write instead."""


class InvalidPackError(InvalidValueError):
    """A file that cannot be taken as it is.

    `problems` holds one sentence for each bad row, in file order.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UnknownRatingError(InvalidValueError):
    """A word for a rating that is not known. `key` is the same for all ways to write it."""

    def __init__(self, sentence: str, key: str) -> None:
        super().__init__(sentence)
        self.key = key


class RefusedAddressError(InvalidValueError):
    """An address that Footnote does not open: not a public web page, or one that leads to what is not."""


class Obstacle(StrEnum):
    """What was in the way of a page. Only DNS, and STATUS with 404 or 410, may mean that the page is gone."""

    DNS = "dns"
    """No such name. A resolver that is in trouble itself is CONNECTION or TIMEOUT."""
    TIMEOUT = "timeout"
    TLS = "tls"
    CONNECTION = "connection"
    BROKEN = "broken"
    """The answer breaks the rules of HTTP, or ends too soon."""
    TOO_LARGE = "too-large"
    CONTENT_TYPE = "content-type"
    ROBOTS = "refused-by-robots"
    BUSY = "busy"
    """Status 429 or 503, or an earlier Retry-After that has not passed."""
    STATUS = "bad-status"
    REDIRECTS = "redirects"


class UnreachableError(FootnoteError):
    """A page could not be read. `status` is what the server answered, if it did; `retry_after` is in seconds."""

    def __init__(
        self, sentence: str, kind: Obstacle, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.status = status
        self.retry_after = retry_after


class NotFoundError(FootnoteError):
    """What was asked for is not there, or not visible from where it was asked."""


class NotOwnError(FootnoteError):
    """The claim may be read here, but belongs to somebody else; the sentence says who can change it."""


class FullError(FootnoteError):
    """Nothing more can be taken in before something is settled; the sentence says what."""


class ConflictError(FootnoteError):
    """The change would overwrite something that the writer has not seen."""


class StoreError(FootnoteError):
    """The database file cannot be opened, read or written."""


class UnusableStoreError(StoreError):
    """Trying again will not help: a folder, a file of another program, a damaged or a locked one."""


class NewerSchemaError(UnusableStoreError):
    """The file was written by a newer version; it is left untouched."""
