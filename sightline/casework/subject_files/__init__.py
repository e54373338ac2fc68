"""Subject files: on a person, place, vehicle, phone or group of concern."""
