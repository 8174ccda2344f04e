-- Every text of a standard that calls were kept to: a call in progress keeps the one that it began with, over a restart too.
CREATE TABLE editions (
  edition TEXT PRIMARY KEY,
  standard TEXT NOT NULL
) STRICT, WITHOUT ROWID;
