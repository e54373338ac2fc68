"""The six papers, a module each."""
