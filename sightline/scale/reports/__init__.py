"""What is shown of an estimate: in plain words, in pictures, as a page and as JSON."""
