"""Footnote in a terminal: the command line, and talking to it there."""
