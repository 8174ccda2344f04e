// The engine of the bench in a process of its own, as `sansheng serve` is one: node engine-main.ts DIR PORT_BASE [ARI_URL]. Says
// `ready`, then goes on until it is killed.
import { join } from 'node:path';
import { ownConnection } from '../../../src/host/asterisk/bring-up.ts';
import { loadOrMakeSecrets } from '../../../src/host/secrets.ts';
import { configuration, startEngine } from '../../../test/asterisk/support/site.ts';
import { ENGINE_SITE } from './site-options.ts';

const [dir = '', base = '', ariUrl] = process.argv.slice(2);
const config = configuration(dir, Number(base), ENGINE_SITE);
const agents = config.site.agents.map(({ id }) => id);
const secrets = await loadOrMakeSecrets(config.paths.secrets, agents);
const own = ownConnection(config.site, secrets);
const asterisk = ariUrl === undefined ? own : { ...own, ariUrl };
await startEngine({ ...config, secrets }, join(import.meta.dirname, '../../../sounds'), asterisk);
console.log('ready');
