import { describe, expect, it } from 'vitest';
import type { SiteCallers } from '../../src/config/site.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const ANNA = '13800000001';
const BEN = '13800000002';
const CLARA = '13800000003';
const DORA = '13800000004';
const room = (callers: SiteCallers) => ({ line: { callers } });

/** They wait, for there is no agent. */
async function wait(s: Scenario, ...numbers: readonly string[]) {
  const callers = [];
  for (const number of numbers) callers.push(await s.caller(number).dials(LINE));
  await s.after(seconds(20));
  return callers;
}

const refusals = (s: Scenario) =>
  s.records.facts.flatMap((fact) =>
    fact.kind === 'event' && fact.name === 'refused' ? [fact.detail?.how] : [],
  );

describe('callback.unanswered: no room for another caller', () => {
  it('tells the caller so, takes the number, and refuses those for whom there is not even room to be told', () =>
    scenario(
      aStandard(),
      async (s) => {
        await wait(s, ANNA, BEN);
        const clara = await s.caller(CLARA).dials(LINE);
        const dora = await s.caller(DORA).dials(LINE);
        await s.after(seconds(1));
        expect(dora.station.leg).toBeNull();
        await s.until(() => s.expect(clara).times('fallback.offer').length > 0, minutes(1));
        await s.after(seconds(1));
        clara.presses('1');
        await s.after(seconds(20));
        s.expect(clara).heard(['hold.promise', 'close.goodbye']);
        expect(s.records.callbacks).toMatchObject([{ kind: 'queue', number: `+86${CLARA}` }]);
        expect(refusals(s)).toEqual(['told', 'busy']);
        expect(s.records.calls.map(({ customer }) => customer.dialled)).toContain(DORA);
      },
      room({ most: 2, told: 1, refuseAs: 'busy' }),
    ));

  it('refuses with 503 where the site says so, and takes the next one when somebody has hung up', () =>
    scenario(
      aStandard(),
      async (s) => {
        const [anna] = await wait(s, ANNA);
        await s.caller(BEN).dials(LINE);
        await s.after(seconds(1));
        expect(refusals(s)).toEqual(['unavailable']);
        anna?.hangsUp();
        await s.after(seconds(2));
        const clara = await s.caller(CLARA).dials(LINE);
        await s.after(seconds(20));
        expect(clara.station.leg?.answered).toBe(true);
        expect(refusals(s)).toEqual(['unavailable']);
      },
      room({ most: 1, told: 0, refuseAs: 'unavailable' }),
    ));
});
