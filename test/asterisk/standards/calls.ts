import type { Leg } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import { until } from '../support/records.ts';
import { sendTwice } from '../support/send-twice.ts';
import { asksFirst, phraseKeys, stepsOf } from './keys.ts';
import { cantoneseLine, outageLine } from './lines.ts';
import { saysAWord, spokenTo } from './live-sound.ts';
import { answered, comesToItsEnd, dials, hangsUp, type ScriptedCall, type Stage, talk } from './talk.ts';

/** Long enough for two reassurances. */
const HOLD_MS = 32_000;

/** Answered by an agent, who presses every key that plays a phrase, one after another; in several calls where there are
 * many. */
const keyed =
  (part: number, parts: number): ScriptedCall =>
  async (stage) => {
    const { caller, leg } = await talk(stage);
    const keys = phraseKeys(stage.line).filter((_, i) => i % parts === part);
    for (const { code, steps } of keys) {
      for (const _ of steps) {
        await leg.rtp.sendDigits(code);
        await spokenTo(caller);
      }
    }
    await hangsUp(stage, caller);
  };

export const phrases = keyed(0, 1);
export const manyPhrases = { phrases: keyed(0, 3), phrases2: keyed(1, 3), phrases3: keyed(2, 3) };

/** Where a clause asks the caller something first, the caller says a word in answer. What is heard before the question has begun, as
 * the rest of the music, is none. */
async function answers(
  { line, site, from }: Stage,
  caller: Leg,
  clause: 'hold.announce' | 'hold.return',
): Promise<void> {
  if (!asksFirst(line, clause)) return;
  const isAsked = async () =>
    (await site.records.events(call, 'prompt')).find(({ detail }) => detail?.what === clause);
  const call = await site.records.id(from);
  await until(isAsked, `the question of ${clause} to ${from}`);
  await spokenTo(caller);
  await saysAWord(caller);
}

/** The agent puts the caller on hold, comes back, and hangs up first. */
export const hold: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await leg.hold();
  await answers(stage, caller, 'hold.announce');
  await pause(HOLD_MS);
  await leg.resume();
  await answers(stage, caller, 'hold.return');
  await spokenTo(caller);
  await leg.hangUp();
  await comesToItsEnd(stage, caller);
};

/** The agent asks before the hold, by key: twice where there are two wordings. */
export const consent: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await leg.rtp.sendDigits('*80');
  await spokenTo(caller);
  if (asksFirst(stage.line, 'hold.announce')) await saysAWord(caller);
  else {
    await leg.rtp.sendDigits('*80');
    await spokenTo(caller);
  }
  await leg.hold();
  await pause(3000);
  await leg.resume();
  await hangsUp(stage, caller);
};

/** A key is pressed until its last step, and the call ends or is ended. */
const steps =
  (code: string, clause: 'hear.noise' | 'hear.signal'): ScriptedCall =>
  async (stage) => {
    const { caller, leg } = await talk(stage);
    for (const _ of stepsOf(stage.line, clause)) {
      await leg.rtp.sendDigits(code);
      await spokenTo(caller);
    }
    // where the engine ends it, it does so within this
    await Promise.race([caller.event('ended', { timeoutMs: 60_000 }), pause(5000)]);
    await hangsUp(stage, caller);
  };

export const noise = steps('*43', 'hear.noise');
export const signal = steps('*44', 'hear.signal');

/** A caller who never says a word. */
export const silent: ScriptedCall = async (stage) => {
  const caller = await dials(stage);
  await answered(stage);
  for (const _ of stepsOf(stage.line, 'hear.silent')) await spokenTo(caller, 8000);
  await Promise.race([caller.event('ended', { timeoutMs: 60_000 }), pause(4000)]);
  await hangsUp(stage, caller);
};

/** A key that hands the caller over to somebody who is there. */
const handedOver =
  (code: string): ScriptedCall =>
  async (stage) => {
    const first = await talk(stage);
    await first.leg.rtp.sendDigits(code);
    await answered(stage, 2);
    await spokenTo(first.caller, 1000);
    await hangsUp(stage, first.caller);
  };

export const complaint = handedOver('*51');
export const supervisor = handedOver('*52');

/** A caller of a Cantonese line is handed over to a colleague who speaks Mandarin. */
export const language: ScriptedCall = async (stage) => {
  const first = await talk(stage, cantoneseLine(stage.line));
  await first.leg.rtp.sendDigits('*61');
  await answered(stage, 2);
  await spokenTo(first.caller, 1000);
  await hangsUp(stage, first.caller);
};

/** A caller while an outage is announced. */
export const outage: ScriptedCall = async (stage) => {
  const line = outageLine(stage.line);
  await stage.site.desk.putOnOutage({ line, area: null, until: Date.now() + 3_600_000, by: 'supervisor' });
  const { caller } = await talk(stage, line);
  await hangsUp(stage, caller);
};

/** A key after which the engine has the last word: nobody is there, or the caller is left to it. */
const leftAlone =
  (code: string): ScriptedCall =>
  async (stage) => {
    const { caller, leg } = await talk(stage);
    await leg.rtp.sendDigits(code);
    await comesToItsEnd(stage, caller);
  };

export const complaintAlone = leftAlone('*51');
export const supervisorAlone = leftAlone('*52');
/** Pressed again once the agent has heard that it has to be. */
export const misdial: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await sendTwice(leg, '*55');
  await comesToItsEnd(stage, caller);
};
export const goodbyeByKey = leftAlone('*83');

/** The agent says goodbye by key; the caller has no other question, and gives both marks. */
export const survey: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await leg.rtp.sendDigits('*83');
  await spokenTo(caller);
  for (const mark of ['5', '4']) {
    await spokenTo(caller, 8000);
    await caller.rtp.sendDigits(mark);
  }
  await comesToItsEnd(stage, caller);
};

/** The caller is left to the automatic desk, hears it to its end and once more, and hangs up. */
export const nuisance: ScriptedCall = async (stage) => {
  const { caller, leg } = await talk(stage);
  await sendTwice(leg, '*54');
  await spokenTo(caller);
  await spokenTo(caller, 10_000);
  await hangsUp(stage, caller);
};
