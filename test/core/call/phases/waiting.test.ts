import { describe, expect, it } from 'vitest';
import { aStandard } from '../../../scenarios/support/standard.ts';
import { CallDrive } from '../../support/call-drive.ts';
import { WAYS } from '../../support/call-states.ts';
import { rulesOf } from '../../support/rules.ts';

/** How a wait sounds, in the queue and on hold alike. Prompts last 1.5 s each. */
const WAITS = { 'in the queue': 'waiting: the engine greets', 'on hold': 'held: the announcement' } as const;

const way = (name: string, rules = rulesOf()) => WAYS[name]?.(rules) ?? expect.fail(name);
const begin = (c: CallDrive) =>
  'wait' in c.state.phase && c.state.phase.wait ? c.state.phase.wait.since : expect.fail('no wait');

/** What is said from now on, with the second of the wait in which it begins. */
function said(c: CallDrive, seconds: number): [number, string][] {
  const since = begin(c);
  const list: [number, string][] = [];
  while (c.at.mono < since + seconds * 1000) {
    if (c.playing.length > 0) {
      c.heard();
      continue;
    }
    c.due();
    for (const { prompts } of c.did('play')) list.push([(c.at.mono - since) / 1000, prompts.join(' ')]);
  }
  return list;
}

describe.each(Object.entries(WAITS))('%s', (_, start) => {
  it('hold.reminder: every 14.7 s from the one before, measured where it is heard', () => {
    const c = way(start).heard();
    const announced = c.judged('hold.announce').at(-1)?.at.mono ?? 0;
    const times = [(announced - begin(c)) / 1000, ...said(c, 60).map(([at]) => at)];
    expect(times.length).toBeGreaterThanOrEqual(5);
    for (const [i, time] of times.slice(1).entries()) expect(time - (times[i] ?? 0)).toBeCloseTo(14.7, 2);
    const judged = c.judged('hold.reminder');
    expect(new Set(judged.map(({ verdict }) => verdict))).toEqual(new Set(['kept']));
    for (const { measured } of judged) expect(measured?.value).toBeLessThanOrEqual(15);
  });

  it('hold.reminder: one that is heard too late is on record', () => {
    const c = way(start).heard().due();
    const playback = c.playing[0] ?? '';
    c.wait(2000).give({ type: 'playStarted', playback });
    expect(c.judged('hold.reminder')).toMatchObject([
      { verdict: 'broken', measured: { limit: 15, unit: 's' } },
    ]);
  });

  it('hold.reminder: one that cannot be played is on record, and the next is in time', () => {
    const c = way(start).heard().due().heard('failed');
    expect(c.judged('hold.reminder')).toMatchObject([{ verdict: 'broken' }]);
    expect(c.facts.at(-2)).toMatchObject({ name: 'promptFailed' });
    expect(said(c, 25)).toHaveLength(1);
  });

  it('hold.reminder: an end that is never told stops nothing', () => {
    const c = way(start).heard().due();
    c.give({ type: 'playStarted', playback: c.playing[0] ?? '' });
    const before = c.at.mono;
    c.due();
    expect(c.playing).toEqual([]);
    expect((c.deadline ?? 0) - before).toBe(14_700);
  });

  it('hold.announce: first of all, and broken where it cannot be played', () => {
    expect(way(start).heard().judged('hold.announce').at(-1)).toMatchObject({
      verdict: 'kept',
      by: 'engine',
      measured: { limit: 1, unit: 's' },
    });
    expect(way(start).heard('failed').judged('hold.announce').at(-1)).toMatchObject({ verdict: 'broken' });
  });

  it('hold.limit: offered at 120 s, and again, each going on from a reassurance', () => {
    const c = way(start).heard();
    const offers = said(c, 260).filter(([, what]) => what.includes('callback.offer'));
    expect(offers.length).toBeGreaterThanOrEqual(2);
    const [first = 0] = offers[0] ?? [];
    expect(first + 1.5).toBeGreaterThanOrEqual(119);
    expect(first + 1.5).toBeLessThanOrEqual(121);
    expect(c.judged('hold.limit')).toMatchObject([{ verdict: 'kept', measured: { limit: 120 } }]);
    for (const { verdict } of c.judged('hold.reminder')) expect(verdict).toBe('kept');
  });

  it('hold.limit: by itself where the standard has no reminders', () => {
    const c = way(start, rulesOf(aStandard({}, { without: ['hold.reminder'] }))).heard();
    expect(said(c, 170)).toEqual([
      [120, 'callback.offer'],
      [180, 'callback.offer'],
    ]);
  });

  it('hold.limit: late is broken', () => {
    const c = way(start, rulesOf(aStandard({}, { without: ['hold.reminder'] }))).heard();
    c.wait(130_000).give({ type: 'deadline' }).heard();
    expect(c.judged('hold.limit')).toMatchObject([{ verdict: 'broken' }]);
  });

  it('a standard without either clause has no deadline but that of the language', () => {
    const c = way(start, rulesOf(aStandard({}, { without: ['hold.reminder', 'hold.limit'] }))).heard();
    const { phase } = c.state;
    // language.caller: on hold the agent is there
    expect(c.deadline).toBe(phase.is === 'waiting' ? phase.wait.since + 120_000 : null);
    expect(c.wait(120_000).give({ type: 'deadline' }).deadline).toBeNull();
  });

  it('keys before the first offer mean nothing', () => {
    const c = way(start).heard().wait(10);
    const { phase } = c.state;
    c.presses(c.customer, '12#');
    expect(c.state.phase).toBe(phase);
    expect(c.tells.filter(({ to }) => to === 'newCallback')).toEqual([]);
  });
});

describe('hold', () => {
  it('hold.return: what plays is cut before anything else, and both hear the thanks', () => {
    const c = way('held: a reassurance');
    const [reminder] = c.playing;
    c.give({ type: 'legResumed', leg: c.agent });
    expect(c.last.commands).toMatchObject([
      { do: 'stopPlay', playback: reminder },
      { do: 'play', on: { bridge: c.state.bridge }, prompts: ['hold.return'] },
    ]);
    c.heard();
    expect(c.judged('hold.return')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.phase('talking').saying).toBeNull();
  });

  it('hold.return: broken where it cannot be played', () => {
    const c = way('talking: the thanks').heard('failed');
    expect(c.judged('hold.return')).toMatchObject([{ verdict: 'broken' }]);
  });

  it('hold.announce: holding again cuts the thanks', () => {
    const c = way('talking: the thanks');
    const [thanks] = c.playing;
    c.give({ type: 'legHeld', leg: c.agent });
    expect(c.last.commands).toMatchObject([
      { do: 'stopPlay', playback: thanks },
      // a hold that begins while the bridge is played to has no music in it
      { do: 'endBridge' },
      { do: 'leave', leg: 'in-1' },
      { do: 'wait', leg: 'in-1' },
      { do: 'play', on: { leg: 'in-1' }, prompts: ['hold.announce'] },
    ]);
  });

  it('hold.return: after such a hold both are joined again before the thanks', () => {
    const c = way('talking: the thanks');
    c.give({ type: 'legHeld', leg: c.agent });
    c.give({ type: 'legResumed', leg: c.agent });
    expect(c.last.commands.map((command) => command.do)).toEqual(['stopPlay', 'connect', 'play']);
    expect(c.state.bridge).not.toBeNull();
  });

  it('hold.announce: a second press changes nothing', () => {
    const c = way('held: music');
    const { state } = c;
    c.give({ type: 'legHeld', leg: c.agent });
    expect(c.state).toEqual(state);
    expect(c.last).toMatchObject({ commands: [], facts: [], unexpected: false });
  });

  it('hold.reminder: a gap that was too long when the wait is interrupted is on record', () => {
    const c = way('held: music').wait(20_000);
    c.give({ type: 'legResumed', leg: c.agent });
    expect(c.judged('hold.reminder')).toMatchObject([{ verdict: 'broken' }]);
  });

  it('hold.announce: a caller whose agent broke off waits in the old place', () => {
    const c = way('talking');
    const { place } = c.state;
    c.ends(c.agent, 'lost');
    expect(c.phase('waiting').wait.playing?.what).toBe('announce');
    expect(c.last.commands.map((command) => command.do)).toEqual(['endBridge', 'leave', 'wait', 'play']);
    // close.record: the agent still has time to write it down
    expect(c.state).toMatchObject({ place, wrapUp: { agent: '8001' }, hungUpFirst: null });
  });
});

describe('a ring during the wait', () => {
  it('answer.rings: rings its longer share, then the next may be tried', () => {
    const c = way('waiting: music, a phone rings');
    c.give({ type: 'legRinging', leg: c.agent });
    c.after(14_800);
    expect(c.phase('waiting').ring).not.toBeNull();
    c.after(200);
    expect(c.phase('waiting').ring).toBeNull();
    expect(c.tells.at(-1)).toMatchObject({ id: '8001', event: { type: 'notPickedUp', how: 'noAnswer' } });
  });

  it('hold.reminder: goes on meanwhile', () => {
    const c = CallDrive.in().due().heard().give({ type: 'agentOffered', agent: '8001' });
    expect(said(c, 30)).toHaveLength(2);
  });
});
