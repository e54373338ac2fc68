"""Readings: what people answer of sentences that may hold a sign, second readings, and corrections."""
