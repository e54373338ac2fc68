"""Networks: who is around a person, thing or group, as lists, pages, pictures, maps and files."""
