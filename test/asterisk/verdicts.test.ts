import { expect, test } from 'vitest';
import { type AriProxy, openAriProxy } from './support/ari-proxy.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';

// What is on record is what the caller heard, not what was ordered.

const ANNA = '13800000001';
const LATE_MS = 12_000;
/** One ring, s. */
const RING_S = 5;
/** From Asterisk's answer to its report, and to the caller, s. */
const REPORT_S = 0.3;

let between: AriProxy | undefined;

const late = scenarioGroup(
  {
    phones: [],
    async proxy(asterisk) {
      between = await openAriProxy(asterisk.ariUrl);
      const { url, close } = between;
      return { asterisk: { ...asterisk, ariUrl: url }, close };
    },
  },
  {
    /** Nobody is there: the engine answers. Its order takes 12 s to reach Asterisk; after 5 s the engine orders it again. */
    async answer({ parties, records }) {
      between?.delay(/\/channels\/[^/]+\/answer/, LATE_MS);
      const anna = await parties.caller(ANNA);
      const invited = await anna.event('invited');
      const answered = await anna.event('answered', { timeoutMs: 60_000 });
      await records.event(ANNA, 'engineAnswered');
      await anna.hangUp();
      await records.event(ANNA, 'ended');
      const verdicts = await records.judged(await records.id(ANNA), 'answer.rings');
      return { verdicts, rangS: (answered.at - invited.at) / 1000 };
    },
  },
);

runGroups(late);

test('answer.rings: an answer that does not come with its order is late, by the ringing that the caller heard', async () => {
  const { verdicts, rangS } = await late.results.answer();
  expect(rangS).toBeGreaterThan(2 * RING_S);
  expect(verdicts).toMatchObject([{ verdict: 'broken', by: 'engine', measured: { unit: 'rings' } }]);
  const measuredS = (verdicts[0]?.measured?.value ?? 0) * RING_S;
  expect(Math.abs(measuredS - rangS)).toBeLessThan(REPORT_S);
});
