import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Lane } from './fault.ts';

const asteriskFaults: readonly Fault[] = [
  {
    name: 'Asterisk killed',
    weight: 45,
    async happen({ site, world, impairments }, dice) {
      const impairment = impairments.begin(this.name, { callsGone: true });
      await site.asterisk.kill();
      world.loseAll();
      await sleep(dice.between(0, 3000));
      await site.asterisk.start();
      // whoever called into the dark meanwhile is lost, too
      world.loseAll();
      impairments.over(impairment);
      return '';
    },
  },
  {
    name: 'Asterisk frozen',
    weight: 55,
    async happen({ site, impairments }, dice) {
      const ms = dice.between(1000, 8000);
      const impairment = impairments.begin(this.name);
      site.asterisk.freeze(true);
      await sleep(ms);
      site.asterisk.freeze(false);
      impairments.over(impairment);
      return `${(ms / 1000).toFixed(1)} s`;
    },
  },
];

export const asteriskLane: Lane = { name: 'Asterisk', meanGapMs: 65_000, faults: asteriskFaults };
