-- The states of kinds of machines that have no table of their own.

CREATE TABLE machines (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  ended_at INTEGER,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX machines_ended ON machines (ended_at) WHERE ended_at IS NOT NULL;
