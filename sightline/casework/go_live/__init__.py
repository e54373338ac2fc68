"""The day on which an agency goes live with a layout: a named person's decision, by which alone anything is backlog."""
