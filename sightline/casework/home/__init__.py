"""First pages: what waits, what is new and what is late, by role."""
