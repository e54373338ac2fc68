"""Readings: what people answer of sentences that only the model of notes found, second readings, and corrections."""
