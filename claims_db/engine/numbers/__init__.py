"""Numbers in a text: read (`parse`), given their units and bounds (`quantity`), and compared (`compare`)."""
