"""Responsible people: who holds each role and who deputises, the rota, and the telephone to call."""
