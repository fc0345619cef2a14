"""Footnote's library: a store of sourced claims, and what they say of a message. Knows nothing of Discord."""
