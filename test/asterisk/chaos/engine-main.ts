// The engine of the chaos suite in a process of its own: node engine-main.ts DIR PORT_BASE ARI_URL WEBHOOK_URL AGENTS. Says `ready`,
// then goes on until it is killed; SIGUSR2 has it read its configuration again.

import { join } from 'node:path';
import type { App } from '../../../src/compose.ts';
import { ownConnection } from '../../../src/host/asterisk/bring-up.ts';
import { loadOrMakeSecrets } from '../../../src/host/secrets.ts';
import { readSounds } from '../../../src/host/sounds.ts';
import { configuration, startEngine } from '../support/site.ts';
import { chaosOptions } from './site-options.ts';

const [dir = '', base = '', ariUrl = '', webhook = '', agents = ''] = process.argv.slice(2);
const configured = () => configuration(dir, Number(base), chaosOptions({ webhook, agents: Number(agents) }));
const config = configured();
const secrets = await loadOrMakeSecrets(
  config.paths.secrets,
  config.site.agents.map(({ id }) => id),
);
const connection = { ...ownConnection(config.site, secrets), ariUrl };
const sounds = join(dir, 'sounds');
let app: App | undefined;
// a reload may be ordered while the engine starts: then there is nothing to read again
process.on('SIGUSR2', () => {
  // as `sansheng serve` does it: a reload that fails changes nothing
  readSounds(sounds)
    .then((read) => app?.reload({ ...configured(), sounds: read }))
    .catch((error: unknown) => console.error(error));
});
app = await startEngine({ ...config, secrets }, sounds, connection);
console.log('ready');
