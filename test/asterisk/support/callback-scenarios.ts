import { setTimeout as sleep } from 'node:timers/promises';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { Caller, Leg } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import { retryAfter } from '../../scenarios/support/standard.ts';
import { until } from './records.ts';
import { scenarioGroup } from './scenario-group.ts';
import { AGENT_VOICE, type RingingPhone, tone } from './sip-parties.ts';
import type { TestSite } from './site.ts';

export const ANNA = '13800000001';
const BEN = '13800000002';
/** What Ben keys in: he wants to be called there. */
export const BEN_OTHER = '13900000002';
const CLARA = '13800000003';
const DORA = '13800000004';
/** One for each, and one more for who was not picked up. */
const AGENTS = ['8001', '8002', '8003', '8004', '8005'];
export const RETRY_MS = 3000;
export const AGENT_RING_MS = 4000;
export const CUSTOMER_RING_MS = 5000;

/** What lasts minutes lasts seconds here. */
function shortened({ clauses, handling, ...shipped }: Standard): Standard {
  const limit = clauses['hold.limit'];
  if (!limit) throw new Error('strict offers callbacks');
  return {
    ...shipped,
    clauses: {
      ...clauses,
      'hold.limit': { ...limit, afterMs: 7000 },
      'close.record': { wrapUpMs: 1500 },
    },
    handling: {
      ...handling,
      ringOffMs: 1000,
      goodbyeSilenceMs: 1000,
      agentRingQueuedMs: AGENT_RING_MS,
      passOverMs: 1500,
      ...retryAfter(RETRY_MS, RETRY_MS, RETRY_MS, RETRY_MS),
      customerRingMs: CUSTOMER_RING_MS,
    },
  };
}

/** A caller whom nobody answers, at the moment of the offer. */
async function offered({ parties, records }: TestSite, from: string): Promise<Caller> {
  const caller = await parties.caller(from);
  await records.event(from, 'offerMade');
  return caller;
}

/** Takes the offer, hears the goodbye to its end, and hangs up. */
async function chooses(site: TestSite, from: string): Promise<Caller> {
  const caller = await offered(site, from);
  await caller.rtp.sendDigits('1');
  await caller.event('ended', { timeoutMs: 60_000 });
  return caller;
}

/** When the store has a callback to that number, as soon as it can be seen from outside. */
async function storedAt({ records }: TestSite, number: string): Promise<number> {
  while ((await records.callbacks(number)).length === 0) await sleep(1);
  return performance.now();
}

/** The agent picks up, and the customer whom the engine then dials. */
async function connected({ parties, records }: TestSite, number: string, rung: RingingPhone): Promise<Leg> {
  await rung.leg.event('ringing');
  rung.leg.answer();
  rung.leg.rtp.say(tone(AGENT_VOICE));
  const customer = await parties.customerRung(number);
  await customer.event('ringing');
  await pause(1500);
  customer.answer();
  await customer.event('answered');
  const attempt = (await records.attempts(number)).at(-1);
  await records.eventOf(attempt?.id ?? '', 'connected');
  await pause(1500);
  return customer;
}

/** Everybody has called, taken the offer and gone before the first agent is there. */
const callers = { left: 4, agentsSince: Number.POSITIVE_INFINITY };

async function agentsCome({ parties }: TestSite): Promise<void> {
  callers.left -= 1;
  if (callers.left > 0) return;
  callers.agentsSince = performance.now();
  for (const id of AGENTS) await parties.phone(id);
}

async function settled({ records }: TestSite, number: string) {
  const look = async () => (await records.callbacks(number)).find(({ status }) => status.is === 'settled');
  return until(look, `the callback to ${number} is settled`);
}

/** Four callers who are called back, each in a way of their own. */
export const site = scenarioGroup(
  { standards: { strict: shortened } },
  {
    /** Is called back at once, and talks. */
    async anna(site) {
      await site.parties.openCustomers();
      const caller = await offered(site, ANNA);
      const [stored] = await Promise.all([storedAt(site, ANNA), caller.rtp.sendDigits('1')]);
      await caller.event('ended', { timeoutMs: 60_000 });
      const early = await site.records.attempts(ANNA);
      await agentsCome(site);
      const rung = await site.parties.rung(ANNA, 60_000);
      const customer = await connected(site, ANNA, rung);
      const talkedUntil = performance.now();
      await rung.leg.rtp.sendDigits('*31');
      await customer.hangUp();
      const callback = await settled(site, ANNA);
      const { agentsSince } = callers;
      return { caller, stored, early, agentsSince, rung, customer, talkedUntil, callback };
    },
    /** Wants to be called on another number; the first agent does not pick up. */
    async ben(site) {
      const caller = await offered(site, BEN);
      const say = async (digits: string, heard: number) => {
        await caller.rtp.sendDigits(digits, { toneMs: 80, gapMs: 80 });
        await site.records.event(BEN, 'numberKeyed', { count: heard });
      };
      await caller.rtp.sendDigits('2');
      await pause(5500);
      await say('12345#', 1);
      await pause(5500);
      await say(`${BEN_OTHER}#`, 2);
      await pause(10_000);
      await caller.rtp.sendDigits('1');
      await caller.event('ended', { timeoutMs: 60_000 });
      await agentsCome(site);
      const missed = await site.parties.rung(BEN_OTHER, 60_000);
      await missed.leg.event('ended');
      const rung = await site.parties.rung(BEN_OTHER);
      const customer = await connected(site, BEN_OTHER, rung);
      await customer.hangUp();
      return { caller, missed, rung, customer, callback: await settled(site, BEN_OTHER) };
    },
    /** Is busy, and is called again. */
    async clara(site) {
      await chooses(site, CLARA);
      await agentsCome(site);
      const first = await site.parties.pickedUp(CLARA, 60_000);
      const busy = await site.parties.customerRung(CLARA);
      busy.refuse(486);
      await first.leg.event('ended');
      const rung = await site.parties.rung(CLARA);
      const customer = await connected(site, CLARA, rung);
      await rung.leg.rtp.sendDigits('*31');
      await customer.hangUp();
      const attempts = await site.records.attempts(CLARA);
      return { first, busy, rung, customer, attempts, callback: await settled(site, CLARA) };
    },
    /** Does not answer, is called again, and there is no result yet. */
    async dora(site) {
      await chooses(site, DORA);
      await agentsCome(site);
      await site.parties.pickedUp(DORA, 60_000);
      const unanswered = await site.parties.customerRung(DORA);
      await unanswered.event('ended', { timeoutMs: 20_000 });
      const rung = await site.parties.rung(DORA);
      const customer = await connected(site, DORA, rung);
      await rung.leg.rtp.sendDigits('*32');
      await customer.hangUp();
      const open = async () => {
        const [callback] = await site.records.callbacks(DORA);
        return callback?.kind === 'promised' && callback.status.is === 'scheduled' ? callback : undefined;
      };
      return { unanswered, rung, customer, callback: await until(open, 'the promise is open again') };
    },
  },
);
