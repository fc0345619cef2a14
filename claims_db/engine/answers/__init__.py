"""Answers to open questions: the detail of a claim that is asked for, or nothing."""
