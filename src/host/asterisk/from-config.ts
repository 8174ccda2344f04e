import { dialplanRules } from '../../config/dial-patterns.ts';
import type { Site } from '../../config/site.ts';
import type { Secrets } from '../secrets.ts';
import type { AsteriskSite } from './site.ts';

/** A phone on hold may send nothing for as long as anybody holds; and it is the engine that limits that. */
const HELD_SECONDS = 1800;

/**
 * What Asterisk is configured with for a checked `sansheng.yaml`. Every phone of the site registers, queue agent or not.
 *
 * @param secrets must hold one for each of the site's agents (see `loadOrMakeSecrets`)
 * @param sounds absolute path of the prompts' folder, as Asterisk sees it
 */
export function asteriskSite(site: Site, secrets: Secrets, sounds: string): AsteriskSite {
  const agents = site.agents.map(({ id, name }) => {
    const secret = secrets.agents[id];
    if (secret === undefined) throw new Error(`there is no secret for agent ${id}`);
    return { id, name, secret };
  });
  return {
    sipHost: site.sipHost,
    sipPort: site.ports.sip,
    sipTlsPort: site.ports.sipTls,
    sipTls: site.sipTls,
    phones: site.phones,
    ariPort: site.ports.ari,
    amiPort: site.ports.ami,
    rtpFrom: site.ports.rtpFirst,
    rtpTo: site.ports.rtpLast,
    ariPassword: secrets.ariPassword,
    amiPassword: secrets.amiPassword,
    agents,
    transferKey: site.phones.transferKey,
    rtpTimeouts: {
      phone: site.phones.rtpTimeoutSeconds,
      held: HELD_SECONDS,
    },
    trunks: site.trunks.map((trunk) => ({ ...trunk, match: trunk.match.join(',') })),
    lines: Object.fromEntries(site.lines.map(({ number, language }) => [number, language])),
    dialRules: dialplanRules(site),
    sounds,
    app: 'sansheng',
  };
}
