"""One file without an agreement in an emergency, ratified or withdrawn; and reviews of agreements as actions."""
