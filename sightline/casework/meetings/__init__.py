"""Meetings: who is asked and came, what was decided, who does what, and what is overdue."""
