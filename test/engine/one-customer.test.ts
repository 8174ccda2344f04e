import { expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { createSimulation } from '../../src/telephony/simulated/index.ts';
import { promptMs } from '../scenarios/support/prompts.ts';
import { keptLog } from '../scenarios/support/records.ts';
import { MONDAY_MORNING } from '../scenarios/support/scenario.ts';
import { aSite, LINE } from '../scenarios/support/site.ts';
import { aStandard } from '../scenarios/support/standard.ts';

const OTHER_LINE = '4008009999';
const NUMBER = '13800138000';

/** An engine with two lines, for whose callbacks 8001 and 8002 are there. */
async function twoLines() {
  const agents = ['8001', '8002'];
  const sim = createSimulation({ startWall: MONDAY_MORNING, durations: promptMs, agents });
  const store = await openSqliteStore(':memory:');
  const site = aSite(aStandard(), agents, 'zh');
  const engine = new Engine({
    ...{ ...sim, store, log: keptLog([]) },
    site: { ...site, line: () => site.line(LINE) },
  });
  await engine.start();
  sim.controls.party(NUMBER).pickup = { answerAfterMs: 2000 };
  for (const id of agents) {
    sim.controls.phone(id).pickup = { answerAfterMs: 500 };
    sim.controls.phone(id).register();
  }
  await sim.advance(100);
  const request = (line: string) =>
    engine.desk.requestCallback({
      ...{ kind: 'requested', number: `+86${NUMBER}`, dialled: NUMBER, line, standard: 'strict' },
      ...{ language: 'zh', from: null, place: sim.clock.now().wall },
    });
  const close = async () => {
    await engine.stop();
    await store.close();
  };
  return { sim, store, request, close };
}

it('callback.purpose: a customer who is called for one line is not dialled for another at the same time', async () => {
  const { sim, store, request, close } = await twoLines();
  const promises = [LINE, OTHER_LINE].map((line) => request(line));
  await sim.advance(100);
  await Promise.all(promises);
  const attempting = async () =>
    (await store.callbacks({ limit: 9 })).filter(({ status }) => status.is === 'attempting').length;
  let most = 0;
  for (let n = 0; n < 600; n += 1) {
    most = Math.max(most, await attempting());
    await sim.advance(100);
  }
  expect(most).toBe(1);
  // one open callback for each number and line: the other line's does not join
  const made = await store.callbacks({ limit: 9 });
  expect(made.map(({ line }) => line).toSorted()).toEqual([LINE, OTHER_LINE]);
  await close();
});

it('callback.purpose: a customer who rings in on another line, while an agent hears whom to call, is not dialled', async () => {
  const { sim, store, request, close } = await twoLines();
  const promise = request(OTHER_LINE);
  await sim.advance(2000);
  await promise;
  const customer = sim.controls.party(NUMBER);
  customer.dial(LINE);
  await sim.advance(60_000);
  const dialled = () => sim.controls.legs.filter((leg) => leg.direction === 'out' && leg.party === NUMBER);
  expect(dialled()).toEqual([]);
  expect(await store.callbacks({ limit: 9 })).toMatchObject([{ line: OTHER_LINE, status: { is: 'due' } }]);
  customer.hangUp();
  await sim.advance(60_000);
  expect(dialled()).toHaveLength(1);
  await close();
});
