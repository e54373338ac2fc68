"""The pages of papers: those before real data, recording and withdrawing one, and those that Sightline prints."""
