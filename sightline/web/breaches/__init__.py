"""The pages of data breaches: reporting one, the list, one report, and what is decided about it."""
