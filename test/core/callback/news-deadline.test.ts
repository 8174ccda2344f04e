import { describe, expect, it } from 'vitest';
import { aStandard, minutes } from '../../scenarios/support/standard.ts';
import { CallbackDrive } from '../support/callback-drive.ts';
import { rulesOf } from '../support/rules.ts';

describe('callback.interim', () => {
  it('callback.interim: no result yet: news is due again within half an hour, from now', () => {
    const b = new CallbackDrive('queue').attempt('open');
    expect(b.state).toMatchObject({ kind: 'promised', dueAt: b.wall + minutes(25) });
    expect(b.state.deadlineAt).toBe(b.wall + minutes(30));
    b.attempt('open').attempt('reached');
    expect(b.state.status.is).toBe('scheduled');
    expect(b.attempt('resolved').state.status.is).toBe('settled');
    for (const fact of b.facts) if (fact.kind === 'clause') expect(fact.verdict).toBe('kept');
  });

  it('callback.interim: news that came too late is on record', () => {
    const b = new CallbackDrive('promised').due();
    b.after(minutes(6)).attempt('open');
    expect(b.facts.findLast(({ kind }) => kind === 'clause')).toMatchObject({
      clause: 'callback.interim',
      verdict: 'broken',
      measured: { value: 31 * 60, limit: 30 * 60, unit: 's' },
    });
  });

  it('callback.interim: without the clause half an hour all the same, and no verdict', () => {
    const b = new CallbackDrive('promised', rulesOf(aStandard({}, { without: ['callback.interim'] })));
    expect(b.state.dueAt - b.wall).toBe(minutes(25));
    expect(b.attempt('resolved').facts.filter((fact) => fact.kind === 'clause')).toEqual([]);
  });
});
