"""Notes: what was read in them, as marked words, with people's corrections."""
