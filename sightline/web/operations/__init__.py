"""The addresses that machines call: health and figures."""
