"""The commands of retention: reviews that are due, holds, and erasing."""
