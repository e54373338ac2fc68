"""Backlog: work that was overdue before an agency went live, with a count, an owner and a finish date."""
