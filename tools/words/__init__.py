"""The gate of words: every string that a user can see, held to a few rules of plain English."""
