"""Unanswered questions: about one child, for a team, and the records behind each."""
