-- People who sign in to the console. password: how it was hashed, with the salt, and the hash (src/web/passwords.ts). made_at: UTC ms.
CREATE TABLE users (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
