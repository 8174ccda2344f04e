// The phrases by key: explain.again, hear.detail and all others of PHRASE_KEYS, in every standard that has one of them.
import { describe, expect, it } from 'vitest';
import { SOURCES } from '../../src/core/standard/catalogue/clause.ts';
import { PHRASE_CLAUSES, PHRASE_KEYS } from '../../src/core/standard/phrase-clauses.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

const WANG = { agent: '8001' };

describe.each(PHRASE_CLAUSES)('%s', (clause) => {
  const { code } = PHRASE_KEYS[clause];
  const having = SOURCES.filter((name) => shipped(name).clauses[clause] !== undefined);

  it('stands in a standard', () => {
    expect(having).not.toEqual([]);
  });

  it.each(having)('%s: at each press both hear the next step, and then the first again', (name) => {
    const steps = shipped(name).clauses[clause]?.steps ?? [];
    return scenario(shipped(name), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const step of [...steps, steps[0]]) {
        const pressedAt = (s.sim.clock.now().mono - caller.zero) / 1000;
        agent.presses(code);
        await s.after(seconds(30));
        s.expect(caller)
          .heard([...(step ?? [])], pressedAt)
          .by(pressedAt + 1);
        s.expect(agent).heard([...(step ?? [])], pressedAt);
      }
      s.expect(caller).never('tone');
      expect(s.records.judged(clause).map(({ verdict }) => verdict)).toEqual(
        [...steps, 'again'].map(() => 'kept'),
      );
      s.fact(clause, 'kept', WANG);
      expect(caller.inCall).toBe(true);
    });
  });

  it('a phrase that cannot be played breaks the clause, and the talk goes on', () => {
    const name = having[0] ?? '';
    const missing = [...(shipped(name).clauses[clause]?.steps[0] ?? [])];
    return scenario(
      shipped(name),
      async (s) => {
        const { agent, caller } = await aHeardTalk(s);
        agent.presses(code);
        await s.after(seconds(10));
        s.fact(clause, 'broken', 'engine');
        expect(caller.inCall).toBe(true);
      },
      { missing },
    );
  });

  it('a standard without it answers the key as a wrong key', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses(code);
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).never('tone');
    }));
});
