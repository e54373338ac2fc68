"""Restrictions of records: who restricts one, why and until when, what had left already, and who lifts it."""
