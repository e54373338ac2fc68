"""What changes sentences that people read: acts, and what is shown before they are done."""
