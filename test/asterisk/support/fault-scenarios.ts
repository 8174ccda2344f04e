import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { Caller } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import { scenarioGroup } from './scenario-group.ts';
import { AGENT_VOICE, type RingingPhone, tone } from './sip-parties.ts';
import type { TestSite } from './site.ts';

const NO_LINE = '4008007777';

/** The first reassurance comes so long after the answer, as shipped, and the offer so long after the arrival, ms: on a busy machine
 * seconds lie between the two. */
const REMINDER_MS = 15_000;
const OFFER_MS = 24_000;

/** The offer comes right after the first reassurance, so that every phase of a wait comes soon. */
function shortened({ clauses, handling, ...shipped }: Standard): Standard {
  const { 'hold.limit': limit } = clauses;
  if (!limit) throw new Error('strict has an offer');
  return {
    ...shipped,
    clauses: {
      ...clauses,
      'hold.limit': { ...limit, afterMs: OFFER_MS },
    },
    handling: { ...handling, ringOffMs: 1000 },
  };
}

/** A caller who waits, and hangs up in the phase that `until` waits for. */
function waiter(from: string, until: (site: TestSite, caller: Caller) => Promise<unknown>) {
  return async (site: TestSite) => {
    const caller = await site.parties.caller(from);
    await until(site, caller);
    await caller.hangUp();
    await site.records.event(from, 'ended');
    const id = await site.records.id(from);
    return { caller, callbacks: await site.records.callbacks(from), facts: await site.records.facts(id) };
  };
}

const answered = async (_: TestSite, caller: Caller, thenMs: number) => {
  await caller.event('answered', { timeoutMs: 30_000 });
  await pause(thenMs);
};

const offered = async ({ records }: TestSite, from: string, thenMs: number) => {
  await records.event(from, 'offerMade');
  await pause(thenMs);
};

/** Nobody is there: callers who hang up in every phase of a wait. */
export const queue = scenarioGroup(
  { standards: { strict: shortened } },
  {
    announcement: waiter('13800000011', (site, caller) => answered(site, caller, 4500)),
    music: waiter('13800000012', (site, caller) => answered(site, caller, 8500)),
    reminder: waiter('13800000013', (site, caller) => answered(site, caller, REMINDER_MS + 2000)),
    offer: waiter('13800000014', (site) => offered(site, '13800000014', 4500)),
    keying: waiter('13800000015', async (site, caller) => {
      await offered(site, '13800000015', 1000);
      await caller.rtp.sendDigits('2');
      await pause(1000);
      await caller.rtp.sendDigits('139');
    }),
    goodbye: waiter('13800000016', async (site, caller) => {
      await offered(site, '13800000016', 1000);
      await caller.rtp.sendDigits('1');
      await pause(2000);
    }),
    /** Presses keys before anything was offered. */
    keys: waiter('13800000017', async (site, caller) => {
      await answered(site, caller, 1000);
      await caller.rtp.sendDigits('12#*');
      await pause(7000);
    }),
    async unknownLine({ parties, store }: TestSite) {
      const caller = await parties.caller('13800000018', NO_LINE);
      const { end } = await caller.event('ended');
      return { end, calls: (await store.calls({ limit: 100 })).filter(({ line }) => line === NO_LINE) };
    },
  },
);

/** A caller whose agent's phone rings; the caller hangs up in the phase that `until` waits for. */
function talker(
  from: string,
  until: (site: TestSite, caller: Caller, rung: RingingPhone) => Promise<unknown>,
) {
  return async (site: TestSite) => {
    const caller = await site.parties.caller(from);
    const rung = await site.parties.rung(from);
    await rung.leg.event('ringing');
    await until(site, caller, rung);
    await (caller.events.some(({ name }) => name === 'answered') ? caller.hangUp() : caller.cancel());
    await rung.leg.event('ended');
    await site.records.event(from, 'ended');
    const id = await site.records.id(from);
    const agents = await site.store.agents();
    return {
      caller,
      rung,
      facts: await site.records.facts(id),
      agent: agents.find((a) => a.id === rung.agent),
    };
  };
}

const talking = async ({ records }: TestSite, from: string, { leg }: RingingPhone) => {
  leg.answer();
  await records.event(from, 'connected');
  await pause(500);
};

/** As many agents as callers, who hang up in every phase of a talk. */
export const desk = scenarioGroup(
  { phones: ['8001', '8002', '8003', '8004', '8005'], standards: { strict: shortened } },
  {
    ringing: talker('13800000021', () => pause(1000)),
    greeting: talker('13800000022', async (_, caller, { leg }) => {
      leg.answer();
      await caller.event('answered');
      await pause(2500);
    }),
    talking: talker('13800000023', (site, _, rung) => talking(site, '13800000023', rung)),
    held: talker('13800000024', async (site, _, rung) => {
      await talking(site, '13800000024', rung);
      await rung.leg.hold();
      await pause(1500);
    }),
    /** Presses keys in the greeting, in the conversation and on hold. */
    keys: talker('13800000025', async (site, caller, rung) => {
      rung.leg.answer();
      await caller.event('answered');
      await caller.rtp.sendDigits('1*31');
      await site.records.event('13800000025', 'connected');
      await caller.rtp.sendDigits('2#*31');
      await rung.leg.hold();
      await caller.rtp.sendDigits('12');
      await rung.leg.resume();
      await site.records.event('13800000025', 'resumed');
      // enough of the question whether she is there to know it by, also where the prompt begins late
      await pause(3000);
    }),
  },
);

/** One prompt is missing, one is no sound, one that stands in the middle of a phrase is missing. */
async function spoil(sounds: string): Promise<void> {
  await rm(join(sounds, 'zh', 'queue.announce.wav'));
  await writeFile(join(sounds, 'zh', 'hold.reminder.wav'), 'these are words, not a sound');
  await rm(join(sounds, 'zh', 'greeting.agent.wav'));
}

/** A caller where prompts cannot be played. */
export const spoilt = scenarioGroup(
  { standards: { strict: shortened }, spoil },
  {
    async waitsAndTalks({ parties, records, logFile }) {
      const from = '13800000031';
      const caller = await parties.caller(from);
      await records.event(from, 'offerMade');
      await pause(10_000);
      await parties.phone('8001');
      const { leg } = await parties.pickedUp(from);
      await records.event(from, 'connected');
      leg.rtp.say(tone(AGENT_VOICE));
      await pause(1500);
      await caller.hangUp();
      const id = await records.id(from);
      const log = await readFile(logFile, 'utf8');
      return { caller, reminders: await records.judged(id, 'hold.reminder'), log };
    },
  },
);
