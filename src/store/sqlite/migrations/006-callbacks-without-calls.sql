-- A callback may come from no call: an operator's, a program's, a programme's, or a number left while the engine was away.
CREATE TABLE callbacks_now (
  id TEXT PRIMARY KEY,
  from_call TEXT,
  line TEXT NOT NULL,
  status TEXT NOT NULL,
  promised_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  closed_at INTEGER,
  state TEXT NOT NULL
) STRICT;
INSERT INTO callbacks_now SELECT id, from_call, line, status, promised_at, due_at, closed_at, state FROM callbacks;
DROP TABLE callbacks;
ALTER TABLE callbacks_now RENAME TO callbacks;
CREATE INDEX callbacks_newest ON callbacks (promised_at, id);
CREATE INDEX callbacks_open ON callbacks (promised_at, id) WHERE closed_at IS NULL;
CREATE INDEX callbacks_closed ON callbacks (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX callbacks_of_call ON callbacks (from_call);
