"""Mappings: what each says, how its file is read, and which one the headings of a sheet ask for."""
