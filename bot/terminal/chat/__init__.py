"""Footnote in a terminal: what it answers, and how that is shown."""
