"""What is written: cleaned, cut into sentences, taken apart and aligned word by word."""
