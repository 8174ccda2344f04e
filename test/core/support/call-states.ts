import type { Phase, PreQueue } from '../../../src/core/call/phase.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { aStandard, ESCALATION, LISTENING, SURVEY } from '../../scenarios/support/standard.ts';
import { CallDrive } from './call-drive.ts';
import { CUSTOMER, OTHER, rulesOf } from './rules.ts';

/** Brings a call somewhere, by what happens to a call. */
export type Way = (rules?: Rules) => CallDrive;

const rung: Way = (rules) => CallDrive.in(rules).give({ type: 'agentOffered', agent: '8001' }).wait(1000);
const answers = (c: CallDrive): CallDrive => c.give({ type: 'legAnswered', leg: c.agent });
const greeted: Way = (rules) => answers(rung(rules)).wait(500);
const talk: Way = (rules) => greeted(rules).heard().wait(3000);
const hold: Way = (rules) => {
  const c = talk(rules);
  return c.give({ type: 'legHeld', leg: c.agent }).wait(200);
};
const queue: Way = (rules) => CallDrive.in(rules).due();
const music: Way = (rules) => queue(rules).heard().wait(1000);
/** Reassured until the first offer begins. */
const toOffer = (c: CallDrive): CallDrive => {
  while (!('wait' in c.state.phase && c.state.phase.wait?.playing?.what === 'reminderAndOffer')) {
    if (c.playing.length > 0) c.heard();
    else c.due();
  }
  return c;
};
const offer: Way = (rules) => toOffer(music(rules)).wait(500);
const offered: Way = (rules) => offer(rules).heard().wait(1000);
const heldOffered: Way = (rules) => toOffer(hold(rules).heard()).heard().wait(1000);
const asked: Way = (rules) => {
  const c = offered(rules);
  return c.presses(c.customer, '2').wait(500);
};
const heldAsked: Way = (rules) => {
  const c = heldOffered(rules);
  return c.presses(c.customer, '2').wait(500);
};
const readBack: Way = (rules) => {
  const c = asked(rules).heard();
  return c.presses(c.customer, `${OTHER}#`).wait(500);
};
const goodbye: Way = (rules) => {
  const c = talk(rules);
  return c.ends(c.agent).wait(500);
};
const written = (c: CallDrive, key: string): CallDrive =>
  c.give({ type: 'agentOrder', agent: '8001', order: { do: 'disposition', key } }).wait(100);

/** The agent has pressed the key at the end of the call, and the caller is asked for a mark. */
const rated: Way = (rules = rulesOf(aStandard(SURVEY))) => {
  const c = talk(rules);
  return c.presses(c.agent, '*83').wait(300);
};

const COMPLAINTS: PreQueue = { choose: null, outage: null, closed: null, complaintKey: '9' };
const withPeople = rulesOf(aStandard(ESCALATION));
const order =
  (keys: string): Way =>
  (rules = withPeople) => {
    const c = talk(rules);
    return c.presses(c.agent, keys).wait(200);
  };
const asksForDesk = order('*51');
const handing: Way = (rules) => asksForDesk(rules).give({ type: 'agentsPresent' }).wait(300);
const forDesk: Way = (rules) => handing(rules).heard().wait(500);
const deskRings: Way = (rules) => forDesk(rules).give({ type: 'agentOffered', agent: '8800' }).wait(500);
const alert: Way = (rules = withPeople) => CallDrive.alert(rules).wait(500);
const alertRings: Way = (rules) => alert(rules).give({ type: 'agentOffered', agent: '8900' }).wait(500);

const whisper: Way = (rules) => {
  const c = CallDrive.out(rules).wait(1000);
  return answers(c).wait(500);
};
const dialled: Way = (rules) => whisper(rules).heard().wait(1000);
const opening: Way = (rules) => {
  const c = dialled(rules);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
const outTalk: Way = (rules) => opening(rules).heard().wait(3000);
const outHold: Way = (rules) => {
  const c = outTalk(rules);
  return c.give({ type: 'legHeld', leg: c.agent }).wait(200);
};

/** Somebody has answered, and is to press a key. */
const askedFirst: Way = (rules) => {
  const c = CallDrive.out(rules, { customerFirst: true, press1: true }).wait(1000);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
const askedWithAgent: Way = (rules) => {
  const c = answers(CallDrive.out(rules, { press1: true }).wait(1000))
    .heard()
    .wait(1000);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
const calledFirst: Way = (rules) => {
  const c = CallDrive.out(rules, { customerFirst: true }).wait(1000);
  return c.give({ type: 'legAnswered', leg: c.customer }).wait(500);
};
/** The callback that is open for a caller. */
const OPEN = { id: 'b1', kind: 'queue', since: 0, place: 1, attempt: 1 } as const;

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
const menu: Way = (rules) => CallDrive.in(rules, CUSTOMER, { ...AHEAD, closed: null }).wait(500);
const notice: Way = (rules) => {
  const c = menu(rules);
  return c.presses(c.customer, '3').wait(500);
};
const closed: Way = (rules) =>
  CallDrive.in(rules, CUSTOMER, { ...AHEAD, choose: null, outage: null }).wait(500);
const received: Way = (rules) => notice(rules).heard().wait(500);

const hearing: Way = (rules) => talk(rules ?? rulesOf(aStandard(LISTENING)));
/** Nothing has been heard of the customer: the script begins. */
const silentTalk: Way = (rules) => hearing(rules).due().wait(300);
const letGoSoon: Way = (rules) => silentTalk(rules).heard().due().heard().due().heard().wait(300);
/** Both talk, and the agent has begun later. */
const bothTalk: Way = (rules) => {
  const c = hearing(rules).give({ type: 'talkStarted', leg: 'in-1' }).wait(2000);
  return c.give({ type: 'talkStarted', leg: c.agent }).wait(400);
};
const hushed: Way = (rules) => {
  const c = bothTalk(rules).give({ type: 'talkEnded', leg: 'in-1', afterMs: 3000 });
  return c.give({ type: 'talkEnded', leg: c.agent, afterMs: 2000 }).wait(300);
};

/** Every phase, in every shape that makes a difference. */
export const WAYS: Readonly<Record<string, Way>> = {
  'preQueue: the menu': menu,
  'preQueue: after the menu, no key yet': (rules) => menu(rules).heard().wait(500),
  'preQueue: the outage notice': notice,
  'preQueue: the outage notice is heard': (rules) => {
    const c = notice(rules);
    return c.give({ type: 'playStarted', playback: c.phase('preQueue').playing?.id ?? '' });
  },
  'preQueue: the closed line': closed,
  'preQueue: the closed line, no key yet': (rules) => closed(rules).heard().wait(500),
  'enteringNumber: on a closed line': (rules) => {
    const c = closed(rules);
    return c.presses(c.customer, '2').wait(500);
  },
  'closing: called back when the line opens': (rules) => {
    const c = closed(rules);
    return c.presses(c.customer, '1').wait(20);
  },
  'ringing: received before': received,
  'ringing: received before, a phone rings': (rules) =>
    received(rules).give({ type: 'agentOffered', agent: '8001' }).wait(100),
  'waiting: received before': (rules) => received(rules).due().wait(300),
  'ringing: nobody rung yet': (rules) => CallDrive.in(rules).wait(2000),
  'ringing: a phone rings': rung,
  'ringing: one passed over, the next rings': (rules) =>
    rung(rules).after(4500).give({ type: 'agentOffered', agent: '8002' }).wait(100),
  'greeting: heard': (rules) => {
    const c = greeted(rules);
    return c.give({ type: 'playStarted', playback: c.phase('greeting').playing.id });
  },
  'greeting: ordered, the agent pressed hold': (rules) => {
    const c = greeted(rules);
    return c.give({ type: 'legHeld', leg: c.agent });
  },
  'greeting: after a wait': (rules) => answers(music(rules).give({ type: 'agentOffered', agent: '8001' })),
  'waiting: the engine greets': (rules) => queue(rules).wait(300),
  'waiting: the engine greets, a phone still rings': (rules) =>
    CallDrive.in(rules).wait(9000).give({ type: 'agentOffered', agent: '8001' }).after(400),
  'waiting: music': music,
  'waiting: music, a phone rings': (rules) =>
    music(rules).give({ type: 'agentOffered', agent: '8001' }).wait(100),
  'waiting: a reassurance': (rules) => music(rules).due().wait(100),
  'waiting: the offer': offer,
  'waiting: after the offer': offered,
  'waiting: after the offer, a phone rings': (rules) =>
    offered(rules).give({ type: 'agentOffered', agent: '8001' }).wait(100),
  'waiting: again, the agent broke off': (rules) => {
    const c = talk(rules);
    return c.ends(c.agent, 'lost').wait(500);
  },
  talking: talk,
  'talking: written down': (rules) => written(talk(rules), '1'),
  'talking: the thanks': (rules) => {
    const c = hold(rules).heard();
    return c.give({ type: 'legResumed', leg: c.agent }).wait(300);
  },
  'talking: a phrase by the agent’s key': (rules) => {
    const keyed = rules ?? rulesOf(aStandard({ 'close.anything': { say: ['close.anything.ticketing'] } }));
    const c = talk(keyed);
    return c.presses(c.agent, '*82').wait(300);
  },
  'talking: not a word, step 1': silentTalk,
  'talking: not a word, before step 2': (rules) => silentTalk(rules).heard().wait(300),
  'talking: not a word, to be ended': letGoSoon,
  'talking: the agent over the customer': bothTalk,
  'talking: the agent is told of a silence': (rules) => hushed(rules).due().wait(10),
  'talking: a weak line': (rules) =>
    hushed(rules).give({ type: 'lineWeak', leg: 'in-1', lossPercent: 12, jitterMs: 9 }).wait(10),
  'talking: one-way': (rules) => {
    const c = hearing(rules);
    return c.presses(c.agent, '*42').wait(300);
  },
  'talking: a script by key, to be ended': (rules) => {
    const c = hearing(rules);
    c.presses(c.agent, '*43').heard();
    return c.presses(c.agent, '*43').heard().wait(300);
  },
  'over: let go': (rules) => letGoSoon(rules).due().wait(10),
  'held: the announcement': hold,
  'held: music': (rules) => hold(rules).heard().wait(1000),
  'held: a reassurance': (rules) => hold(rules).heard().due().wait(100),
  'held: after the offer': heldOffered,
  'enteringNumber: asked for the number': asked,
  'enteringNumber: half a number': (rules) => {
    const c = asked(rules);
    return c.presses(c.customer, '139').wait(300);
  },
  'enteringNumber: read back': readBack,
  'enteringNumber: wrong, asked again': (rules) => {
    const c = asked(rules);
    return c.presses(c.customer, '123#').wait(300);
  },
  'enteringNumber: on hold': heldAsked,
  'enteringNumber: on hold, the agent has gone': (rules) => {
    const c = heldAsked(rules);
    return c.ends(c.agent).wait(300);
  },
  'surveying: the first question, the agent’s leg still there': rated,
  'surveying: the first question, the agent hung up': (rules = rulesOf(aStandard(SURVEY))) => {
    const c = hold(rules);
    return c.ends(c.agent).wait(700);
  },
  'surveying: waiting for the key': (rules) => rated(rules).heard().wait(1000),
  'surveying: the second question': (rules) => {
    const c = rated(rules);
    return c.presses(c.customer, '4').wait(700);
  },
  'closing: the thanks and the goodbye': (rules) => {
    const c = rated(rules);
    c.presses(c.customer, '4').wait(700);
    return c.presses(c.customer, '5').wait(100);
  },
  'closing: the goodbye': goodbye,
  'closing: silence': (rules) => goodbye(rules).heard().wait(100),
  'closing: promised on hold, the agent’s leg still there': (rules) => {
    const c = heldOffered(rules);
    return c.presses(c.customer, '1').wait(20);
  },
  'preQueue: a complaint?': (rules = withPeople) => CallDrive.in(rules, CUSTOMER, COMPLAINTS).wait(500),
  'transferring: chosen by the caller': (rules = withPeople) => {
    const c = CallDrive.in(rules, CUSTOMER, COMPLAINTS).wait(500);
    return c.presses(c.customer, '9').wait(200);
  },
  'transferring: is anybody there': asksForDesk,
  'transferring: the apology': handing,
  'transferring: the apology, the agent has hung up': (rules) => {
    const c = handing(rules);
    return c.ends(c.agent).wait(300);
  },
  'transferring: from hold': (rules = withPeople) => {
    const c = hold(rules);
    return c.presses(c.agent, '*62').give({ type: 'agentsPresent' }).wait(300);
  },
  'waiting: for the desk': forDesk,
  'waiting: for the desk, which rings': deskRings,
  'greeting: taken over': (rules) => answers(deskRings(rules)).wait(300),
  'talking: taken over': (rules) => answers(deskRings(rules)).wait(300).heard().wait(3000),
  'closing: nobody at the desk': (rules) => asksForDesk(rules).give({ type: 'noAgentsPresent' }).wait(300),
  'closing: nobody at the desk any more': (rules) =>
    forDesk(rules).give({ type: 'noAgentsPresent' }).wait(300),
  'enteringNumber: nobody at the desk, and no number': (rules = withPeople) => {
    const c = answers(CallDrive.in(rules, 'anonymous').give({ type: 'agentOffered', agent: '8001' }));
    c.wait(500).heard().wait(3000).presses(c.agent, '*51');
    return c.give({ type: 'noAgentsPresent' }).wait(300);
  },
  'over: handed over, to be written down': (rules) => {
    const c = forDesk(rules);
    return c.ends(c.customer).wait(5);
  },
  'releasing: the automatic desk': order('*54'),
  'releasing: the automatic desk, again': (rules) => order('*54')(rules).heard().wait(300),
  'releasing: misdialled': order('*55'),
  'closing: the automatic desk has said it all': (rules) =>
    order('*54')(rules).heard().heard().heard().wait(300),
  'talking: on record': order('*57'),
  'alerting: nobody there': alert,
  'alerting: a phone rings': alertRings,
  'alerting: two phones ring': (rules) =>
    alertRings(rules).give({ type: 'agentOffered', agent: '8901' }).wait(500),
  'alerting: nobody picked up': (rules) => alertRings(rules).due().wait(500),
  playingAlert: (rules) => answers(alertRings(rules)).wait(500),
  'over: both told to end': (rules) => goodbye(rules).heard().due().wait(10),
  'over: gave up, a phone still rings': (rules) => {
    const c = rung(rules);
    return c.ends(c.customer).wait(10);
  },
  'over: to be written down': (rules) => {
    const c = talk(rules);
    return c.ends(c.customer).wait(5).ends(c.agent, 'ended').wait(1000);
  },
  'over: done': (rules) => {
    const c = written(talk(rules), '2');
    return c.ends(c.customer).wait(5).ends(c.agent, 'ended').wait(1000);
  },
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

/** The phase that a way leads to, as its name begins. */
export function phaseOf(way: string): Phase['is'] {
  return way.split(':')[0] as Phase['is'];
}
