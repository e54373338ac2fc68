"""Sign-in through the partnership's own directory (OpenID Connect): settings, roles from claims, and the adapter."""
