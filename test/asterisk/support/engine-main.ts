// The engine of a test's site in a process of its own, as `sansheng serve` is one: node engine-main.ts DIR PORT_BASE. Says
// `ready`, then goes on until it is killed.

import { join } from 'node:path';
import type { Standard } from '../../../src/core/standard/standard.ts';
import { ownConnection } from '../../../src/host/asterisk/bring-up.ts';
import { loadOrMakeSecrets } from '../../../src/host/secrets.ts';
import { configuration, startEngine } from './site.ts';

const OFFER_AFTER_MS = 5_000;

/** callback.number: the offer comes soon, and again and again. */
function offersSoon({ clauses, handling, ...shipped }: Standard): Standard {
  const { 'hold.limit': limit, 'hold.reminder': reminder } = clauses;
  if (!limit || !reminder) throw new Error('strict has reassurances and an offer');
  return {
    ...shipped,
    clauses: {
      ...clauses,
      'hold.limit': { ...limit, afterMs: OFFER_AFTER_MS },
      'hold.reminder': { ...reminder, everyMs: 20_000 },
    },
    handling: { ...handling, ringOffMs: 500 },
  };
}

const [dir = '', base = ''] = process.argv.slice(2);
const config = configuration(dir, Number(base), { standards: { strict: offersSoon } });
const agents = config.site.agents.map(({ id }) => id);
const secrets = await loadOrMakeSecrets(config.paths.secrets, agents);
const connection = ownConnection(config.site, secrets);
await startEngine({ ...config, secrets }, join(import.meta.dirname, '../../../sounds'), connection);
console.log('ready');
