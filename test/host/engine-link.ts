import type { AsteriskSite } from '../../src/host/asterisk/site.ts';
import type { AriTelephony } from '../../src/telephony/ari/options.ts';
import { createAriTelephony } from '../../src/telephony/ari/telephony.ts';

const silent = () => undefined;

/** The engine's link to the Asterisk of a site, without an engine. */
export function engineLink({ ariPort, ariPassword, sounds }: AsteriskSite): AriTelephony {
  return createAriTelephony({
    url: `http://127.0.0.1:${ariPort}`,
    user: 'sansheng',
    password: ariPassword,
    app: 'sansheng',
    sounds,
    trunks: ['trunk'],
    routes: (callerId, number) => [{ trunk: 'trunk', number, callerId, nextAfterMs: 0 }],
    variables: () => ({}),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}
