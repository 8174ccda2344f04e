import { expect, it } from 'vitest';
import { minutes } from '../scenarios/support/standard.ts';
import { withEngine } from './support/engine-fixture.ts';
import { requestsCallback } from './support/requests.ts';

const YEARS = minutes(60 * 24 * 3650);
const CUSTOMER = '13800138000';

it('callback.interim: what was promised and tried while the clock was years ahead is tried after a restart with the right one', () =>
  withEngine(async (fixture) => {
    const { sim } = fixture;
    sim.clock.jumpWall(YEARS);
    const agent = fixture.agent('8001').registered().answersAfter(1000);
    fixture.caller(CUSTOMER).isBusy();
    await requestsCallback(fixture, CUSTOMER);
    await sim.advance(30_000);
    const [tried] = await fixture.store.callbacks({ limit: 1 });
    expect(tried).toMatchObject({ status: { is: 'scheduled' }, attempts: [{ outcome: 'busy' }] });
    agent.unregistered();
    await fixture.restart(async () => sim.clock.jumpWall(-YEARS));
    await sim.advance(5000);
    const [now] = await fixture.store.callbacks({ limit: 1 });
    expect(now?.status.is).toBe('due');
    expect(now?.deadlineAt).toBeLessThanOrEqual(sim.clock.now().wall + minutes(30));
  }));
