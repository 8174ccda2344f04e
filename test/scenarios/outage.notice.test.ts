import { describe, expect, it } from 'vitest';
import { GREETING_8001, MOBILE, spoken } from './support/call-fixtures.ts';
import { OUTAGE_PIN, type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const STANDARD = aStandard({ 'outage.notice': { say: ['outage.notice'] } });
const NOTICE = spoken('outage.notice');
const BY = '赵敏';

/** A fault is announced to the callers of every line, or to those of an area, for an hour. */
function announced(s: Scenario, area: string | null = null, line: string | null = null) {
  return s.desk().putOnOutage({ line, area, until: s.sim.clock.now().wall + minutes(60), by: BY });
}

const counts = (s: Scenario) => {
  const [outage] = s.desk().outages();
  return outage && { heard: outage.heard, hungUp: outage.hungUp, wentOn: outage.wentOn };
};

describe('outage.notice', () => {
  it('plays before the queue to a caller who is answered at once and then gets an agent', () =>
    scenario(STANDARD, async (s) => {
      await announced(s);
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(60));
      s.expect(caller).heard(['outage.notice']).at(0);
      s.expect(caller).heard(['outage.notice', 'tone.ringback, cut', ...GREETING_8001]);
      s.expect(caller).hears('<8001>');
      s.fact('outage.notice', 'kept', 'engine');
      s.fact('answer.rings', 'kept', 'engine');
      caller.hangsUp();
      await s.after(seconds(1));
      expect(counts(s)).toEqual({ heard: 1, hungUp: 0, wentOn: 1 });
    }));

  it('counts callers who hang up during it or right after, and promises them no callback', () =>
    scenario(STANDARD, async (s) => {
      await announced(s);
      const inIt = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(6));
      inIt.hangsUp();
      const after = await s.caller('13912345678').dials(LINE);
      await s.after((NOTICE + 4) * 1000);
      after.hangsUp();
      const later = await s.caller('13712345678').dials(LINE);
      await s.after((NOTICE + 30) * 1000);
      expect(counts(s)).toEqual({ heard: 3, hungUp: 2, wentOn: 0 });
      later.hangsUp();
      await s.after(seconds(1));
      expect(counts(s)).toEqual({ heard: 3, hungUp: 2, wentOn: 1 });
      expect(s.records.happened('outageLeft').map(({ detail }) => detail?.hungUp)).toEqual([
        true,
        true,
        false,
      ]);
      expect(s.records.callbacks.map(({ dialled }) => dialled)).toEqual(['13912345678', '13712345678']);
    }));

  it('plays to callers of its line and area, by the prefix of their numbers', () =>
    scenario(STANDARD, async (s) => {
      await announced(s, '+8621');
      await announced(s, null, '4008009999');
      const heard = async (number: string): Promise<boolean> => {
        const caller = await s.caller(number).dials(LINE);
        await s.after(seconds(1));
        const is = caller.inCall;
        caller.hangsUp();
        await s.after(seconds(1));
        return is;
      };
      expect(await heard('02162345678')).toBe(true);
      expect(await heard('01062345678')).toBe(false);
      expect(await heard('13800138000')).toBe(false);
      expect(await heard('anonymous')).toBe(false);
    }));

  it('ends with its time, or when somebody ends it, and the record says who', () =>
    scenario(STANDARD, async (s) => {
      const { id } = await announced(s);
      expect(await s.desk().takeOffOutage(id, '王芳')).toMatchObject({ is: 'off', outage: { id, by: BY } });
      expect(await s.desk().takeOffOutage(id, '王芳')).toEqual({ is: 'over' });
      expect(s.records.happened('outageOn')).toMatchObject([{ detail: { outage: id, who: BY } }]);
      expect(s.records.happened('outageOff')).toMatchObject([{ detail: { outage: id, who: '王芳' } }]);
      expect(await s.desk().takeOffOutage('nothing', BY)).toEqual({ is: 'unknown' });
      await announced(s);
      await s.after(minutes(61));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(3));
      s.expect(caller).never('outage');
      s.expect(caller).hears('ringing');
    }));

  it('survives a crash: it is durable before the order is confirmed', () =>
    scenario(STANDARD, async (s) => {
      await announced(s);
      expect(s.records.batches.at(-1)?.batch).toMatchObject({
        durable: true,
        machines: { outage: [{ heard: 0 }] },
      });
      await s.crash();
      await s.restart();
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(3));
      s.expect(caller).hears('outage.notice');
    }));

  it('lets the caller go on to the queue after a crash during it', () =>
    scenario(STANDARD, async (s) => {
      await announced(s);
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(2));
      await s.crash();
      await s.after((NOTICE + 2) * 1000);
      await s.restart();
      await s.after(seconds(20));
      s.expect(caller).heard(['outage.notice']);
      s.expect(caller).hears('music');
      caller.hangsUp();
      await s.after(seconds(1));
      expect(counts(s)).toEqual({ heard: 1, hungUp: 0, wentOn: 1 });
    }));

  it('delays nobody if it cannot be played, and the clause is broken', () =>
    scenario(
      STANDARD,
      async (s) => {
        await announced(s);
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(3));
        s.expect(caller).hears('tone.ringback');
        s.fact('outage.notice', 'broken', 'engine');
        s.takeErrors();
      },
      { missing: ['outage.notice'] },
    ));
});

describe('outage.notice from a supervisor’s phone', () => {
  const STAFF = { staff: [{ id: '8001' }, { id: '8900', role: 'supervisor' }] } as const;

  /** Dials a code, and says which tone came back. */
  async function dials(s: Scenario, id: string, code: string): Promise<string> {
    const person = s.agent(id).registered();
    await s.after(seconds(1));
    person.zero = s.sim.clock.now().mono;
    person.dialsCode(code);
    await s.after(seconds(2));
    return s
      .expect(person)
      .times('tone.ok')
      .some((at) => at >= 0)
      ? 'ok'
      : 'error';
  }

  it('is started for some hours by *91 with the PIN, and ended by *90', () =>
    scenario(
      STANDARD,
      async (s) => {
        expect(await dials(s, '8900', `*91${OUTAGE_PIN}02`)).toBe('ok');
        expect(s.desk().outages()).toMatchObject([{ line: null, area: null, by: 'agent 8900 (8900)' }]);
        const [{ until = 0, from = 0 } = {}] = s.desk().outages();
        expect(until - from).toBe(minutes(120));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(2));
        s.expect(caller).hears('outage.notice');
        caller.hangsUp();
        expect(await dials(s, '8900', `*90${OUTAGE_PIN}`)).toBe('ok');
        expect(await dials(s, '8900', `*90${OUTAGE_PIN}`)).toBe('error');
        expect(s.records.happened('outageOff')).toHaveLength(1);
        const next = await s.caller('13912345678').dials(LINE);
        await s.after(seconds(2));
        s.expect(next).never('outage');
      },
      STAFF,
    ));

  it('is refused to agents, for zero hours and with a wrong PIN; three wrong PINs block it for ten minutes', () =>
    scenario(
      STANDARD,
      async (s) => {
        expect(await dials(s, '8001', `*91${OUTAGE_PIN}02`)).toBe('error');
        expect(await dials(s, '8900', `*91${OUTAGE_PIN}00`)).toBe('error');
        for (let n = 0; n < 3; n += 1) expect(await dials(s, '8900', '*9100000002')).toBe('error');
        expect(await dials(s, '8900', `*91${OUTAGE_PIN}02`)).toBe('error');
        expect(s.desk().outages()).toEqual([]);
        expect(s.log.filter(({ message }) => message.includes('wrong PIN'))).toHaveLength(3);
        await s.after(minutes(10));
        expect(await dials(s, '8900', `*91${OUTAGE_PIN}02`)).toBe('ok');
      },
      STAFF,
    ));

  it('resets the count of wrong PINs with the right PIN', () =>
    scenario(
      STANDARD,
      async (s) => {
        for (const right of ['01', '02']) {
          expect(await dials(s, '8900', '*9100000002')).toBe('error');
          expect(await dials(s, '8900', '*9100000002')).toBe('error');
          expect(await dials(s, '8900', `*91${OUTAGE_PIN}${right}`)).toBe('ok');
        }
        expect(s.desk().outages()).toHaveLength(2);
      },
      STAFF,
    ));
});
