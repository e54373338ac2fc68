"""Sight: named decisions that let a body see a child that its own systems do not record."""
