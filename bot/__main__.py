"""`footnote` and `python -m bot`."""

from __future__ import annotations

import io
import sys

from bot.terminal.commands.main import footnote


def main() -> None:
    """Run the command line; what is written into a file or a pipe is UTF-8 wherever the program runs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # closed streams are None
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    for unused in ("numpy", "pandas"):
        # Where they are installed sqlite-utils loads them, to know their numbers: a tenth of a start, and 12 MB.
        sys.modules.setdefault(unused, None)  # type: ignore[arg-type]  # None is how Python is told that there is none
    footnote(prog_name="footnote")


if __name__ == "__main__":
    main()
