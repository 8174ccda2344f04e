import { ringLimitMs } from '../../src/core/call/ring-timing.ts';
import type { Heard, HeardPrompt, SimulatedLeg } from '../../src/telephony/simulated/index.ts';
import type { Span } from './impairments.ts';
import type { World } from './world.ts';

/** Nobody is in silence for longer, but for those who are expected to act. */
const DEAD_AIR_MS = 5000;
/** How long somebody has to press a key, or to hang up after the goodbye; and some more. */
const TIME_TO_ACT_MS = 9500;
/** From an agent's code until the caller has been told. */
const KEYED_MS = 12_000;
/** From one key to the next. */
const KEY_MS = 200;
/** After these the party is expected to do something. */
const ASKS =
  /^(callback\.(key_in|confirm|invalid|timeout|undo|number|press_one|follow_up)|survey|language\.menu|closed|close|fallback|people\.(complaint\.menu|nuisance|misdial))/;
const ASKS_NUMBER = /^callback\.(key_in|invalid|timeout)/;
/** Prompts to one of two who talk that are meant: tones, and the phrases with which an agent's key parts them. */
const MEANT = /^(tone\.|language\.apology|people\.(complaint|supervisor)\.)/;
/** Before Asterisk says anything in the music. */
const PIECE_MS = 14_900;
/** More than the time from one sound to the next. */
const TOLERANCE_MS = 1500;
/** A prompt may sound over a talk until the order to stop it arrives. */
const OVER_MS = 300;

/** All that is wrong with what one leg has heard. */
export function listen(world: World, leg: SimulatedLeg): void {
  const heard = leg.track.heard(world.now);
  deadAir(world, leg, heard);
  disturbed(world, leg);
  if (world.isCustomer(leg)) {
    reassurances(world, leg, heard);
    spareReassurances(world, leg, heard);
    ringing(world, leg, heard);
  }
}

export function isPrompt(what: Heard['what']): what is HeardPrompt {
  return typeof what === 'object' && 'prompt' in what;
}

function deadAir(world: World, leg: SimulatedLeg, heard: readonly Heard[]): void {
  const { answeredAt } = leg;
  if (answeredAt === null) return;
  for (const { from, to, what } of heard) {
    if (what !== 'silence' || to - from <= DEAD_AIR_MS) continue;
    const asks =
      ASKS.test(lastAsked(heard, from)) || keysIn(world, leg, { from: from - KEY_MS, to: from + KEY_MS }) > 0;
    const whole = { from: Math.max(from, answeredAt), to };
    for (const part of apart(leg, whole).flatMap((one) => (asks ? betweenKeys(world, leg, one) : [one])))
      for (const { from: since, to: until } of world.impairments.controlled(part))
        if (until - since > (asks || hasKeyed(world, leg, since) ? TIME_TO_ACT_MS : DEAD_AIR_MS))
          world.fail('dead air', `${name(world, leg)} hears nothing for ${(until - since) / 1000} s`, since);
  }
}

/** The last prompt before that moment, numbers aside. */
function lastAsked(heard: readonly Heard[], before: number): string {
  const prompts = heard.flatMap(({ to, what }) => (to <= before + 1 && isPrompt(what) ? what.prompt : []));
  return prompts.findLast((prompt) => !/^(digit|tone)\./.test(prompt)) ?? '';
}

/** An agent whose key has handed the caller on hears nothing while the caller is told so. */
function hasKeyed(world: World, leg: SimulatedLeg, at: number): boolean {
  if (world.isCustomer(leg)) return false;
  return world.keys.some((one) => one.party === leg.party && one.at <= at && one.at > at - KEYED_MS);
}

function keyTimes(world: World, party: string): number[] {
  return world.keys.flatMap((one) =>
    one.party === party ? [...one.keys].map((_, index) => one.at + index * KEY_MS) : [],
  );
}

function keysIn(world: World, { party }: SimulatedLeg, { from, to }: Span): number {
  return keyTimes(world, party).filter((at) => at >= from && at <= to).length;
}

/** Whoever keys in a number hears nothing meanwhile: the time to act begins with each key. */
function betweenKeys(world: World, { party }: SimulatedLeg, { from, to }: Span): Span[] {
  const times = keyTimes(world, party);
  const cuts = [from, ...times.filter((at) => from < at && at < to).sort((a, b) => a - b), to];
  return cuts.slice(1).map((end, index) => ({ from: cuts[index] ?? from, to: end }));
}

/** Without the times at which the party itself has put the call on hold. */
function apart({ holds }: SimulatedLeg, span: Span): Span[] {
  let left = [span];
  for (const hold of holds)
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, hold.from) },
        { from: Math.max(from, hold.to), to },
      ].filter((part) => part.to > part.from),
    );
  return left;
}

function disturbed(world: World, leg: SimulatedLeg): void {
  for (const { prompt, from, to } of leg.spokenOver) {
    if (MEANT.test(prompt)) continue;
    const end = Math.min(to, world.now);
    for (const { from: since, to: until } of world.impairments.controlled({ from, to: end }))
      if (until - since > OVER_MS)
        world.fail('disturbed talk', `${name(world, leg)} hears ${prompt} over a talk`, since);
  }
}

/** Stretches of music, with what Asterisk says in it. */
function musicIn(heard: readonly Heard[]): Span[] {
  const found: { from: number; to: number }[] = [];
  for (const { from, to, what } of heard) {
    if (what !== 'music' && !(isPrompt(what) && what.inMusic)) continue;
    const last = found.at(-1);
    if (last?.to === from) last.to = to;
    else found.push({ from, to });
  }
  return found;
}

/** Whether the engine has asked for keys, or for a number earlier on: digits that come late still belong to that. */
function awaitsKeys(heard: readonly Heard[], at: number): boolean {
  const asked = heard.some(({ to, what }) => to <= at && isPrompt(what) && ASKS_NUMBER.test(what.prompt));
  return asked || ASKS.test(lastAsked(heard, at));
}

/** hold.reminder: music goes on no longer than the standard allows. What Asterisk says in it is no excuse for an engine that is
 * there. */
function reassurances(world: World, leg: SimulatedLeg, heard: readonly Heard[]): void {
  const everyMs = world.standardOf(leg)?.clauses['hold.reminder']?.everyMs;
  if (everyMs === undefined) return;
  for (const { from, to } of musicIn(heard)) {
    for (const part of awaitsKeys(heard, from) ? betweenKeys(world, leg, { from, to }) : [{ from, to }])
      for (const { from: since, to: until } of world.impairments.controlled(part))
        if (until - since > everyMs + TOLERANCE_MS)
          world.fail('no reassurance', `${name(world, leg)}: music for ${(until - since) / 1000} s`, since);
  }
}

/** hold.reminder: where the engine is there, and could reassure in time, Asterisk says nothing in the music. It may where the engine waits for
 * keys, and says nothing itself. */
function spareReassurances(world: World, leg: SimulatedLeg, heard: readonly Heard[]): void {
  for (const { from, what } of heard) {
    if (!isPrompt(what) || !what.inMusic || ASKS.test(lastAsked(heard, from))) continue;
    const span = { from: from - PIECE_MS, to: from };
    const parts = awaitsKeys(heard, from) ? betweenKeys(world, leg, span) : [span];
    const controls = parts.flatMap((part) => world.impairments.controlled(part));
    if (controls.some((control) => control.to - control.from >= PIECE_MS))
      world.fail('spare reassurance', `${name(world, leg)} is reassured by the music`, from);
  }
}

/** answer.rings */
function ringing(world: World, leg: SimulatedLeg, heard: readonly Heard[]): void {
  const standard = leg.direction === 'in' ? world.standardOf(leg) : undefined;
  if (!standard) return;
  for (const { from, to, what } of heard) {
    if (what !== 'ringing') continue;
    const limit = ringLimitMs({ standard }) + TOLERANCE_MS;
    for (const { from: since, to: until } of world.impairments.controlled({ from, to }))
      if (until - since > limit)
        world.fail(
          'rings too long',
          `${name(world, leg)} hears ringing for ${(until - since) / 1000} s`,
          since,
        );
  }
}

export function name(world: World, leg: SimulatedLeg): string {
  const call = world.records.callOf(leg.id);
  return `${leg.party} (leg ${leg.id}${call ? `, call ${call.id}` : ''})`;
}
