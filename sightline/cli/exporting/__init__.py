"""The commands about bulk exports: asking, and the answer of a second person."""
