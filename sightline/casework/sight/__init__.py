"""Sight: named decisions that let a body see a child whom its own systems do not record."""
