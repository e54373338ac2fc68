"""Keeps time right where the machine's clock was wrong: leases, late ticks, and what was worked too early."""
