"""How many: counts that can be reproduced, and estimates of those on no list as far as the lists allow.

An estimate is for planning in an area. It never says anything of a child. And nothing is imported here: what fits
models brings SciPy, and what shows their answers must do without.
"""
