"""Timekeeping: corrects deadlines after the machine's clock was wrong: leases, late ticks, and early steps."""
