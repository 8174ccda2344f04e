-- What the wall clock said when the engine last looked at it, and since when it has gone on without a jump (null: ever since). UTC ms.
CREATE TABLE clock (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  seen_at INTEGER NOT NULL,
  steady_since INTEGER
) STRICT;
INSERT INTO clock SELECT 1, wall, NULL FROM facts ORDER BY number DESC LIMIT 1;
