"""The model of notes as it reads: what a sentence is to it, what each feature weighs, and which sentences it marks.

A model marks sentences, never people.
"""
