import type { CallbackRules } from '../../../src/config/callbacks.ts';
import { callbackRules } from '../../../src/config/callbacks-schema.ts';
import type { Site } from '../../../src/config/site.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { Leg, RefusalStatus } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import { retryAfter } from '../../scenarios/support/standard.ts';
import { until } from './records.ts';
import { scenarioGroup } from './scenario-group.ts';
import { AGENT_VOICE, type RingingPhone, tone } from './sip-parties.ts';
import type { TestSite } from './site.ts';

const AGENT_FIRST = '4008001234';
const CUSTOMER_FIRST = '4008000001';
const PRESS_1 = '4008000002';
const AGENTS = ['8001', '8002', '8003', '8004', '8005', '8006'];
const CUSTOMER_RING_MS = 4000;
/** No second attempt comes in the time of a scenario. */
const RETRY_MS = 600_000;
const LIMIT_MS = 80_000;

/** What lasts minutes lasts seconds. */
function shortened({ clauses, handling, ...shipped }: Standard): Standard {
  return {
    ...shipped,
    clauses: { ...clauses, 'close.record': { wrapUpMs: 300 } },
    handling: {
      ...handling,
      ringOffMs: 500,
      goodbyeSilenceMs: 500,
      abandonAfterMs: 500,
      agentRingMs: 4000,
      // longer than the opening of a line that calls the customer first
      agentRingQueuedMs: 10_000,
      passOverMs: 500,
      customerRingMs: CUSTOMER_RING_MS,
      ...retryAfter(RETRY_MS, RETRY_MS, RETRY_MS, RETRY_MS),
    },
  };
}

/** Three lines of one standard, each of which calls back in its own way, at any hour. */
function change(site: Site): Site {
  const always = { hours: { daily: '00:00-24:00', holidays: 'open' } } as const;
  const rules: Readonly<Record<string, CallbackRules>> = {
    [AGENT_FIRST]: callbackRules(site.region, always),
    [CUSTOMER_FIRST]: callbackRules(site.region, { ...always, customer_first: true }),
    [PRESS_1]: callbackRules(site.region, { ...always, press_1: true }),
  };
  const lines = site.lines.map((line) => {
    const callbacks = rules[line.number];
    return callbacks ? { ...line, standard: 'strict', callbacks } : line;
  });
  return { ...site, lines };
}

/** A caller whom nobody has answered gives up, and is to be called back. */
async function abandonedCall(
  { parties, records }: TestSite,
  number: string,
  line = AGENT_FIRST,
): Promise<void> {
  await parties.openCustomers();
  const caller = await parties.caller(number, line);
  await records.event(number, 'engineAnswered');
  await pause(700);
  await caller.hangUp();
  await agentsCome(parties);
}

/** Everybody has called before the first agent is there. */
const callers = { left: 0 };

async function agentsCome(parties: TestSite['parties']): Promise<void> {
  callers.left -= 1;
  if (callers.left > 0) return;
  for (const id of AGENTS) await parties.phone(id);
}

const lookFor = (
  { records }: TestSite,
  number: string,
  is: (callback: CallbackState) => boolean,
  what: string,
): Promise<CallbackState> =>
  until(async () => (await records.callbacks(number)).find(is), `${number}: ${what}`, LIMIT_MS);

/** The agent who is rung for that customer picks up, and has heard enough of the whisper: the customer's phone rings. */
async function toCustomer(
  { parties }: TestSite,
  number: string,
): Promise<{ rung: RingingPhone; customer: Leg }> {
  const rung = await parties.pickedUp(number, LIMIT_MS);
  await pause(1500);
  await rung.leg.rtp.sendDigits('5');
  const customer = await parties.customerRung(number, LIMIT_MS);
  await customer.event('ringing');
  return { rung, customer };
}

/** Both are heard by each other, then the customer hangs up. */
async function talk(
  site: TestSite,
  rung: RingingPhone,
  customer: Leg,
  number: string,
): Promise<CallbackState> {
  rung.leg.rtp.say(tone(AGENT_VOICE));
  const connected = async () => {
    const calls = await site.store.calls({ limit: 1000 });
    for (const { id } of calls.filter((call) => call.customer.number === `+86${number}`))
      if ((await site.records.events(id, 'connected')).length > 0) return id;
    return undefined;
  };
  await until(connected, `${number} is connected`, LIMIT_MS);
  await pause(1000);
  await customer.hangUp();
  return lookFor(site, number, ({ status }) => status.is === 'settled', 'is settled');
}

const tried = ({ attempts }: CallbackState) => attempts.at(-1)?.outcome !== undefined;

/** The customer's network says something else than that the phone is answered. */
const refusing =
  (number: string, does: (customer: Leg) => void) =>
  async (site: TestSite): Promise<{ callback: CallbackState; calls: number }> => {
    await abandonedCall(site, number);
    const { customer } = await toCustomer(site, number);
    does(customer);
    const callback = await lookFor(site, number, tried, 'has been tried');
    return { callback, calls: (await site.parties.callsTo(number)).length };
  };
const refuse = (status: RefusalStatus) => (customer: Leg) => customer.refuse(status);

const scenarios = {
  /** Answers, and talks. */
  async answers(site: TestSite) {
    const number = '13800000011';
    await abandonedCall(site, number);
    const { rung, customer } = await toCustomer(site, number);
    customer.answer();
    return { rung, customer, callback: await talk(site, rung, customer, number) };
  },
  busy: refusing('13800000012', refuse(486)),
  rejects: refusing('13800000013', refuse(603)),
  noSuchNumber: refusing('13800000014', refuse(404)),
  congested: refusing('13800000015', refuse(503)),
  ringsOut: refusing('13800000016', () => undefined),
  /** The agent hangs up on the whisper, and another gets it. */
  async agentRefuses(site: TestSite) {
    const number = '13800000017';
    await abandonedCall(site, number);
    const first = await site.parties.pickedUp(number, LIMIT_MS);
    await pause(1000);
    await first.leg.hangUp();
    const { rung, customer } = await toCustomer(site, number);
    customer.answer();
    return { first, rung, callback: await talk(site, rung, customer, number) };
  },
  /** Was busy, and rings in before the next attempt. */
  async ringsIn(site: TestSite) {
    const number = '13800000018';
    await abandonedCall(site, number);
    (await toCustomer(site, number)).customer.refuse(486);
    const before = await lookFor(site, number, tried, 'has been tried');
    const caller = await site.parties.caller(number, AGENT_FIRST);
    const rung = await site.parties.pickedUp(number, LIMIT_MS);
    const callback = await talk(site, rung, caller, number);
    return { before, callback, calls: (await site.parties.callsTo(number)).length };
  },
  /** Rings in while the own phone is being rung for the callback. */
  async ringsInMeanwhile(site: TestSite) {
    const number = '13800000019';
    await abandonedCall(site, number);
    const { customer: dialled } = await toCustomer(site, number);
    const caller = await site.parties.caller(number, AGENT_FIRST);
    await dialled.event('ended', { timeoutMs: LIMIT_MS });
    const rung = await site.parties.pickedUp(number, LIMIT_MS);
    const callback = await talk(site, rung, caller, number);
    return { dialled, callback, calls: (await site.parties.callsTo(number)).length };
  },
  /** Is dialled before any agent is rung; the first who is does not pick up. */
  async customerFirst(site: TestSite) {
    const number = '13800000020';
    await abandonedCall(site, number, CUSTOMER_FIRST);
    const customer = await site.parties.customerRung(number, LIMIT_MS);
    await customer.event('ringing');
    await pause(500);
    customer.answer();
    await customer.event('answered');
    const missed = await site.parties.rung(number, LIMIT_MS);
    await missed.leg.event('ended', { timeoutMs: LIMIT_MS });
    const rung = await site.parties.rung(number, LIMIT_MS);
    await rung.leg.event('ringing');
    // some of the apology is heard
    await pause(3000);
    rung.leg.answer();
    return { customer, missed, rung, callback: await talk(site, rung, customer, number) };
  },
  /** An answering machine: answers, talks, and presses no key. */
  async machine(site: TestSite) {
    const number = '13800000021';
    await abandonedCall(site, number, PRESS_1);
    const { rung, customer } = await toCustomer(site, number);
    customer.answer();
    await customer.event('ended', { timeoutMs: LIMIT_MS });
    return { rung, customer, callback: await lookFor(site, number, tried, 'has been tried') };
  },
  /** Presses it. */
  async presses(site: TestSite) {
    const number = '13800000022';
    await abandonedCall(site, number, PRESS_1);
    const { rung, customer } = await toCustomer(site, number);
    customer.answer();
    await customer.event('answered');
    await pause(3000);
    await customer.rtp.sendDigits('1');
    return { rung, customer, callback: await talk(site, rung, customer, number) };
  },
};

callers.left = Object.keys(scenarios).length;

export const placing = scenarioGroup({ standards: { strict: shortened }, change }, scenarios);
