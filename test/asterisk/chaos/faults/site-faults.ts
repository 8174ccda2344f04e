import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Lane } from './fault.ts';

const siteFaults: readonly Fault[] = [
  {
    name: 'webhooks slow',
    weight: 30,
    async happen({ site }, dice) {
      site.webhooks.answer = dice.chance(0.5)
        ? { afterMs: 20_000, status: 204 }
        : { afterMs: 0, status: 500 };
      await sleep(dice.between(5000, 20_000));
      site.webhooks.answer = { afterMs: 0, status: 204 };
      return '';
    },
  },
  {
    name: 'reload',
    weight: 40,
    async happen({ engine }) {
      engine.reload();
      return '';
    },
  },
  {
    name: 'log disk full',
    weight: 30,
    needs: ({ site }) => site.logDisk !== undefined,
    async happen({ site }, dice) {
      await site.logDisk?.fill();
      await sleep(dice.between(5000, 20_000));
      await site.logDisk?.free();
      return '';
    },
  },
];

export const siteLane: Lane = { name: 'site', meanGapMs: 25_000, faults: siteFaults };
