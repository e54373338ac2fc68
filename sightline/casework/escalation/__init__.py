"""Escalation: items, their stages and deadlines, what people answer, and the tick that works them."""
