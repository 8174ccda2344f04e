import { expect, test } from 'vitest';
import { pause } from '../host/machine.ts';
import { type AriProxy, openAriProxy } from './support/ari-proxy.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { sendTwice } from './support/send-twice.ts';

// What is on record is what the caller heard, not what was ordered; and what an agent pressed, not what came of it on the way.

const ANNA = '13800000001';
const BEN = '13800000002';
const LATE_MS = 12_000;
const BURST_MS = 1500;
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

const keys = scenarioGroup(
  { phones: ['8001'] },
  {
    /** The network brings the keys of the agent's phone all together; pressed once more, they come as they were pressed. */
    async bunched({ parties, records }) {
      const ben = await parties.caller(BEN);
      const { leg: agent } = await parties.pickedUp(BEN);
      await records.event(BEN, 'connected');
      agent.rtp.impair({ burstMs: BURST_MS });
      await agent.rtp.sendDigits('*55', { toneMs: 100, gapMs: 100 });
      // the last of them are on their way; some may have come out of order, and Asterisk has passed over them
      await pause(2 * BURST_MS);
      agent.rtp.impair({});
      const before = await records.facts(await records.id(BEN));
      await sendTwice(agent, '*55');
      await agent.event('ended');
      // the phrase, the goodbye, and time to hang up oneself
      await ben.event('ended', { timeoutMs: 60_000 });
      await records.event(BEN, 'ended');
      return { before, misdials: await records.judged(await records.id(BEN), 'people.misdial') };
    },
  },
);

runGroups(late, keys);

test('answer.rings: an answer that does not come with its order is late, by the ringing that the caller heard', async () => {
  const { verdicts, rangS } = await late.results.answer();
  expect(rangS).toBeGreaterThan(2 * RING_S);
  expect(verdicts).toMatchObject([{ verdict: 'broken', by: 'engine', measured: { unit: 'rings' } }]);
  const measuredS = (verdicts[0]?.measured?.value ?? 0) * RING_S;
  expect(Math.abs(measuredS - rangS)).toBeLessThan(REPORT_S);
});

test('keys that come all together are not taken, and the same keys one after another are', async () => {
  const { before, misdials } = await keys.results.bunched();
  const ended = before.filter((fact) => fact.kind === 'clause' && fact.clause === 'close.caller.first');
  expect(ended).toEqual([]);
  expect(misdials).toMatchObject([{ verdict: 'kept' }]);
});
