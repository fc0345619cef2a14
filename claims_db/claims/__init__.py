"""Claims as people keep them: what was changed, what undoing leads to, slugs and packs. Pure."""
