"""Unanswered questions: of one child, of a team, and what each is based on."""
