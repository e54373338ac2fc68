"""The pages of disputes and statements: entering one beside a record, the list, one dispute, and its outcome."""
