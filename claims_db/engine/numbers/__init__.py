"""Numbers in a text: read, given their units and bounds, and compared."""
