"""Every table of `serve.sqlite` and every row that its readers hand out, each declared once with type and meaning.

The tables are made from these declarations, and the types in `sightline.model.rows` are printed from them.
"""
