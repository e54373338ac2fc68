"""Rotas: who is on duty for a post of the first stage, hour by hour, and which hours nobody covers."""
