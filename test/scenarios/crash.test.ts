import { describe, expect, it } from 'vitest';
import type { CallerPerson } from './support/people.ts';
import { type Story, scenario } from './support/scenario.ts';
import { MOBILE } from './support/scenes.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** What happens after a call has come in; everybody goes on as if the engine had never been away. */
type Plot = (s: Story, caller: CallerPerson) => Promise<void>;

/** The queue, the greeting, a hold, the end. */
const aCall: Plot = async (s, caller) => {
  await s.after(seconds(30));
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  await s.after(seconds(15));
  if (agent.inCall) agent.holds();
  await s.after(seconds(20));
  if (agent.inCall) agent.resumes();
  await s.after(seconds(10));
  if (agent.inCall) agent.hangsUp();
  await s.after(seconds(15));
  if (!caller.gone) caller.hangsUp();
  await s.after(seconds(5));
};

/** A callback taken by key, and carried out. */
const aCallback: Plot = async (s, caller) => {
  await s.after(seconds(142));
  if (caller.inCall) caller.presses('1');
  await s.after(seconds(30));
  if (!caller.gone) caller.hangsUp();
  caller.answersAfter(seconds(3));
  s.agent('8001').registered().answersAfter(seconds(1));
  await s.after(seconds(40));
  if (!caller.gone) caller.hangsUp();
  await s.after(seconds(30));
};

const AWAY_MS = seconds(3);

/** Tells the plot; the engine dies after so many commits, and is back three seconds later. Resolves with how many commits
 * there have been. */
async function tell(s: Story, plot: Plot, dies: number): Promise<number> {
  const caller = await s.caller(MOBILE).dials(LINE);
  await s.after(100);
  const before = s.records.batches.length;
  s.crashAfterCommits(dies);
  let back = false;
  const look = (): void => {
    if (!s.engineIsDead()) {
      s.sim.clock.after(50, look);
    } else if (!back) {
      back = true;
      void s.crash();
      s.sim.clock.after(AWAY_MS, () => void s.restart());
    }
  };
  look();
  await plot(s, caller);
  s.takeErrors();
  return s.records.batches.length - before;
}

async function commitsOf(plot: Plot): Promise<number> {
  let count = 0;
  await scenario(aStandard(), async (s) => {
    count = await tell(s, plot, Number.POSITIVE_INFINITY);
  });
  return count;
}

/** Tells the plot once for each of its commits, the engine dying right after it. */
async function diesEverywhere(plot: Plot, then: (s: Story, commit: number) => Promise<void>): Promise<void> {
  const commits = await commitsOf(plot);
  expect(commits).toBeGreaterThan(20);
  for (let commit = 1; commit < commits; commit += 1) {
    await scenario(aStandard(), async (s) => {
      await tell(s, plot, commit);
      await then(s, commit);
    });
  }
}

describe('an engine that dies right after a commit, before it does what it has decided', () => {
  it('at every commit of a call: it goes on, nobody is left in silence, and nothing is left over', () =>
    diesEverywhere(aCall, async (s, commit) => {
      const { heard } = s.sim.outside.party(MOBILE);
      for (const { from, to, what } of heard) {
        if (what === 'silence') expect(to - from, `commit ${commit}`).toBeLessThan(AWAY_MS + seconds(9));
      }
      expect(
        heard.map(({ what }) => what),
        `commit ${commit}`,
      ).toContainEqual({ party: '8001' });
      expect(s.records.calls.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    }));

  it('at every commit of a callback: it is kept, and nobody is rung twice for one attempt', () =>
    diesEverywhere(aCallback, async (s, commit) => {
      await s.after(minutes(5));
      const promised = s.records.callbacks.length > 0;
      const noAnswerYet = s.records.judged('hold.limit').length === 0;
      expect(promised || noAnswerYet, `commit ${commit}`).toBe(true);
      for (const { attempts } of s.records.callbacks) {
        const calls = attempts.map(({ call }) => call);
        expect(new Set(calls).size, `commit ${commit}`).toBe(calls.length);
      }
    }));

  it('a caller who was promised a callback has one', () =>
    scenario(aStandard(), async (s) => {
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(141));
      caller.presses('1');
      s.crashAfterCommits(1);
      await s.after(seconds(1));
      expect(s.engineIsDead()).toBe(true);
      await s.crash();
      await s.restart();
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ kind: 'queue', number: `+86${MOBILE}` }]);
    }));
});
