"""How well linking joins: against what somebody knows, and against what people answered."""
