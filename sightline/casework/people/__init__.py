"""People: search by name, birth date or number, and the dataclasses that pages about a person get."""
