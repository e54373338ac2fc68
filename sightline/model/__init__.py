"""The types that every room shares: frozen dataclasses, enums, errors and table declarations.

Nothing here reads or writes anything, and nothing here imports another part of Sightline.
"""
