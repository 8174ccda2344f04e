import { describe, expect, it } from 'vitest';
import { bench, talk } from './bench.ts';

const LINE = '4008001234';
const APOLOGY = [
  [2000, 3000, 'fallback.apology'],
  [3000, 4000, 'fallback.offer'],
];

describe('the dialplan', () => {
  it('takes a caller for whom no engine listens, and keeps the number before it promises anything', async () => {
    const on = await bench();
    await on.telephony.stop();
    const caller = on.controls.party('13800138000');
    caller.dial(LINE);
    await on.advance(4500);
    expect(on.heard(caller)).toEqual([[0, 2000, 'ringing'], ...APOLOGY, [4000, 4500, 'silence']]);
    caller.press('1');
    await on.advance(1);
    expect([...on.away.entries.values()]).toEqual([
      `${LINE}|13800138000|13800138000|${Math.floor(on.clock.now().wall / 1000)}`,
    ]);
    await on.advance(4500);
    expect(on.heard(caller).map(([, , what]) => what)).toEqual([
      ...['ringing', 'fallback.apology', 'fallback.offer', 'silence', 'hold.promise', 'close.goodbye'],
    ]);
    expect(caller.leg).toBeNull();
  });

  it('takes another number that is read back, and none where nobody presses a key', async () => {
    const on = await bench();
    await on.telephony.stop();
    const [one, other] = [on.controls.party('13800138000'), on.controls.party('13912345678')];
    one.dial(LINE);
    other.dial(LINE);
    await on.advance(4500);
    one.press('2');
    await on.advance(1500);
    one.press('02012345678#');
    await on.advance(20_000);
    one.press('1');
    await on.advance(5000);
    expect([...on.away.entries.values()].map((text) => text.split('|')[1])).toEqual(['02012345678']);
    expect(on.heard(other).map(([, , what]) => what)).toContain('close.goodbye');
    expect(on.controls.openResources().legs).toEqual([]);
  });

  it('takes back a caller whom a frozen engine leaves ringing, and tells the engine', async () => {
    const on = await bench();
    const caller = on.controls.party('13800138000');
    caller.dial(LINE);
    await on.advance(1000);
    on.controls.muffle(true);
    await on.advance(8000);
    expect(on.heard(caller).map(([, , what]) => what)).toContain('fallback.apology');
    expect(on.events.at(-1)?.event).toMatchObject({ type: 'legEnded', leg: 'in-1' });
    expect((await on.telephony.snapshot({ playbacks: [] })).legs).toEqual([]);
  });

  it.each([
    ['before the first request', 0],
    ['between the two requests', 1],
  ])('takes a caller whom an engine was about to answer as it ended: %s', async (_, done) => {
    const on = await bench();
    const caller = on.controls.party('13800138000');
    caller.dial(LINE);
    await on.advance(1000);
    let requests = 0;
    on.telephony.onRequest = async (_of, carryOut) => {
      requests += 1;
      if (requests > done) await new Promise(() => undefined);
      carryOut();
    };
    void on.telephony.perform({ do: 'answer', leg: 'in-1' });
    await on.advance(10);
    await on.telephony.stop();
    await on.advance(8000);
    expect(caller.leg?.answered).toBe(true);
    expect(on.heard(caller).map(([, , what]) => what)).toContain('fallback.apology');
  });

  it('leaves a caller whom an engine has answered that ended before it lifted the guard: the next one lifts it', async () => {
    const on = await talk();
    const caller = on.controls.party('13912345678');
    caller.dial(LINE);
    await on.advance(1000);
    let requests = 0;
    on.telephony.onRequest = async (_of, carryOut) => {
      requests += 1;
      if (requests > 1) await new Promise(() => undefined);
      carryOut();
    };
    void on.telephony.perform({ do: 'answer', leg: 'in-2' });
    await on.advance(10);
    await on.telephony.stop();
    await on.advance(1000);
    await on.newTelephony().start(() => undefined);
    await on.advance(20_000);
    on.controls.muffle(true);
    await on.advance(10_000);
    expect(caller.leg?.inStasis).toBe(true);
  });

  it('leaves a caller with an engine whose heart beats, and one who has been answered', async () => {
    const on = await talk();
    const ringing = on.controls.party('13912345678');
    ringing.dial(LINE);
    await on.advance(20_000);
    on.controls.muffle(true);
    await on.advance(3000);
    expect((await on.telephony.snapshot({ playbacks: [] })).legs).toHaveLength(3);
    await on.advance(5000);
    expect((await on.telephony.snapshot({ playbacks: [] })).legs).toHaveLength(2);
  });
});

it('an Asterisk that dies takes all calls with it, and keeps what callers have left', async () => {
  const on = await talk();
  on.away.keep(LINE, '13912345678', '13912345678');
  on.controls.loseLink('died');
  on.controls.stopAsterisk();
  expect([on.caller.leg, on.agent.leg]).toEqual([null, null]);
  on.controls.runAsterisk();
  on.controls.mendLink();
  await on.advance(10);
  expect(on.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
  expect(on.away.entries.size).toBe(1);
});

it('a request may fail between the others of one command', async () => {
  const on = await talk();
  let requests = 0;
  on.telephony.onRequest = async (_of, carryOut) => {
    requests += 1;
    if (requests === 2) throw new Error('500');
    carryOut();
  };
  await expect(on.do({ do: 'connect', bridge: 'c', caller: 'in-1', agent: 'a' })).rejects.toThrow('500');
  expect(on.controls.openResources().bridges).toEqual(['b']);
});
