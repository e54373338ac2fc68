"""What changes concerns: acts, and what is shown before they are done."""
