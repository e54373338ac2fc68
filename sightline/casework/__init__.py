"""What people decide, enter, acknowledge and see: the Django app that pages and commands call.

Every public function of `services` (acts) and `selectors` (reads) does four things in one order: check, act, audit,
return. What reads for somebody takes their session as its first argument. The audit row is committed before the answer
goes out; where it cannot be written there is no answer.
"""
