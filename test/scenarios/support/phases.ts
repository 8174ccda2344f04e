import { aCallerWaits, aHold, aTalk, MOBILE } from './call-fixtures.ts';
import type { CallerPerson } from './people.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { seconds } from './standard.ts';

const OTHER = '13912345678';

/** Brings a call into a phase, and returns its caller. */
export type Phase = (s: Scenario) => Promise<CallerPerson>;

async function offered(s: Scenario): Promise<CallerPerson> {
  const caller = await aCallerWaits(s);
  await s.after(seconds(132));
  return caller;
}

/** Every phase of a call that comes in. */
export const PHASES: Readonly<Record<string, Phase>> = {
  'the call has just come in': (s) => s.caller(MOBILE).dials(LINE),
  'an agent’s phone rings': async (s) => {
    s.agent('8001').registered().doesNotAnswer();
    const caller = await s.caller(MOBILE).dials(LINE);
    await s.after(seconds(2));
    return caller;
  },
  'the agent picks up in that very moment': async (s) => {
    const agent = s.agent('8001').registered().doesNotAnswer();
    const caller = await s.caller(MOBILE).dials(LINE);
    await s.after(seconds(2));
    agent.answers();
    return caller;
  },
  'the greeting': async (s) => {
    s.agent('8001').registered().answersAfter(seconds(1));
    const caller = await s.caller(MOBILE).dials(LINE);
    await s.after(seconds(3));
    return caller;
  },
  'the engine’s greeting': async (s) => {
    const caller = await aCallerWaits(s);
    await s.after(500);
    return caller;
  },
  'music in the queue': async (s) => {
    const caller = await aCallerWaits(s);
    await s.after(seconds(10));
    s.expect(caller).hears('music');
    return caller;
  },
  'a reassurance': async (s) => {
    const caller = await aCallerWaits(s);
    await s.after(seconds(15.5));
    s.expect(caller).hears('hold.reminder');
    return caller;
  },
  'an agent’s phone rings for one who waits': async (s) => {
    const caller = await aCallerWaits(s);
    s.agent('8001').registered().doesNotAnswer();
    await s.after(seconds(3));
    return caller;
  },
  'the offer': async (s) => {
    const caller = await aCallerWaits(s);
    await s.until(() => s.records.happened('offerMade').length > 0, seconds(130));
    await s.after(seconds(4));
    return caller;
  },
  'the number is asked for': async (s) => {
    const caller = await offered(s);
    caller.presses('2');
    await s.after(seconds(1));
    return caller;
  },
  'half a number is keyed in': async (s) => {
    const caller = await offered(s);
    caller.presses('2');
    await s.after(seconds(6));
    caller.presses('1391');
    await s.after(seconds(2));
    return caller;
  },
  'the number is read back': async (s) => {
    const caller = await offered(s);
    caller.presses('2');
    await s.after(seconds(6));
    caller.presses(`${OTHER}#`);
    await s.after(seconds(5));
    return caller;
  },
  'the promise': async (s) => {
    const caller = await offered(s);
    caller.presses('1');
    await s.after(seconds(1));
    return caller;
  },
  'the talk': async (s) => (await aTalk(s)).caller,
  'the announcement of a hold': async (s) => {
    const { caller } = await aHold(s);
    await s.after(seconds(1));
    return caller;
  },
  'music on hold': async (s) => {
    const { caller } = await aHold(s);
    await s.after(seconds(8));
    return caller;
  },
  'the thanks after a hold': async (s) => {
    const { agent, caller } = await aHold(s);
    await s.after(seconds(8));
    agent.resumes();
    await s.after(500);
    return caller;
  },
  'the goodbye': async (s) => {
    const { agent, caller } = await aTalk(s);
    agent.hangsUp();
    await s.after(seconds(1));
    return caller;
  },
  'the silence after the goodbye': async (s) => {
    const { agent, caller } = await aTalk(s);
    agent.hangsUp();
    await s.after(seconds(9));
    return caller;
  },
};
