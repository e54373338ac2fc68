"""Blind questions: asking who knows a child, or to be called about one, without learning what is restricted."""
