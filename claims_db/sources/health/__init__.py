"""Whether the pages of sources are still there, and still say what they are cited for."""
