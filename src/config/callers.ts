import { z } from 'zod';
import type { SiteAsterisk, SiteCallers, SitePorts } from './site.ts';

const MOST_CURE = 'Give a whole number of callers from 1 to 10000.';
const BEYOND_CURE = 'Give offer, busy or unavailable.';

/** `callers:` in `sansheng.yaml`. The messages are the cures. */
export const callersSchema = z.strictObject({
  most: z.int({ error: MOST_CURE }).min(1, { error: MOST_CURE }).max(10_000, { error: MOST_CURE }).optional(),
  beyond: z.enum(['offer', 'busy', 'unavailable'], { error: BEYOND_CURE }).default('offer'),
});

/** RTP and RTCP. */
const PORTS_A_LEG = 2;
/** An agent who calls a customer back needs a leg for each of the two. */
const LEGS_AN_AGENT = 2;
/** Of the callers for whom there is room, so many are left to be told that there is no more. */
const TOLD_SHARE = 0.1;

/** How many callers a site takes: as it says, else as many as there are legs beside those of the agents. An Asterisk that somebody else
 * runs has ports that nobody here knows: its limit must be given. */
export function callerLimit(
  { most, beyond }: z.infer<typeof callersSchema>,
  { asterisk, ports, agents }: { asterisk: SiteAsterisk; ports: SitePorts; agents: number },
): SiteCallers | null {
  const refuseAs = beyond === 'unavailable' ? beyond : 'busy';
  const told = (callers: number) => (beyond === 'offer' ? Math.ceil(callers * TOLD_SHARE) : 0);
  if (most !== undefined) return { most, told: told(most), refuseAs };
  const isForeign = asterisk.mode === 'existing' || (asterisk.mode === 'auto' && asterisk.existing !== null);
  if (isForeign) return null;
  const legs = Math.floor((ports.rtpLast - ports.rtpFirst + 1) / PORTS_A_LEG);
  const room = Math.max(legs - agents * LEGS_AN_AGENT, 1);
  return { most: Math.max(room - told(room), 1), told: told(room), refuseAs };
}
