"""Owners: the concerns, actions, meetings and subject files to which documents and comments are added."""
