import type { AgentOrder } from '../../../src/core/agents/keys.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { aStandard, ESCALATION, LAST_QUESTION, QUESTIONS, SURVEY } from '../../scenarios/support/standard.ts';
import { CallDrive } from './call-drive.ts';
import { WAYS } from './call-states.ts';
import { COMPLAINTS, DIALOGUE, pressesTwice, promised } from './call-ways.ts';
import { CUSTOMER, NOBODY, rulesOf } from './rules.ts';

const SURVEYED = rulesOf(aStandard(SURVEY));
const RATED_LAST = rulesOf(aStandard({ ...SURVEY, ...LAST_QUESTION }));
const ESCALATED = rulesOf(aStandard(ESCALATION));
const NO_GREETING = rulesOf(aStandard({}, { without: ['answer.greeting', 'answer.late.apology'] }));
const NO_OPENING = rulesOf(aStandard({}, { without: ['callback.opening'] }));

function at(way: string, rules?: Rules): CallDrive {
  const found = WAYS[way];
  if (!found) throw new Error(`no way ${way}`);
  return found(rules);
}

function orders(c: CallDrive, order: AgentOrder): CallDrive {
  return c.give({ type: 'agentOrder', agent: '8001', order });
}

const clause = (id: 'close.goodbye' | 'people.nuisance' | 'people.complaint'): AgentOrder => ({
  do: 'clause',
  clause: id,
});

/** Rules that change: from `forbid` on nobody may be called. */
function changing(more: typeof ESCALATION | undefined): { readonly rules: Rules; forbid(): void } {
  let forbidden = false;
  const rules = rulesOf(more ? aStandard(more) : aStandard());
  const { mayDial } = rules;
  const refuse = NOBODY.mayDial ?? mayDial;
  return {
    rules: { ...rules, mayDial: (raw, line) => (forbidden ? refuse(raw, line) : mayDial(raw, line)) },
    forbid: () => {
      forbidden = true;
    },
  };
}

/** The agent hears whom to call, and by then nobody may be called any more. */
function forbidden(): CallDrive {
  const { rules, forbid } = changing(undefined);
  const call = at('whispering', rules);
  forbid();
  return call;
}

function anonymousAtDesk(): CallDrive {
  const c = CallDrive.in(ESCALATED, 'anonymous').give({ type: 'agentOffered', agent: '8001' });
  c.give({ type: 'legAnswered', leg: c.agent }).wait(500).heard().wait(3000).presses(c.agent, '*51');
  return c.give({ type: 'agentsPresent' }).wait(300).heard().wait(500);
}

function pressedOne(hold: boolean): CallDrive {
  const c = at('pressOne: with the agent', NO_OPENING);
  if (hold) c.give({ type: 'legHeld', leg: c.agent });
  return c.presses(c.customer, '1');
}

function answeredOut(hold: boolean): CallDrive {
  const c = at('dialling', NO_OPENING);
  if (hold) c.give({ type: 'legHeld', leg: c.agent });
  return c.give({ type: 'legAnswered', leg: c.customer });
}

/** The agent promises a callback to a caller who gives no number, and who is asked for one. */
function anonymousPromise(): CallDrive {
  const c = CallDrive.in(rulesOf(aStandard(QUESTIONS)), 'anonymous');
  c.give({ type: 'agentOffered', agent: '8001' }).give({ type: 'legAnswered', leg: c.agent });
  c.wait(500).heard().wait(3000).presses(c.agent, '*73').heard();
  return c.presses(c.agent, '*73').wait(300);
}

/** The caller lets the menu pass, and then so many deadlines: phones ring, and then the caller is in the queue. */
function complaintKeyAfter(deadlines: number): CallDrive {
  const c = CallDrive.in(ESCALATED, CUSTOMER, COMPLAINTS).wait(500).heard();
  for (let n = 0; n < deadlines; n += 1) c.due().wait(300);
  return c.presses(c.customer, '9');
}

function thrice(c: CallDrive): CallDrive {
  for (let n = 0; n < 3; n += 1) c.presses(c.customer, '123#').wait(300);
  return c;
}

/** Transitions that no way and one input more lead to: they need rules of their own, or several inputs. */
export const RARE: readonly (() => CallDrive)[] = [
  () => {
    const menu = { choose: ['zh', 'en'], outage: null, closed: null } as const;
    const c = CallDrive.in(rulesOf(), CUSTOMER, menu).wait(500);
    return c.presses(c.customer, '1');
  },
  () => {
    const c = at('ringing: a phone rings', NO_GREETING);
    return c.give({ type: 'legAnswered', leg: c.agent });
  },
  () => {
    const c = at('waiting: music', NO_GREETING).give({ type: 'agentOffered', agent: '8001' });
    return c.give({ type: 'legAnswered', leg: c.agent });
  },
  () => anonymousAtDesk().give({ type: 'noAgentsPresent' }),
  () => {
    const c = at('talking');
    return c.presses(c.agent, '*83');
  },
  () => {
    const c = at('talking', SURVEYED);
    return c.ends(c.agent);
  },
  () => orders(at('talking', SURVEYED), clause('close.goodbye')),
  () => at('talking: asks whether there is anything else', RATED_LAST).heard('failed'),
  () => at('talking: waits whether there is anything else', RATED_LAST).due(),
  () => orders(at('held: music', SURVEYED), clause('close.goodbye')),
  () => orders(at('held: music', ESCALATED), clause('people.nuisance')),
  () => orders(at('held: music', ESCALATED), clause('people.complaint')),
  () => {
    const c = at('held: music', ESCALATED);
    return c.give({ type: 'transferAsked', leg: c.agent, to: { order: clause('people.complaint') } });
  },
  () => {
    const c = at('held: music', SURVEYED);
    return c.presses(c.agent, '*83');
  },
  () => {
    const c = at('held: music', ESCALATED);
    return pressesTwice(c, '*54');
  },
  () => thrice(at('enteringNumber: asked for the number')),
  () => thrice(at('enteringNumber: on hold')),
  () => {
    const silent = { ...ESCALATION, 'people.complaint': { ...ESCALATION['people.complaint'], say: [] } };
    const c = at('talking', rulesOf(aStandard(silent)));
    return c.presses(c.agent, '*51').give({ type: 'agentsPresent' });
  },
  () => {
    const { rules, forbid } = changing(ESCALATION);
    const c = at('talking: called back', rules);
    c.presses(c.agent, '*51');
    forbid();
    return c.give({ type: 'noAgentsPresent' });
  },
  () => anonymousPromise().due().due(),
  () => thrice(anonymousPromise()),
  () => {
    const c = promised(rulesOf(aStandard({ 'hold.promise': QUESTIONS['hold.promise'] })));
    return c.give({ type: 'talkEnded', leg: 'in-1', afterMs: 500 }).due();
  },
  () => complaintKeyAfter(1),
  () => complaintKeyAfter(2),
  () => forbidden().heard(),
  () => forbidden().due(),
  () => {
    const c = forbidden();
    return c.presses(c.agent, '0');
  },
  () => {
    const c = at('waiting: called first', DIALOGUE);
    return c.give({ type: 'legAnswered', leg: c.agent });
  },
  () => {
    const c = at('pressOne: with the agent', DIALOGUE);
    return c.presses(c.customer, '1');
  },
  () => {
    const c = at('opening: the first question', DIALOGUE);
    return c.give({ type: 'talkStarted', leg: c.agent });
  },
  () => answeredOut(false),
  () => answeredOut(true),
  () => pressedOne(false),
  () => pressedOne(true),
  () => at('pressOne: again').heard().due(),
  () => {
    const c = at('alerting: a phone rings').wait(31 * 60_000);
    return c.ends(c.agent);
  },
];
