"""What whoever runs Sightline does: backups and restores, keys, upgrades.

Backups are taken while pages are served. Nothing here reads what a record says.
"""
