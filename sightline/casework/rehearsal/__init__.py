"""Rehearsals: dated deliveries played through a new workspace by a set clock, nobody answering."""
