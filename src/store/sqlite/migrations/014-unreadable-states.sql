-- A stored state that the engine cannot read is moved here when the engine starts: it must not keep the engine from starting.
CREATE TABLE unreadable_states (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  -- the table that it stood in, and its key there
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  fault TEXT NOT NULL,
  -- UTC ms
  found_at INTEGER NOT NULL
) STRICT;
