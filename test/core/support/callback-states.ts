import { aStandard, SURVEY } from '../../scenarios/support/standard.ts';
import { CallDrive } from './call-drive.ts';
import {
  askedFirst,
  askedWithAgent,
  calledFirst,
  dialled,
  dialogue,
  OPEN,
  opening,
  outHold,
  outTalk,
  satisfactionAsked,
  type Way,
  whisper,
} from './call-ways.ts';
import { CUSTOMER, rulesOf } from './rules.ts';

/** Calls of a callback, and of a customer who calls in while a callback is open. */
export const CALLBACK_WAYS: Readonly<Record<string, Way>> = {
  ringingAgent: (rules) => CallDrive.out(rules).wait(1000),
  whispering: whisper,
  dialling: dialled,
  'dialling: the ringback has ended': (rules) => {
    const c = dialled(rules);
    const playback = c.phase('dialling').ringback?.id ?? '';
    return c.give({ type: 'playEnded', playback, outcome: 'done' });
  },
  customerFirst: (rules) => CallDrive.out(rules, { customerFirst: true }).wait(1000),
  pressOne: askedFirst,
  'pressOne: said': (rules) => askedFirst(rules).heard().wait(500),
  'pressOne: again': (rules) => askedFirst(rules).heard().due().wait(500),
  'pressOne: with the agent': askedWithAgent,
  'pressOne: the agent has gone': (rules) => {
    const c = askedWithAgent(rules);
    return c.ends(c.agent).wait(500);
  },
  'waiting: called first': calledFirst,
  'waiting: called first, nobody picks up': (rules) => calledFirst(rules).heard().after(16_000),
  'waiting: called first, and by nobody yet': (rules) => {
    const c = askedWithAgent(rules);
    c.ends(c.agent).wait(500);
    return c.presses(c.customer, '1').wait(500);
  },
  'ringing: rung in again': (rules = rulesOf()) => CallDrive.in(rules, CUSTOMER, undefined, undefined, OPEN),
  'waiting: rung in again': (rules = rulesOf()) =>
    CallDrive.in(rules, CUSTOMER, undefined, undefined, OPEN).due(),
  'greeting: the opening': opening,
  'opening: the first question': dialogue,
  'opening: an answer is awaited': (rules) => dialogue(rules).heard().wait(300),
  'opening: the customer answers': (rules) => {
    const c = dialogue(rules).heard().wait(300);
    return c.give({ type: 'talkStarted', leg: c.customer }).wait(300);
  },
  'opening: the last step': (rules) => dialogue(rules).heard().due().heard().due().wait(300),
  'opening: was it solved': satisfactionAsked,
  'opening: was it solved, the answer is awaited': (rules) => satisfactionAsked(rules).heard().wait(300),
  'opening: thanks': (rules) => {
    const c = satisfactionAsked(rules);
    return c.presses(c.customer, '1').wait(300);
  },
  'talking: called back': outTalk,
  'held: called back': outHold,
  'closing: called back': (rules) => {
    const c = outTalk(rules);
    return c.ends(c.agent).wait(500);
  },
  'surveying: called back': (rules = rulesOf(aStandard(SURVEY))) => {
    const c = outTalk(rules);
    return c.presses(c.agent, '*83').wait(700);
  },
  'over: not reached': (rules) => {
    const c = dialled(rules);
    return c.ends(c.customer, 'busy').wait(10);
  },
  'over: called back, to be written down': (rules) => {
    const c = outTalk(rules);
    return c.ends(c.customer).wait(5).ends(c.agent, 'ended').wait(1000);
  },
};
