"""Reads many notes: the cells of a snapshot or of one row, with what was read before kept."""
