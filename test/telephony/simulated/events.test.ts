import { describe, expect, it } from 'vitest';
import { type Bench, bench, dial, play, talk } from './bench.ts';

function since(on: Bench, at: number): [number, string][] {
  return on.events.filter((one) => one.at >= at).map((one) => [one.at, one.event.type]);
}

describe('legs that are dialled', () => {
  it.each([
    ['busy', 'busy', 17],
    ['decline', 'refused', 21],
    ['vanish', 'unreachable', 19],
    ['ring', 'noAnswer', 19],
  ] as const)('a phone that does %s ends as %s', async (pickup, how, cause) => {
    const on = await bench();
    on.controls.phone('8001').pickup = pickup;
    await on.do(dial('a', '8001'));
    await on.advance(20_010);
    const ended = expect.objectContaining({ type: 'legEnded', leg: 'a', how, cause });
    expect(on.events.map(({ event }) => event)).toContainEqual(ended);
    expect(on.events.filter(({ event }) => event.type === 'legEnded')).toHaveLength(1);
  });

  it('a phone that is not registered is unreachable; one in a call is busy', async () => {
    const on = await talk();
    on.controls.phone('8002').unregister();
    await on.do(dial('x', '8002'), dial('y', '8001'));
    await on.advance(10);
    expect(on.events.slice(-2).map(({ event }) => event)).toEqual([
      { type: 'legEnded', leg: 'x', how: 'unreachable', cause: 20 },
      { type: 'legEnded', leg: 'y', how: 'busy', cause: 17 },
    ]);
  });

  it('shows a missed call unless somebody else has answered', async () => {
    const on = await bench();
    await on.do(dial('a', '8001'), dial('b', '8002'));
    await on.advance(100);
    await on.do({ do: 'hangUp', leg: 'a', reason: 'normal' });
    await on.do({ do: 'hangUp', leg: 'b', reason: 'answeredElsewhere' });
    await on.advance(10);
    expect([on.controls.phone('8001').missed, on.controls.phone('8002').missed]).toEqual([1, 0]);
  });

  it('reaches a customer under the number that was dialled', async () => {
    const on = await bench();
    on.controls.party('13912345678').pickup = { answerAfterMs: 50 };
    const to = { customer: '13912345678' };
    await on.do({ do: 'dial', leg: 'c', to, callerId: { number: '4008001234' }, giveUpMs: 1000 });
    await on.advance(100);
    expect(on.events.map(({ at, event }) => [at, event.type])).toEqual([
      [3, 'legRinging'],
      [54, 'legAnswered'],
    ]);
  });
});

describe('events', () => {
  it('come after the command, in Asterisk’s order', async () => {
    const on = await talk();
    await on.do(play('p1', 'in-1', 'one'), play('p2', 'in-1', 'two'), { do: 'stopPlay', playback: 'p1' });
    await on.do({ do: 'hangUp', leg: 'a', reason: 'normal' });
    expect(since(on, 2000)).toEqual([]);
    await on.advance(1500);
    expect(since(on, 2000)).toEqual([
      [2001, 'legAnswered'],
      [2001, 'legEnded'],
      [2002, 'playStarted'],
      [2005, 'playEnded'],
      [2007, 'playStarted'],
      [3007, 'playEnded'],
    ]);
  });

  it('a leg that ends takes its prompts along first, and nothing about it comes afterwards', async () => {
    const on = await talk();
    await on.do(play('p1', 'in-1', 'one'), play('p2', 'in-1', 'two'));
    await on.advance(100);
    on.caller.press('12');
    on.caller.hangUp();
    await on.advance(1000);
    expect(since(on, 2100).map(([, type]) => type)).toEqual(['playEnded', 'playEnded', 'legEnded']);
    expect(on.heard(on.caller).at(-1)).toEqual([2002, 2100, 'one (cut)']);
  });

  it('a missing prompt fails alone, and is skipped in a list', async () => {
    const on = await talk();
    await on.do(play('p1', 'in-1', 'missing'), play('p2', 'in-1', 'one', 'missing', 'two'));
    await on.advance(3000);
    const ended = on.events.flatMap(({ event }) => (event.type === 'playEnded' ? [event.outcome] : []));
    expect(ended).toEqual(['failed', 'done']);
    expect(on.heard(on.caller).map(([, , what]) => what)).toEqual([
      'ringing',
      '<8001>',
      'one',
      'two',
      '<8001>',
    ]);
  });

  it('keys come one after another', async () => {
    const on = await talk();
    on.caller.press('1#');
    await on.advance(500);
    expect(since(on, 2000)).toEqual([
      [2001, 'legAnswered'],
      [2001, 'digit'],
      [2201, 'digit'],
    ]);
  });

  it('who hung up, gave up or was lost is told apart', async () => {
    const on = await talk();
    on.agent.cut();
    on.caller.hangUp();
    const other = on.controls.party('02012345678');
    other.dial('4008001234');
    other.hangUp();
    await on.advance(10);
    expect(on.events.slice(-4).map(({ event }) => event)).toEqual([
      { type: 'legEnded', leg: 'a', how: 'lost', cause: 44 },
      { type: 'legEnded', leg: 'in-1', how: 'hungUp', cause: 16 },
      { type: 'callArrived', leg: 'in-2', line: '4008001234', from: '02012345678' },
      { type: 'legEnded', leg: 'in-2', how: 'hungUp', cause: 127 },
    ]);
  });

  it('a feature code waits unanswered, and keeps the phone busy', async () => {
    const on = await bench();
    on.controls.phone('8001').dial('*31');
    await on.advance(10);
    expect(on.events.map(({ event }) => event)).toEqual([
      { type: 'codeDialled', leg: 'in-1', agent: '8001', code: '*31' },
    ]);
    expect(on.presences).toContainEqual({ agent: '8001', device: 'busy' });
  });
});

describe('the agents’ phones', () => {
  it('are told once at the start, then each change', async () => {
    const on = await talk();
    await on.advance(10);
    on.agent.hangUp();
    await on.advance(10);
    on.agent.unregister();
    await on.advance(10);
    expect(on.presences.filter(({ agent }) => agent === '8001').map(({ device }) => device)).toEqual([
      'idle',
      'ringing',
      'busy',
      'idle',
      'offline',
    ]);
  });
});
