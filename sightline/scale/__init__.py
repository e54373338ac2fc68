"""Counts children in a way that can be reproduced, and estimates how many are on no list, if the lists allow it.

An estimate is for planning in an area. It never says anything of a child. And nothing is imported here: what fits
models brings SciPy, and what shows their answers must do without.
"""
