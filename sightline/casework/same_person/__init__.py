"""Possible matches: the questions, what an answer would change, the answers, and undoing them."""
