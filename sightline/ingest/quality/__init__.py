"""The quality of each column of a sheet: counted while it is read, kept with its part, and held against limits."""
