"""What changes accounts: acts, and what is shown before they are done."""
