"""Every sentence that users read, and nothing else."""
