import { scoreFacts } from '../../../src/core/quality/score.ts';
import { PHRASE_CLAUSES, PHRASE_KEYS } from '../../../src/core/standard/phrase-clauses.ts';
import type { ClauseId, Standard } from '../../../src/core/standard/standard.ts';
import {
  type ClauseScenario,
  calledBack,
  connected,
  greeted,
  hold,
  key,
  MOBILE,
  offered,
  queue,
  resumed,
  SAID,
  settled,
  talk,
  to,
} from './clause-steps.ts';
import { pressesTwice } from './escalation-fixtures.ts';
import { importList } from './programmes.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { minutes, seconds } from './standard.ts';

/** One small scenario for each clause. */
export const CLAUSE_SCENARIOS: Readonly<Partial<Record<ClauseId, ClauseScenario>>> = {
  ...Object.fromEntries(PHRASE_CLAUSES.map((clause) => [clause, key(PHRASE_KEYS[clause].code)])),
  'answer.rings': greeted,
  'answer.greeting': greeted,
  'answer.greeting.time': greeted,
  'answer.late.apology': async (s) => {
    await queue(s, seconds(20));
    s.agent('8001').registered().answersAfter(seconds(1));
    await s.after(SAID);
  },
  // where the standard asks, the question and the time for its answer come first
  'hold.announce': async (s) => void (await hold(s, seconds(12))),
  'hold.reminder': async (s) => void (await hold(s, seconds(35))),
  'hold.return': resumed,
  'hold.limit': offered,
  'hold.long': resumed,
  'hold.promise': offered,
  'hold.hurried': key('*81'),
  'hear.silent': async (s) => {
    await connected(s);
    await s.after(minutes(1));
  },
  'hear.oneway': key('*42'),
  'hear.noise': key('*43'),
  'hear.signal': key('*44'),
  'hear.handsfree': key('*45'),
  'hear.repeat': key('*46'),
  'hear.noresponse': key('*47'),
  'hear.interrupt': async (s) => {
    const { agent, caller } = await talk(s);
    agent.startsTalking();
    await s.after(seconds(2));
    agent.stopsTalking();
    await s.after(seconds(1));
    caller.hangsUp();
    await s.after(seconds(1));
  },
  'callback.number': offered,
  'callback.unanswered': calledBackOnly,
  'callback.interim': settled,
  'callback.dropped': async (s) => {
    const { caller } = await talk(s);
    caller.isCutOff();
    await s.after(seconds(1));
  },
  'callback.done': settled,
  'callback.purpose': calledBackOnly,
  'callback.opening': calledBackOnly,
  'language.caller': toColleague,
  'answer.greeting.transferred': handedOn,
  'callback.follow_up': async (s, { clauses }) => {
    const { agent, caller } = await talk(s);
    agent.presses('*31');
    await s.after(seconds(2));
    caller.hangsUp();
    await s.after(minutes(1));
    caller.answersAfter(seconds(1));
    await s.until(() => caller.inCall, (clauses['callback.follow_up']?.afterMs ?? 0) + minutes(24 * 60));
    await s.after(SAID);
    agent.presses('*31');
    await s.after(seconds(1));
    caller.hangsUp();
    await s.after(seconds(1));
  },
  'callback.appointment': async (s) => {
    const { agent, caller } = await talk(s);
    agent.presses('*721530');
    await s.after(seconds(3));
    agent.presses('*31');
    await s.after(seconds(2));
    caller.hangsUp();
    caller.answersAfter(seconds(3));
    await s.after(seconds(10));
    await s.until(() => caller.inCall, minutes(6 * 60));
    await s.after(SAID);
    agent.presses('*31');
    await s.after(seconds(1));
    caller.hangsUp();
    await s.after(minutes(1));
  },
  'callback.programme': async (s) => {
    const agent = s.agent('8001').registered().answersAfter(seconds(1));
    const customer = s.customer(MOBILE).answersAfter(seconds(2));
    await s.after(seconds(1));
    await importList(s, [{ line: 2, number: MOBILE, name: '王芳' }]);
    await s.until(() => customer.inCall, minutes(1));
    await s.after(SAID);
    agent.presses('*31');
    await s.after(seconds(2));
    customer.hangsUp();
    await s.after(minutes(1));
  },
  'people.complaint': to('8800', '*51'),
  'people.complaint.taken': key('*58'),
  'people.supervisor': to('8900', '*52'),
  'people.urgent': async (s) => {
    await to('8900', '*53')(s);
    // the alert, which is in the log too
    s.takeErrors();
  },
  'people.nuisance': async (s) => {
    const { agent, caller } = await talk(s);
    await pressesTwice(s, agent, '*54');
    await s.after(SAID);
    caller.hangsUp();
    await s.after(seconds(1));
  },
  'people.misdial': async (s) => {
    const { agent } = await talk(s);
    await pressesTwice(s, agent, '*55');
    await s.after(SAID);
  },
  'people.beyond': key('*56'),
  'people.suggestion': key('*57'),
  'outage.notice': async (s) => {
    const until = s.sim.clock.now().wall + minutes(60);
    await s.desk().putOnOutage({ line: LINE, area: null, until, by: 'zhao' });
    await s.caller(MOBILE).dials(LINE);
    await s.after(SAID);
  },
  'close.anything': key('*82'),
  'close.goodbye': async (s, standard) => {
    await key('*83')(s, standard);
    await s.after(SAID);
  },
  'close.caller.first': async (s) => {
    const { caller } = await talk(s);
    caller.hangsUp();
    await s.after(seconds(1));
  },
  'close.record': key('*31'),
  'quality.check': async (s, standard) => {
    const { caller } = await talk(s);
    caller.hangsUp();
    await s.after(minutes(1));
    const call = s.records.calls[0]?.id ?? '';
    const score = { call, clause: 'answer.tone', kept: true, by: 'zhao' };
    await s.add(scoreFacts(score, standard, s.sim.clock.now()));
  },
  'quality.stars': async (s) => {
    const { agent, caller } = await talk(s);
    agent.presses('*82');
    await s.after(seconds(10));
    agent.presses('*83');
    await s.after(seconds(3));
    caller.presses('5');
    await s.after(seconds(2));
    caller.presses('4');
    await s.after(SAID);
  },
};

/** Handed on by the agent: to a colleague with the language, or where the standard has no such key to the complaints desk. */
async function handedOn(s: Scenario, { clauses }: Standard): Promise<void> {
  await (clauses['language.caller'] ? to('8002', '*62') : to('8800', '*51'))(s);
}

async function toColleague(s: Scenario): Promise<void> {
  await to('8002', '*62')(s);
}

async function calledBackOnly(s: Scenario, standard: Standard): Promise<void> {
  await calledBack(s, standard);
}
