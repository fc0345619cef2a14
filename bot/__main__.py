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
    footnote(prog_name="footnote")


if __name__ == "__main__":
    main()
