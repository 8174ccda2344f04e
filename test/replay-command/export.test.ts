import { expect, it } from 'vitest';
import { exportStored, ReplayError, replayStored, replayText } from '../../src/cli/replay.ts';
import type { CallState } from '../../src/core/call/state.ts';
import type { CallbackState } from '../../src/core/callback/state.ts';
import type { Rules } from '../../src/core/rules.ts';
import { runCase } from '../../src/engine/replay/case.ts';
import type { Stored } from '../../src/engine/store-port.ts';
import { MASKING } from '../../src/log/mask.ts';
import { aCallerWaits } from '../scenarios/support/call-fixtures.ts';
import { scenario } from '../scenarios/support/scenario.ts';
import { aSite } from '../scenarios/support/site.ts';
import { aStandard, seconds } from '../scenarios/support/standard.ts';

const STANDARD = aStandard();
const CALLER = '13800138000';
const OTHER = '13912345678';
const rules: Rules = aSite(STANDARD, ['8001'], 'zh').rules(STANDARD.name);
const rulesOf = () => rules;

type Found = Stored<CallState | CallbackState>;

/** A caller who keys in another number at the hold limit, and an operator who writes names about the callback. */
async function aCallWithNames(see: (call: Found, callback: Found) => void): Promise<void> {
  await scenario(STANDARD, async (s) => {
    const caller = await aCallerWaits(s, CALLER);
    await s.after(seconds(132));
    caller.presses('2');
    await s.after(seconds(6));
    caller.presses(`${OTHER}#`);
    await s.after(seconds(14));
    caller.presses('1');
    await s.after(seconds(30));
    const [call, callback] = [s.records.calls[0], s.records.callbacks[0]];
    if (!call || !callback) return expect.fail('no callback');
    const why = 'Zhang San rang again';
    await s.desk().orderCallback(callback.id, callback.revision, { do: 'cancel', why }, 'li.si');
    see(await s.stored(call.id), await s.stored(callback.id));
  });
}

it('calls replay: shows each input, and that the state is equal', () =>
  aCallWithNames((call, callback) => {
    const replayed = replayStored(call, rulesOf);
    expect(replayed).toMatchObject({ equal: true, differences: [] });
    expect(replayed.inputs[0]).toMatchObject({ seconds: 0, input: 'arrived', before: null });
    // as the command prints it, with numbers masked
    expect(replayText(MASKING.data(replayed))).toContain('waiting → enteringNumber');
    expect(replayStored(callback, rulesOf).inputs.at(-1)).toMatchObject({
      input: 'ordered: cancel',
      after: 'cancelled',
    });
  }));

it('calls replay: says where the state differs, why, and what to do', () =>
  aCallWithNames((call) => {
    const changed: Rules = { ...rules, mayDial: () => ({ refused: 'country', e164: null }) };
    const replayed = replayStored(call, () => changed);
    expect(replayed.equal).toBe(false);
    expect(replayText(replayed)).toMatch(/REPLAY_DIFFERS[\s\S]*cause: the configuration[\s\S]*cure: replay/);
    expect(() => exportStored(call, () => changed)).toThrow(ReplayError);
  }));

it('calls replay: names a journal that an earlier version wrote', () =>
  aCallWithNames((call) => {
    const code = 'REPLAY_OLD_JOURNAL';
    expect(() => replayStored({ ...call, replayable: false }, rulesOf)).toThrow(
      expect.objectContaining({ code }),
    );
    expect(() => replayStored({ ...call, journal: call.journal.slice(1) }, rulesOf)).toThrow(
      expect.objectContaining({ code }),
    );
  }));

it('calls export: has none of the numbers and names, and replays to the equal state', () =>
  aCallWithNames((call, callback) => {
    for (const one of [call, callback]) {
      const made = exportStored(one, rulesOf);
      const text = JSON.stringify(made);
      for (const secret of [CALLER.slice(3), OTHER.slice(3), '4008001234', 'Zhang', 'li.si'])
        expect(text).not.toContain(secret);
      const keyed = made.journal.flatMap(({ input }) => {
        const { type, digit } = input as { type: string; digit?: string };
        return type === 'digit' ? [digit] : [];
      });
      expect(keyed.join('')).not.toContain(OTHER);
      expect(runCase(JSON.parse(text))).toEqual([]);
    }
  }));
