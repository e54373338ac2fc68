"""Backlog: what was over before an agency went live, counted, with an owner and a day to finish."""
