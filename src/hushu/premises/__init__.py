"""Buildings, units and households, as small as the desk needs them to recognise a caller."""
