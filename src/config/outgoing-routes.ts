import { phoneNumber } from './numbers.ts';
import type { Site, SiteLine, SiteTrunk } from './site.ts';

/** One way out to a customer: the trunk, and what is dialled and shown on it. */
interface Route {
  /** The name of Asterisk's endpoint. */
  readonly trunk: string;
  readonly number: string;
  readonly callerId: string;
  /** So long the next trunk waits for ringing on this one. */
  readonly nextAfterMs: number;
}

/** The ways out to a customer of a line, in their order.
 * @param dialled as it is dialled inside the country: `13800138000`, `02161234567` */
export function outgoingRoutes(
  { lines, trunks, region: siteRegion }: Pick<Site, 'lines' | 'trunks' | 'region'>,
  line: string,
  dialled: string,
): Route[] {
  const { region, callerId } = lines.find(({ number }) => number === line) ?? {
    region: siteRegion,
    callerId: null,
  };
  const e164 = phoneNumber(dialled, region)?.e164 ?? null;
  return trunks.map((trunk) => ({
    trunk: trunk.name,
    number: written(dialled, e164, trunk.dial),
    callerId: ofTrunk(callerId, trunk.name) ?? trunk.callerId ?? line,
    nextAfterMs: trunk.nextAfterMs,
  }));
}

/** What the line shows on that trunk. */
function ofTrunk(callerId: SiteLine['callerId'], trunk: string): string | null {
  return typeof callerId === 'object' ? (callerId?.[trunk] ?? null) : callerId;
}

function written(
  dialled: string,
  e164: string | null,
  { form, prefix, areaCode }: SiteTrunk['dial'],
): string {
  if (form === 'e164' && e164 !== null) return prefix === '' ? e164 : `${prefix}${e164.slice(1)}`;
  const isLocal = areaCode !== null && dialled.startsWith(areaCode);
  return `${prefix}${isLocal ? dialled.slice(areaCode.length) : dialled}`;
}
