import type { PreQueue } from '../../../src/core/call/pre-queue-state.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { aStandard, ESCALATION, LISTENING, SURVEY } from '../../scenarios/support/standard.ts';
import { CallDrive } from './call-drive.ts';
import { CUSTOMER, OTHER, rulesOf } from './rules.ts';

/** Brings a call somewhere, by what happens to a call. */
export type Way = (rules?: Rules) => CallDrive;

export const rung: Way = (rules) =>
  CallDrive.in(rules).give({ type: 'agentOffered', agent: '8001' }).wait(1000);
export const answers = (c: CallDrive): CallDrive => c.give({ type: 'legAnswered', leg: c.agent });
export const greeted: Way = (rules) => answers(rung(rules)).wait(500);
export const talk: Way = (rules) => greeted(rules).heard().wait(3000);
export const hold: Way = (rules) => {
  const c = talk(rules);
  return c.give({ type: 'legHeld', leg: c.agent }).wait(200);
};
/** The agent has asked whether a callback will do. */
export const promised = (rules: Rules): CallDrive => {
  const c = talk(rules);
  return c.presses(c.agent, '*73').heard();
};
export const queue: Way = (rules) => CallDrive.in(rules).due();
export const music: Way = (rules) => queue(rules).heard().wait(1000);
/** Reassured until the first offer begins. */
const toOffer = (c: CallDrive): CallDrive => {
  while (!('wait' in c.state.phase && c.state.phase.wait?.playing?.what === 'reminderAndOffer')) {
    if (c.playing.length > 0) c.heard();
    else c.due();
  }
  return c;
};
export const offer: Way = (rules) => toOffer(music(rules)).wait(500);
export const offered: Way = (rules) => offer(rules).heard().wait(1000);
export const heldOffered: Way = (rules) => toOffer(hold(rules).heard()).heard().wait(1000);
export const asked: Way = (rules) => {
  const c = offered(rules);
  return c.presses(c.customer, '2').wait(500);
};
export const heldAsked: Way = (rules) => {
  const c = heldOffered(rules);
  return c.presses(c.customer, '2').wait(500);
};
export const readBack: Way = (rules) => {
  const c = asked(rules).heard();
  return c.presses(c.customer, `${OTHER}#`).wait(500);
};
export const goodbye: Way = (rules) => {
  const c = talk(rules);
  return c.ends(c.agent).wait(500);
};
export const written = (c: CallDrive, key: string): CallDrive =>
  c.give({ type: 'agentOrder', agent: '8001', order: { do: 'disposition', key } }).wait(100);

/** The agent has pressed the key at the end of the call, and the caller is asked for a mark. */
export const rated: Way = (rules = rulesOf(aStandard(SURVEY))) => {
  const c = talk(rules);
  return c.presses(c.agent, '*83').wait(300);
};

export const COMPLAINTS: PreQueue = { choose: null, outage: null, closed: null, complaintKey: '9' };
export const withPeople = rulesOf(aStandard(ESCALATION));
export const order =
  (keys: string): Way =>
  (rules = withPeople) => {
    const c = talk(rules);
    return c.presses(c.agent, keys).wait(200);
  };
/** A code that ends the call for the agent, who presses it again when asked to. */
export const pressesTwice = (c: CallDrive, keys: string): CallDrive =>
  c.presses(c.agent, keys).wait(1000).presses(c.agent, keys);
export const orderTwice =
  (keys: string): Way =>
  (rules = withPeople) =>
    pressesTwice(talk(rules), keys).wait(200);
export const asksForDesk = order('*51');
export const handing: Way = (rules) => asksForDesk(rules).give({ type: 'agentsPresent' }).wait(300);
export const forDesk: Way = (rules) => handing(rules).heard().wait(500);
export const deskRings: Way = (rules) =>
  forDesk(rules).give({ type: 'agentOffered', agent: '8800' }).wait(500);
export const alert: Way = (rules = withPeople) => CallDrive.alert(rules).wait(500);
export const alertRings: Way = (rules) =>
  alert(rules).give({ type: 'agentOffered', agent: '8900' }).wait(500);

export const whisper: Way = (rules) => {
  const c = CallDrive.out(rules).wait(1000);
  return answers(c).wait(500);
};
export const dialled: Way = (rules) => whisper(rules).heard().wait(1000);
export const opening: Way = (rules) => {
  const c = dialled(rules);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
/** An opening of three steps. */
export const DIALOGUE = rulesOf(
  aStandard({
    'callback.opening': {
      steps: [
        ['callback.opening.ask.telecom'],
        ['callback.opening.minutes.telecom'],
        ['callback.opening.free.telecom'],
      ],
    },
  }),
);
export const dialogue: Way = (rules = DIALOGUE) => opening(rules);
/** callback.follow_up as it ships. */
export const FOLLOW_UP = {
  'callback.follow_up': {
    afterMs: 3 * 86_400_000,
    say: ['callback.follow_up'],
    sayThanks: ['callback.follow_up.thanks'],
    sayComplaint: ['people.complaint.apology', 'people.complaint.recorded'],
  },
} as const;
export const satisfactionAsked: Way = (rules = rulesOf(aStandard({ ...ESCALATION, ...FOLLOW_UP }))) => {
  const c = answers(CallDrive.out(rules, { kind: 'satisfaction' }).wait(1000)).wait(500);
  c.heard().wait(1000).give({ type: 'legAnswered', leg: c.customer }).wait(500);
  return c.heard().wait(300);
};
export const outTalk: Way = (rules) => opening(rules).heard().wait(3000);
export const outHold: Way = (rules) => {
  const c = outTalk(rules);
  return c.give({ type: 'legHeld', leg: c.agent }).wait(200);
};

/** Somebody has answered, and is to press a key. */
export const askedFirst: Way = (rules) => {
  const c = CallDrive.out(rules, { customerFirst: true, press1: true }).wait(1000);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
export const askedWithAgent: Way = (rules) => {
  const c = answers(CallDrive.out(rules, { press1: true }).wait(1000))
    .heard()
    .wait(1000);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
export const calledFirst: Way = (rules) => {
  const c = CallDrive.out(rules, { customerFirst: true }).wait(1000);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
/** The callback that is open for a caller. */
export const OPEN = { id: 'b1', kind: 'queue', since: 0, place: 1, attempt: 1 } as const;

/** A closed line opens then. */
export const OPENS_AT = Date.UTC(2026, 2, 3, 1);

/** What a caller may meet before the queue. */
export const AHEAD: PreQueue = {
  choose: ['zh', 'yue', 'en'],
  outage: { id: 'o1' },
  closed: {
    hours: ['day.every', 'hour.9', 'minute.0', 'time.to', 'hour.17', 'minute.30'],
    opensAt: OPENS_AT,
  },
};
export const menu: Way = (rules) => CallDrive.in(rules, CUSTOMER, { ...AHEAD, closed: null }).wait(500);
export const notice: Way = (rules) => {
  const c = menu(rules);
  return c.presses(c.customer, '3').wait(500);
};
export const closed: Way = (rules) =>
  CallDrive.in(rules, CUSTOMER, { ...AHEAD, choose: null, outage: null }).wait(500);
export const received: Way = (rules) => notice(rules).heard().wait(500);

export const hearing: Way = (rules) => talk(rules ?? rulesOf(aStandard(LISTENING)));
/** Nothing has been heard of the customer: the script begins. */
export const silentTalk: Way = (rules) => hearing(rules).due().wait(300);
export const letGoSoon: Way = (rules) => silentTalk(rules).heard().due().heard().due().heard().wait(300);
/** Both talk, and the agent has begun later. */
export const bothTalk: Way = (rules) => {
  const c = hearing(rules).give({ type: 'talkStarted', leg: 'in-1' }).wait(2000);
  return c.give({ type: 'talkStarted', leg: c.agent }).wait(400);
};
export const hushed: Way = (rules) => {
  const c = bothTalk(rules).give({ type: 'talkEnded', leg: 'in-1', afterMs: 3000 });
  return c.give({ type: 'talkEnded', leg: c.agent, afterMs: 2000 }).wait(300);
};
