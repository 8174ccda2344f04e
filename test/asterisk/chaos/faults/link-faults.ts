import { setTimeout as sleep } from 'node:timers/promises';
import type { AskedRequest, Interference } from '../../support/ari-proxy.ts';
import type { Dice } from '../dice.ts';
import type { Fault, FaultScene, Lane } from './fault.ts';

const SLOW_MS = 5000;
const LONGEST_WAIT_MS = 15_000;

/** What an Asterisk says, or what stands between, when it is out of order. */
const LIES = [
  { status: 500, body: '{"message":"Allocation failed"}' },
  { status: 503, body: '' },
  { status: 200, body: '<html>gateway</html>' },
  { status: 200, body: '{"id":' },
] as const;

/** A wrong answer, to something that was done or was not. */
function lie(dice: Dice): Interference {
  const answer = LIES[dice.below(LIES.length)] ?? LIES[0];
  return dice.chance(0.5) ? { answer } : { answer, lost: true };
}

/** A fault of the link for as long as `work` takes. */
async function impaired(scene: FaultScene, name: string, work: () => Promise<unknown>): Promise<void> {
  const impairment = scene.impairments.begin(name);
  try {
    await work();
  } finally {
    scene.impairments.over(impairment);
  }
}

async function interferes(
  { site }: FaultScene,
  ms: number,
  how: (asked: AskedRequest) => Interference | undefined,
): Promise<void> {
  const stop = site.link.interfere(how);
  await sleep(ms);
  stop();
}

async function breaks({ site }: FaultScene, forMs: number): Promise<void> {
  site.link.refuse(true);
  site.link.cut();
  await sleep(forMs);
  site.link.refuse(false);
}

const linkFaults: readonly Fault[] = [
  {
    name: 'link cut',
    weight: 40,
    async happen(scene, dice) {
      const ms = dice.chance(0.4) ? 0 : dice.between(100, 5000);
      await impaired(scene, this.name, () => breaks(scene, ms));
      return `for ${ms.toFixed(0)} ms`;
    },
  },
  {
    name: 'link slow',
    weight: 8,
    async happen(scene, dice) {
      const late = () => sleep(SLOW_MS);
      const how = (): Interference => (dice.chance(0.5) ? { before: late } : { after: late });
      await impaired(scene, this.name, () => interferes(scene, dice.between(10_000, 20_000), how));
      return '';
    },
  },
  {
    name: 'link lying',
    weight: 8,
    async happen(scene, dice) {
      const how = () => (dice.chance(0.5) ? lie(dice) : undefined);
      await impaired(scene, this.name, () => interferes(scene, dice.between(5000, 15_000), how));
      return '';
    },
  },
  {
    name: 'link dropped every few seconds',
    weight: 6,
    async happen(scene, dice) {
      const times = 4 + dice.below(4);
      await impaired(scene, this.name, async () => {
        for (let i = 0; i < times; i += 1) {
          await breaks(scene, 0);
          await sleep(dice.between(1500, 4000));
        }
      });
      return `${times} times`;
    },
  },
  {
    name: 'link hangs',
    weight: 6,
    async happen(scene, dice) {
      const over = sleep(dice.between(3000, 12_000));
      await impaired(scene, this.name, async () => {
        const stop = scene.site.link.interfere(() => ({ after: () => over }));
        await over;
        stop();
      });
      return '';
    },
  },
  {
    /** Between the requests of one command: the engine has to do something about it, and is not away. */
    name: 'one answer is wrong',
    weight: 30,
    async happen({ site }, dice) {
      let ahead = 1 + dice.below(10);
      const limit = sleep(LONGEST_WAIT_MS, 'no request came');
      const told = new Promise<string>((resolve) => {
        const stop = site.link.interfere((asked) => {
          if (asked.method === 'GET' || asked.url.startsWith('/ari/asterisk/variable')) return undefined;
          ahead -= 1;
          if (ahead > 0) return undefined;
          stop();
          const how = lie(dice);
          resolve(
            `${asked.method} ${asked.url.split('?', 1)[0]}: ${how.answer?.status}${how.lost ? ', not done' : ''}`,
          );
          return how;
        });
        void limit.then(stop);
      });
      return Promise.race([told, limit]);
    },
  },
];

export const linkLane: Lane = { name: 'link', meanGapMs: 20_000, faults: linkFaults };
