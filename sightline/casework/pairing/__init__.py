"""Pairing: people match two people or split one, without waiting for a question."""
