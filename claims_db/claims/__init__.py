"""Claims as people keep them: found, changed, undone, and what each change was."""
