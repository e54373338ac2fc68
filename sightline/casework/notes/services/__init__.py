"""What changes signs in notes: acts, and what is shown before they are done."""
