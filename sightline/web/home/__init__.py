"""The home pages, one for each role."""
