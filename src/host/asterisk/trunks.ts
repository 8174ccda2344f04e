import type { AsteriskSite, AsteriskTrunk } from './site.ts';
import { section, settings, soundSettings, transportName } from './transports.ts';

/** What the template of a trunk leaves open. */
export function trunkValues(site: AsteriskSite, trunk: AsteriskTrunk): Record<string, string> {
  const transport = transportName(site, trunk.transport, trunk.sipHost);
  const by = uriTransport(trunk);
  // in a configuration of Asterisk a ; begins a comment
  const proxy =
    trunk.outboundProxy === null ? {} : { outbound_proxy: `sip:${trunk.outboundProxy}\\;lr${by}` };
  const { name, register } = trunk;
  const account = {
    ...proxy,
    ...(trunk.fromUser !== null && { from_user: trunk.fromUser }),
    ...(trunk.fromDomain !== null && { from_domain: trunk.fromDomain }),
    ...(register && { outbound_auth: `${name}-account` }),
  };
  return {
    TRUNK: name,
    TRUNK_HOST: trunk.outboundHost,
    TRUNK_PORT: String(trunk.outboundPort),
    TRUNK_MATCH: trunk.match,
    TRUNK_TRANSPORT: transport,
    TRUNK_BY: by,
    TRUNK_SOUND: soundSettings(trunk),
    TRUNK_SIP_HOST: trunk.sipHost ?? site.sipHost,
    TRUNK_RTP_TIMEOUT: String(trunk.rtpTimeoutSeconds),
    TRUNK_ACCOUNT: settings(account),
    TRUNK_PROXY: settings(proxy),
    TRUNK_REGISTRATION: register ? registration(trunk, register, transport, proxy) : '',
  };
}

function registration(
  trunk: AsteriskTrunk,
  { user, authUser, password }: NonNullable<AsteriskTrunk['register']>,
  transport: string,
  proxy: Record<string, string>,
): string {
  const { name, outboundHost, outboundPort, fromDomain } = trunk;
  const account = `${name}-account`;
  const registrar = `sip:${fromDomain ?? `${outboundHost}:${outboundPort}`}`;
  const auth = section(account, { type: 'auth', auth_type: 'digest', username: authUser, password });
  const registers = section(`${name}-registration`, {
    ...{ type: 'registration', transport, outbound_auth: account },
    ...{
      server_uri: `${registrar}${uriTransport(trunk)}`,
      client_uri: `sip:${user}@${registrar.slice('sip:'.length)}`,
      contact_user: user,
    },
    // a carrier that is away, or refuses, is asked again for ever
    ...{ ...proxy, retry_interval: '30', forbidden_retry_interval: '300', max_retries: '1000000' },
  });
  return `${auth}${registers}`;
}

/** What says in an address by which transport it is reached. */
function uriTransport({ transport }: AsteriskTrunk): string {
  return transport === 'udp' ? '' : `\\;transport=${transport}`;
}
