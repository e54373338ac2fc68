"""Requests for a person's data: who asks, what is found, which test leaves what out, and the reply."""
