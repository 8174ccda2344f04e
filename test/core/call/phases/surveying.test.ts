import { describe, expect, it } from 'vitest';
import { aStandard, SURVEY } from '../../../scenarios/support/standard.ts';
import type { CallDrive } from '../../support/call-drive.ts';
import { WAYS } from '../../support/call-states.ts';
import { CUSTOMER_E164, NOBODY, PROMPT_MS, rulesOf } from '../../support/rules.ts';

const STARS = rulesOf(aStandard(SURVEY));
const way = (name: string, rules = STARS) => WAYS[name]?.(rules) ?? expect.fail(name);
const said = (c: CallDrive) => c.did('play').flatMap(({ prompts }) => prompts);
const surveys = (c: CallDrive) =>
  c.facts.flatMap((f) => (f.kind === 'event' && f.name === 'survey' ? [f.detail] : []));

describe('the agent’s key at the end', () => {
  it('quality.stars: the agent is let go at once, and the caller is asked', () => {
    const c = way('talking');
    const { agent } = c;
    c.presses(agent, '*83');
    expect(c.did('hangUp')).toEqual([{ do: 'hangUp', leg: agent, reason: 'normal' }]);
    expect(c.did('endBridge')).toHaveLength(1);
    expect(said(c)).toEqual(['survey.attitude']);
    expect(c.tells.at(-1)).toMatchObject({ id: '8001', event: { type: 'callEnded', wrapUpMs: 20_000 } });
    expect(c.judged('close.caller.first')).toMatchObject([{ verdict: 'kept', by: { agent: '8001' } }]);
    // and no tone, for both have heard what it did
    expect(c.commands.flatMap((o) => (o.do === 'play' ? o.prompts : []))).not.toContain('tone.ok');
  });

  it('quality.stars: a question that was not played, because the engine died before, is asked', () => {
    const c = way('talking');
    c.presses(c.agent, '*83');
    const [question = ''] = c.playing;
    c.give({ type: 'playEnded', playback: question, outcome: 'done', unseen: true });
    expect(said(c)).toEqual(['survey.attitude']);
    expect(c.phase('surveying').survey.playing).not.toBeNull();
  });

  it('close.goodbye: on hold too, out of the music', () => {
    const c = way('held: a reassurance');
    const [reassurance] = c.playing;
    c.presses(c.agent, '*83');
    expect(c.did('stopPlay')).toEqual([{ do: 'stopPlay', playback: reassurance }]);
    c.phase('surveying');
  });

  it('close.goodbye: the goodbye alone where the standard has no survey', () => {
    const c = way('talking', rulesOf());
    c.presses(c.agent, '*83');
    expect(said(c)).toEqual(['close.goodbye']);
    c.heard();
    expect(c.judged('close.goodbye')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.judged('close.caller.first')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.judged('hold.promise')).toEqual([]);
  });

  it('close.goodbye: an error tone where the standard says nothing at the end', () => {
    const c = way('talking', rulesOf(aStandard({}, { without: ['close.goodbye'] })));
    c.presses(c.agent, '*83');
    expect(said(c)).toEqual(['tone.error']);
    c.phase('talking');
  });
});

describe('the two marks', () => {
  it('quality.stars: both are on record as one survey; then thanks and the goodbye', () => {
    const c = way('closing: the thanks and the goodbye');
    expect(said(c)).toEqual(['survey.thanks', 'close.goodbye']);
    expect(surveys(c)).toEqual([{ attitude: 4, accuracy: 5 }]);
    expect(c.judged('quality.stars')).toMatchObject([{ verdict: 'kept' }]);
    c.heard();
    expect(c.judged('close.goodbye')).toMatchObject([{ verdict: 'kept' }]);
    // the thanks are no promise
    expect(c.judged('hold.promise')).toEqual([]);
  });

  it.each(['6', '0', '9', '*', '#', '*83'])('quality.stars: %s is no mark, and does no harm', (keys) => {
    const c = way('surveying: waiting for the key');
    c.presses(c.customer, keys.replace('3', ''));
    expect(c.phase('surveying').survey).toMatchObject({ question: 'attitude', marks: {} });
    c.presses(c.customer, '2');
    expect(c.phase('surveying').survey).toMatchObject({ question: 'accuracy', marks: { attitude: 2 } });
  });

  it('quality.stars: a key that bounces is one mark, and more keys than questions are too many', () => {
    const c = way('surveying: waiting for the key');
    c.presses(c.customer, '33333');
    expect(c.phase('surveying').survey.marks).toEqual({ attitude: 3 });
    c.wait(800).presses(c.customer, '2222');
    c.phase('closing');
    expect(surveys(c)).toEqual([{ attitude: 3, accuracy: 2 }]);
  });

  it('quality.stars: no key in time: nothing more is asked, and nobody is thanked for nothing', () => {
    const c = way('surveying: waiting for the key');
    expect((c.deadline ?? 0) - c.at.mono).toBe(8000 - 1000);
    c.due();
    expect(said(c)).toEqual(['close.goodbye']);
    expect(surveys(c)).toEqual([]);
    expect(c.judged('quality.stars')).toMatchObject([{ verdict: 'kept' }]);
  });

  it('quality.stars: half an answer counts', () => {
    const c = way('surveying: the second question').after(PROMPT_MS + 8000);
    expect(surveys(c)).toEqual([{ attitude: 4 }]);
    c.phase('closing');
  });

  it.each([
    ['surveying: the first question, the agent’s leg still there', [], 0],
    ['surveying: waiting for the key', [], 1],
    ['surveying: the second question', [{ attitude: 4 }], 1],
  ] as const)('quality.stars: the caller hangs up, %s', (name, given, judged) => {
    const c = way(name);
    c.ends(c.customer).phase('over');
    expect(surveys(c)).toEqual(given);
    expect(c.judged('quality.stars')).toHaveLength(judged);
    expect(c.state.hungUpFirst).toBe('caller');
  });

  it('quality.stars: broken where the question cannot be heard, and the goodbye comes at once', () => {
    const c = way('surveying: the second question').heard('failed');
    expect(c.judged('quality.stars')).toMatchObject([{ verdict: 'broken' }]);
    expect(said(c)).toEqual(['close.goodbye']);
    expect(surveys(c)).toEqual([{ attitude: 4 }]);
  });
});

describe('an agent who hangs up first', () => {
  it('quality.stars: has broken close.caller.first, and is rated all the same', () => {
    const c = way('surveying: the first question, the agent hung up');
    expect(c.judged('close.caller.first')).toMatchObject([{ verdict: 'broken' }]);
    c.presses(c.customer, '1');
    c.ends(c.customer);
    expect(surveys(c)).toEqual([{ attitude: 1 }]);
    expect(c.state.hungUpFirst).toBe('agent');
  });

  it('quality.stars: not where they have not talked yet', () => {
    const c = way('greeting: heard');
    c.ends(c.agent);
    expect(c.phase('waiting').wait.playing?.what).toBe('announce');
  });
});

describe('callback.dropped', () => {
  const DROPPED = rulesOf(aStandard({ ...SURVEY, 'callback.dropped': {} }));
  const promises = (c: CallDrive) => c.tells.flatMap((t) => (t.to === 'newCallback' ? [t.request] : []));

  it.each([
    'talking',
    'talking: the thanks',
    'held: music',
    'greeting: heard',
    'waiting: music',
    'waiting: the offer',
    'enteringNumber: half a number',
    'enteringNumber: on hold',
    'surveying: waiting for the key',
    'preQueue: the outage notice',
  ])('callback.dropped: a caller who is lost is called back in the place kept: %s', (name) => {
    const c = way(name, DROPPED);
    if (c.state.customer.answering) c.give({ type: 'legAnswered', leg: c.customer });
    c.ends(c.customer, 'lost');
    const promise = { kind: 'dropped', number: CUSTOMER_E164, from: 'c1', place: c.state.place };
    expect(promises(c)).toMatchObject([promise]);
    expect(c.judged('callback.dropped')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.judged('callback.unanswered')).toEqual([]);
    expect(c.state.hungUpFirst).toBe('network');
  });

  it('callback.dropped: not one who hung up, and not without the clause', () => {
    const hungUp = way('talking', DROPPED);
    expect(promises(hungUp.ends(hungUp.customer))).toEqual([]);
    const without = way('talking');
    expect(promises(without.ends(without.customer, 'lost'))).toEqual([]);
    expect([...hungUp.judged('callback.dropped'), ...without.judged('callback.dropped')]).toEqual([]);
  });

  it('callback.dropped: not where the agent had written down that all is done', () => {
    const c = way('talking: written down', DROPPED);
    expect(promises(c.ends(c.customer, 'lost'))).toEqual([]);
    const open = way('talking', DROPPED);
    open.presses(open.agent, '*32').ends(open.customer, 'lost');
    expect(promises(open).map(({ kind }) => kind)).toEqual(['promised', 'dropped']);
  });

  it('callback.dropped: broken where there is no number to call', () => {
    const c = WAYS.talking?.(rulesOf(DROPPED.standard, NOBODY)) ?? expect.fail();
    c.state = { ...c.state, customer: { ...c.state.customer, number: null } };
    c.ends(c.customer, 'lost');
    expect(c.judged('callback.dropped')).toMatchObject([{ verdict: 'broken' }]);
  });

  it('callback.dropped: the customer of a callback is tried again, and promised nothing new', () => {
    const c = way('talking: called back', DROPPED);
    c.ends(c.customer, 'lost').after(60_000);
    expect(promises(c)).toEqual([]);
    expect(c.tells).toContainEqual(
      expect.objectContaining({ event: expect.objectContaining({ type: 'attemptEnded', outcome: 'lost' }) }),
    );
  });
});
