"""Writes of this domain: each act in the transaction of its decision and its audit."""
