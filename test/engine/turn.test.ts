import { describe, expect, it } from 'vitest';
import type { CallState } from '../../src/core/call/state.ts';
import { rulesOf } from '../core/support/rules.ts';
import { aStandard } from '../scenarios/support/standard.ts';
import { TurnFixture } from './support/turn-fixture.ts';

const MOBILE = '13800138000';

function theCall({ registry }: TurnFixture): CallState {
  return [...registry.calls.values()][0] ?? expect.fail('no call');
}

function theLeg(fixture: TurnFixture): string {
  return theCall(fixture).customer.leg ?? expect.fail('no leg');
}

const doing = ({ registry }: TurnFixture, agent = '8001') => registry.agents.get(agent)?.doing.is;
const lastBatch = ({ batches }: TurnFixture) => batches.at(-1) ?? expect.fail('nothing was kept');

/** A caller who gave up, and is to be called back. */
function pendingWrapUp(rules = rulesOf()): TurnFixture {
  const fixture = new TurnFixture(rules);
  fixture.arrives(MOBILE);
  fixture.after(20_000);
  fixture.end(theLeg(fixture), 'hungUp');
  return fixture;
}

describe('a turn', () => {
  it('keeps all that it has changed, the input itself, and what is known now, in one batch', () => {
    const fixture = new TurnFixture();
    fixture.device('8001', 'idle');
    fixture.arrives(MOBILE);
    const { id } = theCall(fixture);
    const batch = lastBatch(fixture);
    expect(batch.machines.call ?? []).toMatchObject([
      { id, phase: { is: 'ringing', ring: { agent: '8001' } } },
    ]);
    expect(batch.machines.agent ?? []).toMatchObject([{ id: '8001', doing: { is: 'ringing', call: id } }]);
    expect(batch.journal.map(({ machine, input }) => [machine, (input as { type: string }).type])).toEqual([
      ['call', 'arrived'],
      ['call', 'agentOffered'],
    ]);
    expect(batch.facts).toMatchObject([{ name: 'arrived' }, { name: 'agentRung' }]);
    expect(batch.durable).toBe(false);
  });

  it('keeps the last state of what it has changed twice', () => {
    const fixture = new TurnFixture();
    fixture.arrives(MOBILE);
    const { id } = theCall(fixture);
    fixture.turn((turn, at) => {
      turn.toCall(at, id, { type: 'agentOffered', agent: '8003' });
      turn.toCall(at, id, { type: 'legEnded', leg: `${id}-agent1`, how: 'busy' });
    });
    expect(lastBatch(fixture).machines.call).toMatchObject([{ phase: { is: 'ringing', ring: null } }]);
  });

  it('callback.number: is durable where somebody is promised something, and with it the call that it came from', () => {
    const fixture = pendingWrapUp();
    expect(lastBatch(fixture)).toMatchObject({
      durable: true,
      machines: {
        call: [{ phase: { is: 'over' } }],
        callback: [{ kind: 'abandoned', status: { is: 'due' } }],
      },
    });
  });

  it('says loudly what means nothing, and journals it; what concerns nobody it passes over', () => {
    const fixture = new TurnFixture();
    fixture.arrives(MOBILE);
    const { id } = theCall(fixture);
    let understood = true;
    fixture.turn((turn, at) => {
      understood = turn.toCall(at, id, { type: 'legAnswered', leg: 'nobody’s' });
    });
    expect(understood).toBe(false);
    expect(fixture.lines).toMatchObject([{ level: 'warn', detail: { machine: 'call', id } }]);
    expect(lastBatch(fixture)).toMatchObject({ machines: {}, journal: [{ id }] });
    expect(lastBatch(fixture).machines.call ?? []).toEqual([]);
    const before = fixture.batches.length;
    fixture.turn((turn, at) => {
      turn.toCall(at, 'nobody', { type: 'deadline' });
      turn.toAgent(at, 'nobody', { type: 'deadline' });
      turn.toCallback(at, 'nobody', { type: 'deadline' });
    });
    expect(fixture.batches).toHaveLength(before);
  });

  it('a deadline that changes nothing leaves no trace', () => {
    const fixture = new TurnFixture();
    fixture.device('8001', 'idle');
    const before = fixture.batches.length;
    fixture.turn((turn, at) => turn.toAgent(at, '8001', { type: 'deadline' }));
    expect(fixture.batches).toHaveLength(before);
  });
});

describe('who gets whom', () => {
  it('answer.rings: an agent who becomes free is given to who waits in the same turn', () => {
    const fixture = new TurnFixture();
    fixture.arrives(MOBILE);
    fixture.after(15_000);
    fixture.device('8001', 'idle');
    expect(fixture.commands).toMatchObject([{ command: { do: 'dial', to: { agent: '8001' } } }]);
    expect(doing(fixture)).toBe('ringing');
  });

  it('callback.number: a callback before a caller who came later, by the place that was kept', () => {
    const fixture = pendingWrapUp();
    fixture.arrives('13912345678');
    fixture.device('8001', 'idle');
    expect(theCall(fixture).phase).toMatchObject({ is: 'ringing', ring: null });
    const [callback] = [...fixture.registry.callbacks.values()];
    expect(callback?.status.is).toBe('attempting');
    expect(fixture.commands).toMatchObject([
      { call: 'b2.1', command: { do: 'dial', to: { agent: '8001' } } },
    ]);
  });

  it('an agent for a callback that may not be dialled any more is free again, for the next', () => {
    const rules = rulesOf(aStandard());
    let allowed = true;
    const fixture = pendingWrapUp({
      ...rules,
      mayDial: (raw, line) => (allowed ? rules.mayDial(raw, line) : { refused: 'country', e164: raw }),
    });
    allowed = false;
    fixture.device('8001', 'idle');
    expect(fixture.registry.callbacks.size).toBe(0);
    expect(lastBatch(fixture).machines.callback).toMatchObject([
      { status: { is: 'failed', why: 'notAllowed' } },
    ]);
    expect(doing(fixture)).toBe('free');
    expect(fixture.commands).toEqual([]);
  });

  it('the id of an attempt is the callback’s own, counted: it cannot be placed twice', () => {
    const fixture = pendingWrapUp();
    fixture.device('8001', 'idle');
    fixture.after(16_000);
    fixture.after(31_000);
    const attempts = [...fixture.registry.callbacks.values()][0]?.attempts.map(({ call }) => call);
    expect(attempts?.slice(0, 2)).toEqual(['b2.1', 'b2.2']);
    expect(new Set(attempts).size).toBe(attempts?.length);
  });
});
