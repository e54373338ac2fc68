"""What changes actions that escalate: acts, and what is shown before they are done."""
