"""What changes answers to "same person?": acts, and what is shown before they are done."""
