-- A customer's calls: read from the state, which stays the only place where the number is written. A state that cannot be read has none.
ALTER TABLE calls ADD COLUMN number TEXT
  GENERATED ALWAYS AS (CASE WHEN json_valid(state) THEN json_extract(state, '$.customer.number') END) VIRTUAL;
CREATE INDEX calls_of_number ON calls (number, arrived_at, id) WHERE number IS NOT NULL;
