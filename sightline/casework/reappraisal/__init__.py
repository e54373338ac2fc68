"""Reappraisal: decisions that need review because of what was recorded afterwards."""
