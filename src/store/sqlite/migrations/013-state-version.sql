-- A stored state names the version of its format (STATE_VERSION in the code). Version 2 is the first that is written down;
-- `upgraded` makes it of what earlier versions wrote: upgrade/to-version-2.ts has the renamed keys and values.
-- A later change of the format is another migration with `upgraded(3, …)`.

ALTER TABLE calls ADD COLUMN version INTEGER NOT NULL DEFAULT 2;
ALTER TABLE callbacks ADD COLUMN version INTEGER NOT NULL DEFAULT 2;
ALTER TABLE agents ADD COLUMN version INTEGER NOT NULL DEFAULT 2;
ALTER TABLE outages ADD COLUMN version INTEGER NOT NULL DEFAULT 2;
ALTER TABLE programmes ADD COLUMN version INTEGER NOT NULL DEFAULT 2;
ALTER TABLE programme_rows ADD COLUMN version INTEGER NOT NULL DEFAULT 2;
ALTER TABLE customer_frequencies ADD COLUMN version INTEGER NOT NULL DEFAULT 2;

-- A state that is no JSON, or has no status, stays as it is: the engine sets it aside when it starts.
UPDATE calls SET state = upgraded(2, 'call', state);
UPDATE callbacks SET state = upgraded(2, 'callback', state);
UPDATE callbacks SET status = json_extract(state, '$.status.is')
  WHERE CASE WHEN json_valid(state) THEN json_extract(state, '$.status.is') END IS NOT NULL;
UPDATE agents SET state = upgraded(2, 'agent', state);
UPDATE outages SET state = upgraded(2, 'outage', state);
UPDATE programmes SET state = upgraded(2, 'programme', state);
UPDATE programme_rows SET state = upgraded(2, 'row', state);
UPDATE programme_rows SET status = json_extract(state, '$.status.is')
  WHERE CASE WHEN json_valid(state) THEN json_extract(state, '$.status.is') END IS NOT NULL;
UPDATE customer_frequencies SET state = upgraded(2, 'frequency', state);
UPDATE editions SET standard = upgraded(2, 'standard', standard);

-- What waits for webhooks, and what is answered to a request that comes again, goes out with the new names.
UPDATE deliveries SET body = upgraded(2, 'delivery', body);
UPDATE deliveries SET event = json_extract(body, '$.event')
  WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.event') END IS NOT NULL;
UPDATE api_answers SET answer = upgraded(2, 'answer', answer);

-- Facts stay append-only: only an upgrade rewrites them, to the names that reports read.
DROP TRIGGER facts_never_change;
UPDATE facts SET fact = upgraded(2, 'fact', fact) WHERE upgraded(2, 'fact', fact) <> fact;
CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
BEGIN
  SELECT RAISE(ABORT, 'facts are append-only');
END;

-- The journal says with which version an input was taken: an input of another version cannot be replayed. Which machines
-- are in it is the engine's business.
CREATE TABLE journal_now (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  wall REAL NOT NULL,
  mono REAL NOT NULL,
  machine TEXT NOT NULL,
  id TEXT NOT NULL,
  input TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
INSERT INTO journal_now SELECT number, wall, mono, machine, id, input, 1 FROM journal;
DROP TABLE journal;
ALTER TABLE journal_now RENAME TO journal;
CREATE INDEX journal_of_machine ON journal (machine, id);
CREATE INDEX journal_of_agents ON journal (wall) WHERE machine = 'agent';
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_never_goes BEFORE DELETE ON journal WHEN NOT EXISTS (SELECT 1 FROM pruning)
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;
