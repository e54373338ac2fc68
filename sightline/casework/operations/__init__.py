"""Operations: serving, monitoring, backup, restore, keys and upgrades.

Backups are taken while pages are served. Nothing here reads what a record says.
"""
