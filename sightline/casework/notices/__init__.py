"""Notices: that an account is to be told of something, and how that leaves Sightline."""
