"""Reads kept bytes again, by another mapping or without a file that was withdrawn, in place of what was read before."""
