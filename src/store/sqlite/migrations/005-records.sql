-- What must not get lost about a call (complaints, nuisance, suggestions…) is looked for among all facts.
CREATE INDEX facts_on_record ON facts (number) WHERE json_extract(fact, '$.name') = 'record';
