"""Answers on Discord: how they look there, how they are sent, and what is kept of them."""
