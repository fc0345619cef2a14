"""The index of a database: segments in files beside it, and which version of a pack they hold."""
