-- Who looked at what is private, or judged a call: by people beside the engine, never changed.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  wall INTEGER NOT NULL,
  who TEXT NOT NULL,
  did TEXT NOT NULL,
  call_id TEXT,
  detail TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_never_goes BEFORE DELETE ON audit WHEN NOT EXISTS (SELECT 1 FROM pruning)
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
