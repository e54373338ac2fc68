"""Charts as SVG, drawn on the server from plain facts: a timeline, a grid, stages of escalation, trends and others.

One shared kit draws all of them: `canvas`, `arial`, `palette`, `scales`, `flags`, `glyphs`, `frame`. The same facts
give the same bytes. It knows no page, no reader and no store: whoever calls it gives only what the reader may see.
"""
