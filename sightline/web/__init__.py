"""The pages, grouped by what a person does. Views are thin: a session, one call of `casework`, a template.

Nothing is filtered or counted here. What a page is given is already what its reader may see, and the reading is already
in the audit.
"""
