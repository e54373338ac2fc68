"""What changes meetings: acts, and what is shown before they are done."""
