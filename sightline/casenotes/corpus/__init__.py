"""The corpus of labelled notes: its hands, what is wrong with it, and how far two who label agree."""
