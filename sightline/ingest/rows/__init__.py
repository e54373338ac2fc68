"""The rows of a sheet: their keys and numbers, and the dated facts and mentions that each gives."""
