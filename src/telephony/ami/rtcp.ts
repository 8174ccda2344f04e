import type { LineReport } from '../lines.ts';

/** G.711's clock, by which RTCP counts. */
const TICKS_PER_MS = 8;

/** What Asterisk has told a party every 5 s of how its sound arrived (RTCPSent), undefined where none did. */
export function reportIn(fields: Readonly<Record<string, unknown>>): LineReport | undefined {
  const leg = fields.uniqueid;
  // Of 256, since the last report.
  const lost = Number(fields.report0fractionlost);
  const jitter = Number(fields.report0iajitter);
  if (typeof leg !== 'string' || Number.isNaN(lost) || Number.isNaN(jitter)) return undefined;
  return { leg, lossPercent: Math.round((lost / 256) * 100), jitterMs: Math.round(jitter / TICKS_PER_MS) };
}
