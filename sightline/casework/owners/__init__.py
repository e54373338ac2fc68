"""Owners: the concerns, actions, meetings and working files to which documents and comments are added."""
