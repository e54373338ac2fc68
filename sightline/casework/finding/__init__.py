"""Finding: one box for names, numbers, dates, addresses and words of notes; searches that are saved and watched."""
