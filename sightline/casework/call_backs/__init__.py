"""Whom to call about a record that one may not see: its agency's post and telephone, and nothing of the record."""
