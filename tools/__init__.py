"""Tools of the house: set-up scripts and the printer of reference pages."""
