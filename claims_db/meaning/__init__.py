"""What sentences mean, as numbers: an optional encoder in a program of its own."""
