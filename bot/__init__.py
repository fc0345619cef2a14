"""Footnote on Discord and in the terminal."""
