import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import type { CallerPerson } from './support/people.ts';
import { type Scenario, type ScenarioOptions, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** What happens after a call has come in; everybody goes on as if the engine had never been away. */
type Plot = (s: Scenario, caller: CallerPerson) => Promise<void>;

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

/** Given up in the queue, and called back customer first, with the key that takes the call. */
const aCallFirst: Plot = async (s, caller) => {
  await s.after(seconds(20));
  caller.hangsUp();
  caller.answersAfter(seconds(2));
  s.agent('8001').registered().answersAfter(seconds(1));
  await s.after(seconds(6));
  if (caller.inCall) caller.presses('1');
  await s.after(seconds(20));
  if (!caller.gone) caller.hangsUp();
  await s.after(seconds(25));
};

/** Given up in the queue; while the phone of the customer, or of an agent, rings for the callback, the customer rings in. */
const ringsInAgain: Plot = async (s, caller) => {
  await s.after(seconds(20));
  caller.hangsUp();
  caller.doesNotAnswer();
  s.agent('8001').registered().answersAfter(seconds(1));
  await s.after(seconds(14));
  const again = await s.caller(MOBILE).dials(LINE);
  await s.after(seconds(30));
  if (!again.gone) again.hangsUp();
  await s.after(seconds(25));
};

const CUSTOMER_FIRST: ScenarioOptions = {
  line: { callbacks: { customerFirst: true, press1: true } },
};

const AWAY_MS = seconds(3);

/** Each leg that is dialled to a customer from now on. */
function dials(s: Scenario): readonly string[] {
  const legs: string[] = [];
  const { telephony } = s.sim;
  const perform = telephony.perform.bind(telephony);
  telephony.perform = async (command) => {
    if (command.do === 'dial' && 'customer' in command.to) legs.push(command.leg);
    await perform(command);
  };
  return legs;
}

/** Fails if an attempt dialled the customer twice. */
function expectOneDialEach(legs: readonly string[], commit: number): void {
  const attempts = legs.map((leg) => leg.split('-customer')[0]);
  expect(new Set(attempts).size, `commit ${commit}: ${legs.join(', ')}`).toBe(attempts.length);
}

/** Plays the plot; the engine crashes after this many commits and restarts three seconds later. Returns the number of commits. */
async function play(s: Scenario, plot: Plot, commits: number): Promise<number> {
  const caller = await s.caller(MOBILE).dials(LINE);
  await s.after(100);
  const before = s.records.batches.length;
  s.crashAfterCommits(commits);
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

async function commitsOf(plot: Plot, options: ScenarioOptions): Promise<number> {
  let count = 0;
  const counts = async (s: Scenario) => {
    count = await play(s, plot, Number.POSITIVE_INFINITY);
  };
  await scenario(aStandard(), counts, options);
  return count;
}

/** Plays the plot once for each of its commits, with a crash right after that commit. */
async function crashAtEachCommit(
  plot: Plot,
  then: (s: Scenario, commit: number) => Promise<void>,
  options: ScenarioOptions = {},
): Promise<void> {
  const commits = await commitsOf(plot, options);
  expect(commits).toBeGreaterThan(20);
  for (let commit = 1; commit < commits; commit += 1) {
    const crashAndPlay = async (s: Scenario) => {
      const legs = dials(s);
      await play(s, plot, commit);
      await then(s, commit);
      expectOneDialEach(legs, commit);
    };
    await scenario(aStandard(), crashAndPlay, options);
  }
}

/** Fails if a promised callback is stuck, or an attempt has no outcome. */
async function keepsItsPromise(s: Scenario, commit: number): Promise<void> {
  await s.after(minutes(5));
  expect(s.records.callbacks.length, `commit ${commit}`).toBeLessThanOrEqual(1);
  for (const { status, attempts } of s.records.callbacks) {
    expect(status.is, `commit ${commit}`).not.toBe('attempting');
    expect(
      attempts.every(({ outcome }) => outcome !== undefined),
      `commit ${commit}`,
    ).toBe(true);
  }
}

describe('an engine that crashes right after a commit, before it performs the commands', () => {
  it('resumes a call at each of its commits, without silence or anything left over', () =>
    crashAtEachCommit(aCall, async (s, commit) => {
      const { heard } = s.sim.controls.party(MOBILE);
      for (const { from, to, what } of heard) {
        if (what === 'silence') expect(to - from, `commit ${commit}`).toBeLessThan(AWAY_MS + seconds(9));
      }
      expect(
        heard.map(({ what }) => what),
        `commit ${commit}`,
      ).toContainEqual({ party: '8001' });
      expect(s.records.calls.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    }));

  it('keeps a callback at each of its commits, and rings nobody twice for one attempt', () =>
    crashAtEachCommit(aCallback, async (s, commit) => {
      await s.after(minutes(5));
      const promised = s.records.callbacks.length > 0;
      const noAnswerYet = s.records.judged('hold.limit').length === 0;
      expect(promised || noAnswerYet, `commit ${commit}`).toBe(true);
      for (const { attempts } of s.records.callbacks) {
        const calls = attempts.map(({ call }) => call);
        expect(new Set(calls).size, `commit ${commit}`).toBe(calls.length);
      }
    }));

  it('dials no customer twice for one attempt when the customer is called first', () =>
    crashAtEachCommit(aCallFirst, keepsItsPromise, CUSTOMER_FIRST));

  it('dials no customer twice who calls in at the same time', () =>
    crashAtEachCommit(ringsInAgain, keepsItsPromise));

  it('keeps the callback of every caller who was promised one', () =>
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
