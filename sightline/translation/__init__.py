"""Words in the language of the reader: rooms mark them, and the door that shows them says how they are translated.

Words that are marked are kept, compared and hashed in English, as they are written. Shown, they are translated.
"""
