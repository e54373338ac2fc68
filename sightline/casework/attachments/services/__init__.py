"""What changes documents that are added: acts, and what is shown before they are done."""
