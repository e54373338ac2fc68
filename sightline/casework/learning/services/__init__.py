"""What changes what is learned here: acts, and what is shown before they are done."""
