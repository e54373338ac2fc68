"""Learning: sentences of notes that a named person confirmed, and the models of notes that learn from them."""
