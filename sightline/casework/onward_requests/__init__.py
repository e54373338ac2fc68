"""Requests to pass records on: where an agreement says "ask", its agency says yes until a day, or no."""
