"""Complaints about the use of data: entered by staff, acknowledged within 30 days, owned and answered."""
