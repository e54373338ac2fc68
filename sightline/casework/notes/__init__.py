"""Notes: the marked words that Sightline read in them, and people's corrections."""
