"""Dates as agencies write them: whole ones, those that are less than a date, and the names of months."""
