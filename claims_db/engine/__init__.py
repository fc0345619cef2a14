"""From a message to a verdict. Pure: no storage, no waiting, no network."""
