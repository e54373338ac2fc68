"""What changes rules: acts, and what is shown before they are done."""
