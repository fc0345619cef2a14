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
    └── NewerSchemaError     written by a newer Footnote than this one
"""

from enum import StrEnum


class FootnoteError(Exception):
    """Base of every error whose sentence may be shown to a user as it is."""

    @property
    def for_host(self) -> str:
        """The same for the log and the command line, which only the host reads; it may name paths."""
        return str(self)


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


class Trouble(StrEnum):
    """What is wrong with the database file, as anybody may read it: no path, and nothing else of the host's."""

    MISSING = "The claims cannot be saved at the moment: their file is gone from its place on the bot's host."
    FULL = "The claims cannot be saved at the moment: the disk of the bot's host is full."
    READ_ONLY = "The claims cannot be saved at the moment: their file on the bot's host may only be read."
    BUSY = "The claims cannot be saved at the moment: another program on the bot's host is writing to them."
    DISK = "The claims cannot be saved at the moment: the disk of the bot's host fails."
    DAMAGED = "The claims cannot be used at the moment: their file on the bot's host is damaged."
    FOREIGN = "The claims cannot be used at the moment: another file is in their place on the bot's host."
    OTHER_VERSION = "The claims cannot be used at the moment: their file belongs to another version of Footnote."
    CLOSED = "The claims cannot be used at the moment: Footnote is stopping."
    OTHER = "The claims cannot be used at the moment."

    @property
    def needs_somebody(self) -> bool:
        """Whether it stays as it is until somebody does something about it."""
        return self in {Trouble.READ_ONLY, Trouble.DAMAGED, Trouble.FOREIGN, Trouble.OTHER_VERSION}


class StoreError(FootnoteError):
    """The database file cannot be opened, read or written.

    Its sentence is made of the `trouble` alone; the path, and SQLite's own words, are in `for_host` and nowhere else.
    """

    def __init__(self, trouble: Trouble, for_host: str) -> None:
        super().__init__(
            f"{trouble} Nothing was changed; try again later. Whoever runs the bot finds the cause in its log."
        )
        self.trouble = trouble
        self._for_host = for_host

    @property
    def for_host(self) -> str:
        """What is wrong with which file, and what to do."""
        return self._for_host


class NewerSchemaError(StoreError):
    """The file was written by a newer version; it is left untouched."""

    def __init__(self, for_host: str) -> None:
        super().__init__(Trouble.OTHER_VERSION, for_host)
