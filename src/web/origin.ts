import { ApiError } from './problem.ts';

/** What a browser says of where a request comes from. */
interface OriginHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/** The host of a Host header, in small letters and without the port. */
function hostName(host: string | undefined): string | null {
  const [, name = null] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host ?? '') ?? [];
  return name?.toLowerCase() ?? null;
}

/** Whether a name or an address is this machine's own, which no other can reach. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Against DNS rebinding: a page elsewhere, whose name has been made to lead here, is refused by that name.
 * @throws ApiError API_HOST_UNKNOWN */
export function checkHost({ host }: OriginHeaders, names: readonly string[]): void {
  const name = hostName(host);
  if (name !== null && (isLoopback(name) || names.includes(name))) return;
  const cure = 'Use the address that `sansheng up` prints, or put the name into web.hosts of sansheng.yaml.';
  throw new ApiError('API_HOST_UNKNOWN', 403, 'the request names a host that this site is not', cure);
}

/** Against requests that another page makes in a user's name. `must`: one that says nothing of its origin is refused, too.
 * @throws ApiError API_CROSS_SITE */
export function checkOrigin(headers: OriginHeaders, must: boolean): void {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin === undefined ? site === 'same-origin' || (!must && site === undefined) : isOf(origin, host))
    return;
  const cure = 'Send it from the console itself; a program uses a token in place of a session.';
  throw new ApiError('API_CROSS_SITE', 403, 'the request comes from another page than the console', cure);
}

function isOf(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
