"""Notices of correction: all who were shown a record that was corrected, restricted or erased are told, and say so."""
