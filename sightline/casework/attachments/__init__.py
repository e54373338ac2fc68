"""Attachments: documents added to concerns, meetings and subject files, checked, sealed, locked when reported."""
