"""The readers of `serve.sqlite`, one a subject: what each shows a reader passes that reader's RowFilter."""
