"""The invented files: their headings, the workbook of meetings, and where each row goes as it is made."""
