"""Go-live days: a named person sets the day for an agency and layout; without that day nothing is backlog."""
