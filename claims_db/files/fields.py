"""Fields of files that anybody may have written: a value of the right kind, or a sentence that says what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from claims_db.errors import InvalidValueError
from claims_db.requirements import require_statement, require_web_address
from claims_db.values import Interval, Rating

Record = Mapping[str, object]

MAX_FIELD_LENGTH = 2000
# Lone surrogates have no UTF-8, and control characters steer terminals; tab and line ends are text.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def require_storable(text: str) -> str:
    """`text` itself; raises InvalidValueError where it is too long, or holds characters that no text should hold."""
    if len(text) > MAX_FIELD_LENGTH:
        raise InvalidValueError(
            f"a text may have at most {MAX_FIELD_LENGTH} characters; {text[:40]!r}… has {len(text)}"
        )
    # Nearly every text is printable, and that is told several times as fast.
    if not text.isprintable() and (found := _UNSTORABLE.search(text)):
        raise InvalidValueError(f"{text[:40]!r} contains the control character U+{ord(found[0]):04X}; remove it")
    return text


def record(value: object, what: str) -> Record:
    """`value` where it is an object of named fields."""
    if not isinstance(value, Mapping):
        raise InvalidValueError(f"{what} must be an object with named fields, not {_kind(value)}")
    return value


def items(fields: Record, name: str) -> list[object]:
    """The list under `name`; absent and null are an empty one."""
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidValueError(f"{name!r} must be a list, not {_kind(value)}")
    return value


def texts(fields: Record, name: str) -> tuple[str, ...]:
    """The list of texts under `name`; absent and null are an empty one."""
    found = items(fields, name)
    return tuple([_as_text(value, name) for value in found]) if found else ()


def text(fields: Record, name: str) -> str:
    """The text under `name`, which must not be missing or blank."""
    value = optional_text(fields, name)
    if value is None:
        raise InvalidValueError(f"{name!r} is missing")
    return value


def optional_text(fields: Record, name: str) -> str | None:
    """The text under `name`; absent, null and blank are None."""
    value = fields.get(name)
    if value is None:
        return None
    written = _as_text(value, name)
    return written if written.strip() else None


def statement(fields: Record, name: str) -> str:
    """The text under `name`, which says enough to be compared with."""
    said = text(fields, name)
    require_statement(said)
    return said


def optional_address(fields: Record, name: str) -> str | None:
    """The web address under `name`; absent, null and blank are None."""
    address = optional_text(fields, name)
    if address is not None:
        require_web_address(address)
    return address


def _as_text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(f"{name!r} must be a text, not {_kind(value)}")
    return require_storable(value)


def optional_interval(fields: Record, name: str) -> Interval | None:
    """The day, month, year or interval under `name`."""
    value = optional_text(fields, name)
    return None if value is None else Interval.parse(value)


def optional_day(fields: Record, name: str) -> date | None:
    """The day under `name`, written 2021-03-18."""
    value = optional_text(fields, name)
    if value is None:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        raise InvalidValueError(f"{name!r} must be a day like 2021-03-18, not {value!r}")
    return Interval.parse(value).first


def rating(name: str) -> Rating:
    """The rating of that name; raises InvalidValueError with the names there are."""
    try:
        return Rating(name.strip().lower())
    except ValueError as error:
        names = ", ".join(Rating)
        raise InvalidValueError(f"{name!r} is not a rating; write one of {names}") from error


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
    return kinds.get(type(value), "a number")
