"""Divides a note: into windows, sentences and quotations, and into headed sections, dated entries, turns and mails."""
