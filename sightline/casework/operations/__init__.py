"""Operations: serving, figures, health, keys and upgrades, and what each request is measured by.

Nothing here reads what a record says.
"""
