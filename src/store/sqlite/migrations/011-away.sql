-- callback.unanswered: entries of Asterisk's own database that have made a callback and may still be there.
CREATE TABLE away_taken (
  key TEXT PRIMARY KEY
) STRICT;
