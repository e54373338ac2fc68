"""Lays a snapshot out for pages: each module writes its tables of `serve.sqlite` from the tables of the engine."""
