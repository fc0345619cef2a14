"""Figures of Footnote: `make bench`, or `python -m benchmarks [EVALUATION FOLDER]`."""
