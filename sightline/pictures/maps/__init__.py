"""The ground of a map: outlines, streets and water, a scale and north."""
