"""The pages of notes: corrections, sentences worth reading, models and their examples, and the words that teams use."""
