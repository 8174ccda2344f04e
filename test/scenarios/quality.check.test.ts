import { describe, expect, it } from 'vitest';
import { draw } from '../../src/cli/quality/drawn.ts';
import { weekOf } from '../../src/cli/quality/week.ts';
import { scoreFacts } from '../../src/core/quality/score.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { aCallerWaits, ENGINE_GREETING, GREETING_8001, MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const CHECKED = aStandard({ 'quality.check': { perWeek: 2 } });
const RECORDED = { line: { recording: 'all', recordingNotice: true } } as const;

/** A talk of ten seconds, after which the caller hangs up. */
async function aRecordedTalk(s: Scenario, number = MOBILE): Promise<string> {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const caller = await s.caller(number).dials(LINE);
  await s.until(
    () => s.records.happened('connected').length > s.records.happened('hungUpFirst').length,
    30_000,
  );
  s.expect(caller).heard(['recording.notice', ...GREETING_8001]);
  await s.after(seconds(10));
  agent.presses('*31');
  await s.after(seconds(1));
  caller.hangsUp();
  await s.after(seconds(2));
  return s.records.calls.at(-1)?.id ?? expect.fail('no call');
}

/** The week's sample, drawn as a supervisor does, from all that was committed. */
async function sample(s: Scenario) {
  const store = await openSqliteStore(':memory:');
  for (const { batch } of s.records.batches) await store.commit(batch);
  const week = weekOf('2026-W10', s.sim.clock.now().wall, 'Asia/Shanghai');
  const drawn = await draw(store, week, new Map([[CHECKED.name, CHECKED]]));
  await store.close();
  return drawn;
}

describe('quality.check', () => {
  it('the caller hears the notice, and the talk is recorded, sampled, opened and scored', () =>
    scenario(
      CHECKED,
      async (s) => {
        const ids: string[] = [];
        for (const last of [1, 2, 3]) ids.push(await aRecordedTalk(s, `1380013800${last}`));
        const [name, ...more] = s.records.happened('recorded').map(({ detail }) => String(detail?.name));
        expect(more).toHaveLength(2);
        expect(s.sim.controls.recordings().get(name ?? '')?.ms).toBeGreaterThan(seconds(10));

        const drawn = await sample(s);
        expect(drawn).toHaveLength(2);
        expect(await sample(s)).toEqual(drawn);
        for (const { agent, call, recordings } of drawn) {
          expect([agent, ids.includes(call), recordings.length]).toEqual(['8001', true, 1]);
        }

        const call = drawn[0]?.call ?? '';
        const score = { call, clause: 'answer.tone', kept: true, by: 'zhao' };
        await s.add(scoreFacts(score, CHECKED, s.sim.clock.now()));
        expect(s.fact('quality.check', 'kept').call).toBe(call);
        expect((await sample(s))[0]?.scores).toEqual({ 'answer.tone': true });
      },
      RECORDED,
    ));

  it('callers who wait hear the notice from the engine, and callbacks are recorded, too', () =>
    scenario(
      CHECKED,
      async (s) => {
        const caller = await aCallerWaits(s);
        await s.after(seconds(12));
        s.expect(caller).heard(['recording.notice', ...ENGINE_GREETING]);
        caller.hangsUp();
        await s.after(seconds(1));
        caller.answersAfter(seconds(1));
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.until(() => caller.inCall, minutes(1));
        await s.after(seconds(25));
        s.expect(caller).hears('<8001>');
        expect(s.records.happened('recorded')).toHaveLength(1);
        expect([...s.sim.controls.recordings().keys()][0]).toMatch(/^[\w-]+$/);
      },
      RECORDED,
    ));

  it('a line without recordings has no samples', () =>
    scenario(CHECKED, async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(30));
      s.expect(caller).heard(GREETING_8001);
      expect(s.records.happened('recorded')).toEqual([]);
      expect(s.sim.controls.recordings().size).toBe(0);
      expect(await sample(s)).toEqual([]);
    }));
});
