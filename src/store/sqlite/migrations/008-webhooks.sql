-- What other programs are told of: how far each webhook has followed the facts, and what is still to be sent to it.
CREATE TABLE webhooks (
  url TEXT PRIMARY KEY,
  -- the last fact that has been looked at
  cursor INTEGER NOT NULL,
  last_success INTEGER,
  last_failure INTEGER,
  -- why the latest try has failed; null after a success
  failure TEXT,
  given_up INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE deliveries (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL REFERENCES webhooks (url) ON DELETE CASCADE,
  callback_id TEXT NOT NULL,
  id TEXT NOT NULL,
  event TEXT NOT NULL,
  body TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  UNIQUE (url, id)
) STRICT;
CREATE INDEX deliveries_in_order ON deliveries (url, callback_id, number);
