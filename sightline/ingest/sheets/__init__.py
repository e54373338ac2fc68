"""The sheets of a received file as rows of text: of a CSV in its encoding, or of a workbook."""
