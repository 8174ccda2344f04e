import { z } from 'zod';

/** Who may reach the console by which names, and how long a session lasts. */
export interface SiteWeb {
  /** Names beside those of this machine itself, in small letters. */
  readonly hosts: readonly string[];
  /** A session ends after so long without a request. */
  readonly idleMinutes: number;
  /** And after so long in any case. */
  readonly sessionHours: number;
}

const HOST_CURE =
  'Give names that browsers use, such as sansheng.example.com: without https://, port and path.';
const IDLE_CURE = 'Give a whole number of minutes from 1 to 1440.';
const HOURS_CURE = 'Give a whole number of hours from 1 to 24.';
const MOST_HOSTS = 20;

const host = z
  .string({ error: HOST_CURE })
  .toLowerCase()
  .max(253, { error: HOST_CURE })
  .regex(/^([a-z\d]([a-z\d-]*[a-z\d])?)(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/, { error: HOST_CURE });

/** `web` of `sansheng.yaml`; the messages are the cures. */
export const webSchema = z.strictObject({
  hosts: z.array(host, { error: HOST_CURE }).max(MOST_HOSTS, { error: HOST_CURE }).default([]),
  idle_minutes: z
    .int({ error: IDLE_CURE })
    .min(1, { error: IDLE_CURE })
    .max(1440, { error: IDLE_CURE })
    .default(30),
  session_hours: z
    .int({ error: HOURS_CURE })
    .min(1, { error: HOURS_CURE })
    .max(24, { error: HOURS_CURE })
    .default(12),
});

/** What `web` says, for the site. */
export function siteWeb({ hosts, idle_minutes, session_hours }: z.infer<typeof webSchema>): SiteWeb {
  return { hosts, idleMinutes: idle_minutes, sessionHours: session_hours };
}
