"""The command `footnote`: one module for each of its commands, imported only when that command runs."""
