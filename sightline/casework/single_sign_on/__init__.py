"""Signing in by the partnership's own directory (OpenID Connect): its settings, roles from claims, and the adapter."""
