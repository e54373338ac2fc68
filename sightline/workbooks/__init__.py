"""Reads workbooks, Parquet and JSON lines in a separate process, with limits on its memory, time and output.

A workbook is a compressed archive from outside: whatever it holds, only the child process can run out of memory or
time. `process` starts the child and gives back rows; all else here runs in the child and imports nothing heavy.
"""
