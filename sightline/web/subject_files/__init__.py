"""The pages of subject files: on a person, place, vehicle, phone or group of concern."""
