"""Whether what is kept is as it was written: snapshots, received files, and the triggers that keep rows unchanged."""
