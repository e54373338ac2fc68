"""What changes decisions to look at again: acts, and what is shown before they are done."""
