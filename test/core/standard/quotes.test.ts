import { expect, it } from 'vitest';
import { QUOTES } from '../../../src/core/standard/catalogue/quotes.ts';
import { findClause } from '../../../src/core/standard/catalogue.ts';

it.each(Object.entries(QUOTES))(
  '%s: each quote belongs to a document that asks for the clause',
  (id, quotes) => {
    const asks = Object.entries(findClause(id)?.asks ?? {});
    const asking = asks.filter(([, ask]) => ask !== null).map(([source]) => source);
    for (const source of Object.keys(quotes)) expect(asking).toContain(source);
  },
);
