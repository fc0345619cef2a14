"""Whether the pages of sources still stand, and still say what they are cited for."""
