"""What a sentence says beyond its words: denial, mood, roles, lists and contrasts."""
