"""The pages of retention: what is due for review, holds, and decisions to erase."""
