"""What whoever runs Sightline does: serve it, watch it, back it up and restore it, its keys, upgrades.

Backups are taken while pages are served. Nothing here reads what a record says.
"""
