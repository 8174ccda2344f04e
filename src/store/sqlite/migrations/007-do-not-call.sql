-- callback.purpose: numbers (E.164) that no line calls. They are kept until somebody takes them off: a wish not to be called does not
-- grow old.
CREATE TABLE do_not_call (
  number TEXT PRIMARY KEY,
  by TEXT NOT NULL,
  why TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
