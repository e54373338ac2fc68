"""Escalation: items, their stages and deadlines, people's answers, and the tick that escalates them."""
