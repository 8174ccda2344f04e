import type { LineQualityReport } from '../line-quality.ts';

/** RTCP counts jitter in ticks of G.711's clock. */
const TICKS_PER_MS = 8;

/** How a party's sound arrived, from the report that Asterisk sends the party every 5 s (RTCPSent); undefined where none did. */
export function qualityReportOf(fields: Readonly<Record<string, unknown>>): LineQualityReport | undefined {
  const leg = fields.uniqueid;
  // in 256ths, since the last report
  const lost = Number(fields.report0fractionlost);
  const jitter = Number(fields.report0iajitter);
  if (typeof leg !== 'string' || Number.isNaN(lost) || Number.isNaN(jitter)) return undefined;
  return { leg, lossPercent: Math.round((lost / 256) * 100), jitterMs: Math.round(jitter / TICKS_PER_MS) };
}
