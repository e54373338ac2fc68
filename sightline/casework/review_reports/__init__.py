"""Draft reports of learning reviews: each draft is kept, with what its authors wrote to it and what changed since."""
