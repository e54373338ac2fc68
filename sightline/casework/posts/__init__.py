"""Posts: who holds each, who stands in, who is on duty, and whom to call."""
