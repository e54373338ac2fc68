"""What people decide, enter, acknowledge and see: the Django app that pages and commands call.

Every public function of `services` (write) and `selectors` (read) does four things in one order: check, act, audit,
return. The audit row is committed before the function returns; where it cannot be written there is no answer.
"""
