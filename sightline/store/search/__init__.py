"""Searching `serve.sqlite`: what people are looked for by, and an index over the words of notes and addresses."""
