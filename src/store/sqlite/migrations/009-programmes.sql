-- callback.programme: lists of customers, by a schedule. `closed_at`: every row has its outcome, or it was cancelled.
CREATE TABLE programmes (
  id TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL,
  closed_at INTEGER,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX programmes_closed ON programmes (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE programme_rows (
  programme TEXT NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (programme, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX programme_rows_counted ON programme_rows (programme, status);

-- How often and when a number (E.164) wants to be called; it stands until the customer says something else.
CREATE TABLE customer_frequencies (
  number TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT;

-- When a number was last called: by a programme (line ''), or reached by a callback of the line.
CREATE TABLE customers_called (
  number TEXT NOT NULL,
  line TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (number, line)
) STRICT;
CREATE INDEX customers_called_oldest ON customers_called (at);
