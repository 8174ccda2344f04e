-- outage.notice: what callers are told of; `until` is when it is over, or was taken off.
CREATE TABLE outages (
  id TEXT PRIMARY KEY,
  until INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

-- language.caller: what a number (E.164) has chosen; `at` is when it last did, or called.
CREATE TABLE customers (
  number TEXT PRIMARY KEY,
  language TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_oldest ON customers (at);
