"""Learns from labelled notes, measures what was learned, and says which examples made a mark.

A model marks sentences, never people.
"""
