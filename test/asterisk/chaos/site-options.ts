import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../../../src/config/site.ts';
import type { SiteWebhook } from '../../../src/config/webhooks.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import { toneFile } from '../support/asterisk.ts';
import type { SiteOptions } from '../support/site.ts';
import { MUSIC_HZ } from './tones.ts';

const SHIPPED = join(import.meta.dirname, '../../../sounds');

/** Lines that callers dial: all is kept to the strictest standard, the second one chooses a language first. */
export const LINES = ['4008001234', '4008000001'] as const;
const STANDARD = 'strict';
/** answer.rings of that standard: two of 5 s. */
export const RINGS_MS = 10_000;
export const REMINDER_MS = 15_000;

/** What lasts minutes comes within seconds, and who is asked for a key answers within the 5 s in which nobody sits in silence. */
function quick({ clauses: all, handling, ...shipped }: Standard): Standard {
  // nobody is asked days later
  const { 'callback.follow_up': _later, ...clauses } = all;
  const { 'hold.limit': limit, 'hear.silent': _silent, ...others } = clauses;
  if (!limit) throw new Error('strict offers callbacks');
  return {
    ...shipped,
    clauses: {
      ...others,
      'hold.limit': { ...limit, afterMs: 20_000, againMs: 20_000 },
      'close.record': { wrapUpMs: 1000 },
    },
    handling: {
      ...handling,
      goodbyeSilenceMs: 2000,
      keyTimeoutMs: 4000,
      passOverMs: 5000,
      agentRingQueuedMs: 8000,
      customerRingMs: 12_000,
      retryBusyMs: [20_000, 20_000],
      retryNoAnswerMs: [20_000, 20_000],
      retryRefusedMs: [20_000, 20_000],
      retryUnreachableMs: [20_000, 20_000],
      retryCongestedMs: [20_000, 20_000],
      retryLostMs: [20_000, 20_000],
    },
  };
}

export interface ChaosSiteOptions {
  /** Where webhooks go. */
  readonly webhook: string;
  readonly agents: number;
}

const idOf = (index: number) => `${8001 + index}`;

export function agentIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => idOf(index));
}

/** What the engine and the parties have in common. */
export function chaosOptions({ webhook, agents }: ChaosSiteOptions): SiteOptions {
  const hook: SiteWebhook = {
    url: webhook,
    events: ['created'],
    lines: null,
    numbers: 'masked',
    secret: null,
  };
  const change = (site: Site): Site => ({
    ...site,
    lines: site.lines
      .filter(({ number }) => LINES.some((line) => line === number))
      .map((line, index) => ({
        ...line,
        standard: STANDARD,
        languages: index === 1 ? (['zh', 'yue', 'en'] as const) : null,
        recording: index === 1 ? 'all' : 'off',
        callbacks: { ...line.callbacks, perNumberPerHour: 100, perNumberPerDay: 100, perLinePerHour: 10_000 },
      })),
    agents: agentIds(agents).map((id) => ({ id, name: id, languages: ['zh', 'yue', 'en'], role: 'agent' })),
    trunks: site.trunks.map((trunk) => ({ ...trunk, rtpTimeoutSeconds: 20 })),
    webhooks: [hook],
  });
  return { standards: { [STANDARD]: quick }, change };
}

/** The shipped prompts, and music that is a tone. */
export async function prepareSounds(folder: string): Promise<void> {
  await mkdir(join(folder, 'music'), { recursive: true });
  for (const language of ['zh', 'yue', 'en']) await symlink(join(SHIPPED, language), join(folder, language));
  for (const file of ['manifest.json', 'prompts.yaml']) await cp(join(SHIPPED, file), join(folder, file));
  await writeFile(join(folder, 'music', 'tone.wav'), toneFile(MUSIC_HZ, 30));
}
