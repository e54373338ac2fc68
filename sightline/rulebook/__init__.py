"""Loads the rules: data (TOML; long lists as CSV or JSON) in `sightline/rules`. No code knows a number of theirs."""
