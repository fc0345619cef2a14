"""Making good what went wrong: replies that failed, and what was written while the bot was away."""
