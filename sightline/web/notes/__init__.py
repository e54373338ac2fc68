"""The pages of notes: corrections, sentences worth reading, examples for a model, and the words that teams use."""
