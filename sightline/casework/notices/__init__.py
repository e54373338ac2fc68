"""Notices: which accounts must be told of something, and how each message is sent."""
