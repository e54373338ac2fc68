"""Reads of this domain, filtered for the reader and audited."""
