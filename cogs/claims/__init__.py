"""Claims: finding, adding, changing and undoing them."""
