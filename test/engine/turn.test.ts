import { describe, expect, it } from 'vitest';
import type { CallState } from '../../src/core/call/state.ts';
import { rulesOf } from '../core/support/rules.ts';
import { aStandard } from '../scenarios/support/standard.ts';
import { Floor } from './support/floor.ts';

const MOBILE = '13800138000';

function theCall({ registry }: Floor): CallState {
  return [...registry.calls.values()][0] ?? expect.fail('no call');
}

function theLeg(floor: Floor): string {
  return theCall(floor).customer.leg ?? expect.fail('no leg');
}

const doing = ({ registry }: Floor, agent = '8001') => registry.agents.get(agent)?.doing.is;
const lastBatch = ({ batches }: Floor) => batches.at(-1) ?? expect.fail('nothing was kept');

/** A caller who gave up, and is to be called back. */
function owed(rules = rulesOf()): Floor {
  const floor = new Floor(rules);
  floor.arrives(MOBILE);
  floor.after(20_000);
  floor.end(theLeg(floor), 'hungUp');
  return floor;
}

describe('a turn', () => {
  it('keeps all that it has changed, the input itself, and what is known now, in one batch', () => {
    const floor = new Floor();
    floor.device('8001', 'idle');
    floor.arrives(MOBILE);
    const { id } = theCall(floor);
    const batch = lastBatch(floor);
    expect(batch.calls).toMatchObject([{ id, phase: { is: 'ringing', ring: { agent: '8001' } } }]);
    expect(batch.agents).toMatchObject([{ id: '8001', doing: { is: 'ringing', call: id } }]);
    expect(batch.journal.map(({ machine, input }) => [machine, (input as { type: string }).type])).toEqual([
      ['call', 'arrived'],
      ['agent', 'offered'],
      ['call', 'agentOffered'],
    ]);
    expect(batch.facts).toMatchObject([{ name: 'arrived' }, { name: 'agentRung' }]);
    expect(batch.durable).toBe(false);
  });

  it('keeps the last state of what it has changed twice', () => {
    const floor = new Floor();
    floor.arrives(MOBILE);
    const { id } = theCall(floor);
    floor.turn((turn, at) => {
      turn.toCall(at, id, { type: 'agentOffered', agent: '8003' });
      turn.toCall(at, id, { type: 'legEnded', leg: `${id}-agent1`, how: 'busy' });
    });
    expect(lastBatch(floor).calls).toMatchObject([{ phase: { is: 'ringing', ring: null } }]);
  });

  it('callback.number: is durable where somebody is promised something, and with it the call that it came from', () => {
    const floor = owed();
    expect(lastBatch(floor)).toMatchObject({
      durable: true,
      calls: [{ phase: { is: 'over' } }],
      callbacks: [{ kind: 'abandoned', status: { is: 'due' } }],
    });
  });

  it('says loudly what means nothing, and journals it; what concerns nobody it passes over', () => {
    const floor = new Floor();
    floor.arrives(MOBILE);
    const { id } = theCall(floor);
    let understood = true;
    floor.turn((turn, at) => {
      understood = turn.toCall(at, id, { type: 'legAnswered', leg: 'nobody’s' });
    });
    expect(understood).toBe(false);
    expect(floor.lines).toMatchObject([{ level: 'warn', detail: { machine: 'call', id } }]);
    expect(lastBatch(floor)).toMatchObject({ calls: [], journal: [{ id }] });
    const before = floor.batches.length;
    floor.turn((turn, at) => {
      turn.toCall(at, 'nobody', { type: 'deadline' });
      turn.toAgent(at, 'nobody', { type: 'deadline' });
      turn.toCallback(at, 'nobody', { type: 'deadline' });
    });
    expect(floor.batches).toHaveLength(before);
  });

  it('a deadline that changes nothing leaves no trace', () => {
    const floor = new Floor();
    floor.device('8001', 'idle');
    const before = floor.batches.length;
    floor.turn((turn, at) => turn.toAgent(at, '8001', { type: 'deadline' }));
    expect(floor.batches).toHaveLength(before);
  });
});

describe('who gets whom', () => {
  it('answer.rings: an agent who becomes free is given to who waits in the same turn', () => {
    const floor = new Floor();
    floor.arrives(MOBILE);
    floor.after(15_000);
    floor.device('8001', 'idle');
    expect(floor.ordered).toMatchObject([{ command: { do: 'dial', to: { agent: '8001' } } }]);
    expect(doing(floor)).toBe('ringing');
  });

  it('callback.number: a callback before a caller who came later, by the place that was kept', () => {
    const floor = owed();
    floor.arrives('13912345678');
    floor.device('8001', 'idle');
    expect(theCall(floor).phase).toMatchObject({ is: 'ringing', ring: null });
    const [callback] = [...floor.registry.callbacks.values()];
    expect(callback?.status.is).toBe('attempting');
    expect(floor.ordered).toMatchObject([{ call: 'b2.1', command: { do: 'dial', to: { agent: '8001' } } }]);
  });

  it('an agent for a callback that may not be dialled any more is free again, for the next', () => {
    const rules = rulesOf(aStandard());
    let allowed = true;
    const floor = owed({
      ...rules,
      mayDial: (raw, line) => (allowed ? rules.mayDial(raw, line) : { refused: 'country', e164: raw }),
    });
    allowed = false;
    floor.device('8001', 'idle');
    expect(floor.registry.callbacks.size).toBe(0);
    expect(lastBatch(floor).callbacks).toMatchObject([{ status: { is: 'failed', why: 'notAllowed' } }]);
    expect(doing(floor)).toBe('free');
    expect(floor.ordered).toEqual([]);
  });

  it('the id of an attempt is the callback’s own, counted: it cannot be placed twice', () => {
    const floor = owed();
    floor.device('8001', 'idle');
    floor.after(16_000);
    floor.after(31_000);
    const attempts = [...floor.registry.callbacks.values()][0]?.attempts.map(({ call }) => call);
    expect(attempts?.slice(0, 2)).toEqual(['b2.1', 'b2.2']);
    expect(new Set(attempts).size).toBe(attempts?.length);
  });
});
