"""Recertification: each quarter managers confirm or end accounts, team places and team tasks; else they end by rule."""
