-- The engine's own thread looks for callbacks: what operators look by is found in an index, however many are kept.
ALTER TABLE callbacks ADD COLUMN dialled TEXT GENERATED ALWAYS AS (json_extract(state, '$.dialled')) VIRTUAL;
ALTER TABLE callbacks ADD COLUMN agent TEXT GENERATED ALWAYS AS (json_extract(state, '$.agent')) VIRTUAL;
ALTER TABLE callbacks ADD COLUMN assigned TEXT GENERATED ALWAYS AS (json_extract(state, '$.assigned')) VIRTUAL;
ALTER TABLE callbacks ADD COLUMN last_agent TEXT
  GENERATED ALWAYS AS (json_extract(state, '$.attempts[#-1].agent')) VIRTUAL;
-- Numbers are not in it: whoever sees them masked must not find them out digit by digit.
ALTER TABLE callbacks ADD COLUMN words TEXT GENERATED ALWAYS AS (
  id || char(10) || coalesce(json_extract(state, '$.name'), '') || char(10) ||
  coalesce(json_extract(state, '$.about'), '') || char(10) || coalesce(json_extract(state, '$.by'), '')
) VIRTUAL;
CREATE INDEX callbacks_of_dialled ON callbacks (dialled);
CREATE INDEX callbacks_of_agent ON callbacks (agent) WHERE agent IS NOT NULL;
CREATE INDEX callbacks_of_assigned ON callbacks (assigned) WHERE assigned IS NOT NULL;
CREATE INDEX callbacks_of_last_agent ON callbacks (last_agent) WHERE last_agent IS NOT NULL;
CREATE INDEX callbacks_of_words ON callbacks (words);
CREATE INDEX callbacks_of_kind ON callbacks (kind, due_at, id);
CREATE INDEX callbacks_of_line ON callbacks (line, due_at, id);
