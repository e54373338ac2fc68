"""What changes pairs that somebody puts together or parts: acts, and what is shown before they are done."""
