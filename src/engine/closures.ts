import type { PreQueue } from '../core/call/pre-queue-state.ts';
import type { OutageState } from '../core/outage/state.ts';
import { concerns, isOn } from '../core/outage/step.ts';
import type { EngineSite } from './site.ts';

/** What the callers of a line hear while it is closed; null while it is open. Somebody may have closed it for today: then its
 * hours are not told, for they are not kept, and it opens when that is over and the hours say so.
 * @param wall UTC ms */
export function closedNow(
  line: string,
  wall: number,
  site: EngineSite,
  outages: Iterable<OutageState>,
): PreQueue['closed'] {
  const closing = [...outages].filter((one) => one.closes && isOn(one, wall) && concerns(one, line, null));
  if (closing.length === 0) return site.closed(line, wall);
  const until = Math.max(...closing.map((one) => one.until));
  return { hours: [], opensAt: site.closed(line, until)?.opensAt ?? until };
}
