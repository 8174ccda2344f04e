import { createHash } from 'node:crypto';

/** Who a phone is for Asterisk. */
export interface Account {
  readonly user: string;
  readonly secret: string;
}

/** What the requests of a dialog have in common. */
export interface Head {
  readonly uri: string;
  readonly from: string;
  readonly to: string;
  readonly id: string;
}

export const headerOf = (text: string, name: string): string =>
  new RegExp(`^${name}: *(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
export const statusOf = (text: string): number => Number(/^SIP\/2\.0 (\d+)/.exec(text)?.[1] ?? 0);
export const methodOf = (text: string): string => headerOf(text, 'CSeq').split(' ')[1] ?? '';

/** The header that answers the challenge of a 401. */
export function digestOf(response: string, method: string, uri: string, { user, secret }: Account): string {
  const challenge = headerOf(response, 'WWW-Authenticate');
  const part = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, opaque] = [part('realm'), part('nonce'), part('opaque')];
  const hash = md5(
    `${md5(`${user}:${realm}:${secret}`)}:${nonce}:00000001:c:auth:${md5(`${method}:${uri}`)}`,
  );
  const fields = [
    `username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${hash}"`,
    `opaque="${opaque}", qop=auth, nc=00000001, cnonce="c", algorithm=MD5`,
  ];
  return `Authorization: Digest ${fields.join(', ')}`;
}

/** G.711 A-law at this address. */
export function sdpOf(
  { address, port }: { readonly address: string; readonly port: number },
  version: number,
  direction: string,
): string {
  const media = [
    `m=audio ${port} RTP/AVP 8 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    `a=${direction}`,
  ];
  const session = ['v=0', `o=- 1 ${version} IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0'];
  return [...session, ...media, ''].join('\r\n');
}
