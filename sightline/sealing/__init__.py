"""Sealed rolls: rows of whole registers, kept encrypted until a rule opens those of one person.

A row is a record or a roll row before it is sealed (`tiers`). What is sealed is found by keyed hashes alone.
"""
