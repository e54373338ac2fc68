"""The kinds of pattern, a module each: every one finds its instances by the numbers of its rule."""
