"""The pages of notes: corrections of marked words, and the words that teams use."""
