import { aStandard, LAST_QUESTION, QUESTIONS, SURVEY } from '../../scenarios/support/standard.ts';
import { CallDrive } from './call-drive.ts';
import {
  answers,
  asked,
  bothTalk,
  closed,
  goodbye,
  greeted,
  hearing,
  heldAsked,
  heldOffered,
  hold,
  hushed,
  letGoSoon,
  menu,
  music,
  notice,
  offer,
  offered,
  promised,
  queue,
  rated,
  readBack,
  received,
  rung,
  silentTalk,
  talk,
  type Way,
  written,
} from './call-ways.ts';
import { rulesOf } from './rules.ts';

/** Asterisk has reported that what plays has begun. */
const begun = (c: CallDrive): CallDrive => c.give({ type: 'playStarted', playback: c.playing[0] ?? '' });

/** Calls of a caller, from the menu before the queue to the wrap-up. */
export const INBOUND_WAYS: Readonly<Record<string, Way>> = {
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
  'talking: asks before a hold': (rules = rulesOf(aStandard(QUESTIONS))) => {
    const c = talk(rules);
    return c.presses(c.agent, '*80').wait(300);
  },
  'talking: has asked before a hold': (rules = rulesOf(aStandard(QUESTIONS))) => {
    const c = talk(rules);
    return c.presses(c.agent, '*80').heard().wait(300);
  },
  'talking: asks whether the customer is there': (rules = rulesOf(aStandard(QUESTIONS))) => {
    const c = hold(rules).heard();
    return c.give({ type: 'legResumed', leg: c.agent }).wait(300);
  },
  'talking: asks whether there is anything else': (rules = rulesOf(aStandard(LAST_QUESTION))) => {
    const c = talk(rules);
    return c.presses(c.agent, '*83').wait(300);
  },
  'talking: waits whether there is anything else': (rules = rulesOf(aStandard(LAST_QUESTION))) => {
    const c = talk(rules);
    return c.presses(c.agent, '*83').heard().wait(300);
  },
  'talking: asks whether a callback will do': (rules = rulesOf(aStandard(QUESTIONS))) => {
    const c = talk(rules);
    return c.presses(c.agent, '*73').wait(300);
  },
  'talking: the answer to that is awaited': (rules = rulesOf(aStandard(QUESTIONS))) =>
    promised(rules).wait(300),
  'talking: a word was the answer to that': (rules = rulesOf(aStandard(QUESTIONS))) =>
    promised(rules).give({ type: 'talkEnded', leg: 'in-1', afterMs: 500 }).wait(300),
  'talking: has been asked that, the agent confirms': (rules = rulesOf(aStandard(QUESTIONS))) => {
    const c = promised(rules);
    return c.give({ type: 'talkStarted', leg: c.agent }).wait(300);
  },
  'enteringNumber: promised in the talk, asked whether this number will do': (
    rules = rulesOf(aStandard(QUESTIONS)),
  ) => {
    const c = promised(rules);
    return c.presses(c.customer, '1').wait(300);
  },
  'enteringNumber: promised in the talk, another number': (rules = rulesOf(aStandard(QUESTIONS))) => {
    const c = promised(rules);
    return c.presses(c.customer, '12').wait(300);
  },
  'enteringNumber: promised, the agent has gone': (rules = rulesOf(aStandard(QUESTIONS))) => {
    const c = promised(rules);
    return c.presses(c.customer, '1').ends(c.agent).wait(300);
  },
  'enteringNumber: the choice taken back': (rules) => {
    const c = heldOffered(rules);
    return c.presses(c.customer, '1').wait(20).presses(c.customer, '2').wait(300);
  },
  'waiting: a number may still come': (rules) => asked(rules).due().due().wait(300),
  'held: the question': (rules) => hold(rules ?? rulesOf(aStandard(QUESTIONS))),
  'held: the answer is awaited': (rules) =>
    hold(rules ?? rulesOf(aStandard(QUESTIONS)))
      .heard()
      .wait(300),
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
    const c = begun(rated(rules));
    return c.presses(c.customer, '4').wait(700);
  },
  'closing: the thanks and the goodbye': (rules) => {
    const c = begun(rated(rules));
    begun(c.presses(c.customer, '4')).wait(700);
    return c.presses(c.customer, '5').wait(100);
  },
  'closing: the goodbye': goodbye,
  'closing: silence': (rules) => goodbye(rules).heard().wait(100),
  'closing: promised on hold, the agent’s leg still there': (rules) => {
    const c = heldOffered(rules);
    return c.presses(c.customer, '1').wait(20);
  },
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
};
