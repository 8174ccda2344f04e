import { setTimeout as pause } from 'node:timers/promises';
import type { Leg, Sipkit, Station } from '../../sipkit/index.ts';
import type { StoryCue } from './cues.ts';
import type { Timeline } from './timeline.ts';

/** Numbers that nobody has: the demo's callers. */
const ANNA = '13800138000';
const BEN = '13900139000';

export interface Stage {
  readonly kit: Sipkit;
  readonly timeline: Timeline;
  readonly line: string;
  readonly agent: { readonly id: string; readonly secret: string };
  readonly customersPort: number;
  /** Resolves when the engine has put it on record. */
  given(cue: StoryCue): Promise<void>;
}

const seconds = (n: number) => pause(n * 1000);
/** Generous: a busy machine may be slow, and the story goes on as soon as the event is there. */
const LONG = { timeoutMs: 120_000 };

/** Anna rings in, and a person answers her. */
async function ringsIn(
  { kit, timeline, line, agent }: Stage,
  phone: Station,
): Promise<{ caller: Leg; leg: Leg }> {
  const caller = await kit.caller({ from: ANNA, to: line, voice: { kind: 'tone', hz: 440 } });
  timeline.say('Anna', `dials ${line}`);
  timeline.watch('Anna', caller);
  const leg = await phone.incoming(LONG);
  timeline.watch(`agent ${agent.id}`, leg);
  await leg.event('answered', LONG);
  return { caller, leg };
}

/** Anna is put on hold, taken back, and hangs up first; the agent writes it down. */
async function anna(
  { timeline, agent }: Stage,
  { caller, leg }: { readonly caller: Leg; readonly leg: Leg },
  phone: Station,
): Promise<void> {
  await seconds(12);
  timeline.say(`agent ${agent.id}`, 'presses hold');
  await leg.hold();
  await seconds(34);
  timeline.say(`agent ${agent.id}`, 'takes the call back');
  // silent for a moment, so that the question and the thanks, which both hear, can be told in what Anna received
  leg.rtp.say({ kind: 'silence' });
  caller.rtp.say({ kind: 'silence' });
  await leg.resume();
  await seconds(4);
  timeline.say('Anna', 'is asked whether she is there, and says a word');
  caller.rtp.say({ kind: 'tone', hz: 440 });
  await seconds(1);
  caller.rtp.say({ kind: 'silence' });
  await seconds(4);
  // one after the other: to begin while Anna talks would be to interrupt her
  leg.rtp.say({ kind: 'tone', hz: 880 });
  await seconds(8);
  leg.rtp.say({ kind: 'silence' });
  caller.rtp.say({ kind: 'tone', hz: 440 });
  await seconds(8);
  timeline.say('Anna', 'hangs up');
  await caller.hangUp();
  await leg.event('ended', LONG);
  // not *31: three days later the engine would ask a number of the story whether that satisfied (callback.follow_up)
  timeline.say(`agent ${agent.id}`, 'dials *33: question answered');
  await phone.dial('*33');
}

/** Ben finds nobody free: the engine answers him, he waits, takes the offer of a callback, and hangs up. */
async function ben({ kit, timeline, line, given }: Stage): Promise<Leg> {
  await seconds(14);
  const caller = await kit.caller({ from: BEN, to: line, voice: { kind: 'tone', hz: 620 } });
  timeline.say('Ben', `dials ${line}; every agent is busy`);
  timeline.watch('Ben', caller);
  await caller.event('answered', LONG);
  await given('offered');
  await seconds(4);
  timeline.say('Ben', 'presses 1: call me back');
  await caller.rtp.sendDigits('1');
  await given('goodbyeHeard');
  timeline.say('Ben', 'hangs up');
  await caller.hangUp();
  return caller;
}

/** Anna's call is written down, so the agent is free: Ben is called back at once, and talks. */
async function callback({ timeline, agent }: Stage, phone: Station, customer: Station): Promise<Leg> {
  const leg = await phone.incoming(LONG);
  timeline.say(`agent ${agent.id}`, 'rings: a callback');
  timeline.watch(`agent ${agent.id}`, leg);
  const far = await customer.incoming(LONG);
  timeline.watch('Ben', far);
  await far.event('answered', LONG);
  await seconds(12);
  timeline.say(`agent ${agent.id}`, 'presses *33: question answered');
  await leg.rtp.sendDigits('*33');
  timeline.say('Ben', 'hangs up');
  await far.hangUp();
  await leg.event('ended', LONG);
  return far;
}

/** Plays the whole story, and rejects as soon as anything in it fails. */
export async function playStory(stage: Stage): Promise<Record<string, Leg>> {
  const { kit, agent, customersPort } = stage;
  const customer = await kit.customer({
    localPort: customersPort,
    voice: { kind: 'tone', hz: 620 },
    behaviour: { does: 'answer', afterMs: 2000 },
  });
  const phone = await kit.phone({
    ...agent,
    voice: { kind: 'tone', hz: 880 },
    behaviour: { does: 'answer', afterMs: 3000 },
  });
  stage.timeline.say(`agent ${agent.id}`, 'registers a phone');
  const first = await ringsIn(stage, phone);
  const [second] = await Promise.all([ben(stage), anna(stage, first, phone)]);
  const third = await callback(stage, phone, customer);
  return { 'Anna heard': first.caller, 'Ben heard, waiting': second, 'Ben heard, called back': third };
}
