-- States are JSON, whole; beside them stand only the columns that are looked for. Times are UTC milliseconds.

CREATE TABLE calls (
  id TEXT PRIMARY KEY,
  line TEXT NOT NULL,
  arrived_at INTEGER NOT NULL,
  ended_at INTEGER,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX calls_newest ON calls (arrived_at, id);
CREATE INDEX calls_of_line ON calls (line, arrived_at, id);
CREATE INDEX calls_open ON calls (arrived_at, id) WHERE ended_at IS NULL;
CREATE INDEX calls_ended ON calls (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE callbacks (
  id TEXT PRIMARY KEY,
  from_call TEXT NOT NULL,
  line TEXT NOT NULL,
  status TEXT NOT NULL,
  promised_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  closed_at INTEGER,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX callbacks_newest ON callbacks (promised_at, id);
CREATE INDEX callbacks_open ON callbacks (promised_at, id) WHERE closed_at IS NULL;
CREATE INDEX callbacks_closed ON callbacks (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX callbacks_of_call ON callbacks (from_call);

CREATE TABLE agents (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT;

-- Who did what when. AUTOINCREMENT: a number is never given again, so that a follower can ask for what came after it.
CREATE TABLE facts (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  wall INTEGER NOT NULL,
  call_id TEXT,
  callback_id TEXT,
  fact TEXT NOT NULL
) STRICT;
CREATE INDEX facts_of_call ON facts (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX facts_of_callback ON facts (callback_id) WHERE callback_id IS NOT NULL;
CREATE INDEX facts_of_neither ON facts (wall) WHERE call_id IS NULL AND callback_id IS NULL;

CREATE TABLE journal (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  wall REAL NOT NULL,
  mono REAL NOT NULL,
  machine TEXT NOT NULL CHECK (machine IN ('call', 'callback', 'agent')),
  id TEXT NOT NULL,
  input TEXT NOT NULL
) STRICT;
CREATE INDEX journal_of_machine ON journal (machine, id);
CREATE INDEX journal_of_agents ON journal (wall) WHERE machine = 'agent';

-- Holds a row only inside a pruning transaction: the one door through which facts and journal leave.
CREATE TABLE pruning (
  running INTEGER PRIMARY KEY CHECK (running = 1)
) STRICT;

CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
BEGIN
  SELECT RAISE(ABORT, 'facts are append-only');
END;
CREATE TRIGGER facts_never_go BEFORE DELETE ON facts WHEN NOT EXISTS (SELECT 1 FROM pruning)
BEGIN
  SELECT RAISE(ABORT, 'facts are append-only');
END;
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_never_goes BEFORE DELETE ON journal WHEN NOT EXISTS (SELECT 1 FROM pruning)
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;
