-- What operators look for: read from the state, which stays the only place where it is written.
ALTER TABLE callbacks ADD COLUMN kind TEXT GENERATED ALWAYS AS (json_extract(state, '$.kind')) VIRTUAL;
ALTER TABLE callbacks ADD COLUMN number TEXT GENERATED ALWAYS AS (json_extract(state, '$.number')) VIRTUAL;
ALTER TABLE callbacks ADD COLUMN deadline_at INTEGER
  GENERATED ALWAYS AS (CAST(round(json_extract(state, '$.deadlineAt')) AS INTEGER)) VIRTUAL;
ALTER TABLE callbacks ADD COLUMN place_at INTEGER
  GENERATED ALWAYS AS (CAST(round(json_extract(state, '$.place')) AS INTEGER)) VIRTUAL;
CREATE INDEX callbacks_by_due ON callbacks (due_at, id);
CREATE INDEX callbacks_by_deadline ON callbacks (deadline_at, id);
CREATE INDEX callbacks_by_place ON callbacks (place_at, id);
CREATE INDEX callbacks_of_number ON callbacks (number);
CREATE INDEX callbacks_of_status ON callbacks (status, due_at, id);

-- To which callback something was done.
ALTER TABLE audit ADD COLUMN callback_id TEXT;

-- Tokens of people: of the token itself only its SHA-256 is kept.
CREATE TABLE api_tokens (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('operator', 'supervisor', 'admin')),
  hash TEXT NOT NULL UNIQUE,
  made_at INTEGER NOT NULL
) STRICT;

-- What was answered to a request that may come again; `request` is the SHA-256 of what was asked.
CREATE TABLE api_answers (
  who TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (who, key)
) STRICT;
CREATE INDEX api_answers_oldest ON api_answers (at);
