// What a supervisor orders of agents from the console: as their own keys do it, on record by whom.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { fault, Office, TOKENS } from './support.ts';

const ANNA = '13800138000';
let office: Office;

beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office[Symbol.asyncDispose]());

const order = (id: string, what: string, body: object = {}, token: string = TOKENS.supervisor) =>
  office.ask('POST', `/v1/agents/${id}/${what}`, body, { token });
const agents = async () => (await office.ask('GET', '/v1/agents')).body;

it('lists the agents as they are, and the reasons that a break may have', async () => {
  const { at, agents: all, pauseReasons } = await agents();
  expect(Date.parse(at)).toBe(office.now);
  expect(all).toMatchObject([
    { id: '8001', availability: 'loggedIn', device: 'offline', pauseReason: null, doing: 'free' },
    { id: '8002' },
  ]);
  expect(pauseReasons).toEqual(office.parts.engine.site.pauseReasons);
});

it('an agent pauses, comes back and is logged out: the phone rings accordingly, and it is on record', async () => {
  const phone = office.sim.controls.phone('8001');
  phone.register();
  await office.sim.advance(1000);
  const [[reason = '', name = ''] = []] = Object.entries(office.parts.engine.site.pauseReasons);
  const paused = await order('8001', 'pause', { reason, by: '赵敏' });
  expect(paused).toMatchObject({
    status: 200,
    body: { id: '8001', availability: 'paused', pauseReason: name },
  });

  const anna = office.sim.controls.party(ANNA);
  anna.dial(LINE);
  await office.sim.advance(30_000);
  const { engine, ledger } = office.parts;
  expect(engine.figures.live().calls[0]?.ringing).toBeNull();
  expect((await order('8001', 'resume')).body.availability).toBe('loggedIn');
  await office.sim.runUntil(() => engine.figures.live().calls[0]?.ringing === '8001', 5000);
  anna.hangUp();
  await office.sim.advance(5000);

  expect((await order('8001', 'log-out')).body.availability).toBe('loggedOut');
  const refused = await order('8001', 'resume');
  expect(refused).toMatchObject({ status: 409, body: { code: 'AGENT_REFUSED', present: { id: '8001' } } });
  expect(office.records.happened('agentPaused')).toMatchObject([
    { by: { agent: '8001' }, detail: { who: '赵敏', reason, name } },
  ]);
  expect(office.records.happened('agentLoggedOut')).toMatchObject([{ detail: { who: 'supervisor' } }]);
  expect(await ledger.entries(9)).toMatchObject([
    { did: 'agentLoggedOut', who: 'supervisor', detail: '8001' },
    { did: 'agentResumed', who: 'supervisor', detail: '8001' },
    { did: 'agentPaused', who: 'supervisor', saysToBe: '赵敏', detail: '8001' },
  ]);
});

it('in a call it takes effect after the call', async () => {
  const phone = office.sim.controls.phone('8001');
  phone.register();
  phone.pickup = { answerAfterMs: 2000 };
  await office.sim.advance(1000);
  const anna = office.sim.controls.party(ANNA);
  anna.dial(LINE);
  const { engine } = office.parts;
  const talks = () => engine.figures.live().agents[0]?.doing === 'talking';
  await office.sim.runUntil(talks, 20_000);
  expect((await order('8001', 'log-out')).body).toMatchObject({
    availability: 'loggedOut',
    doing: 'talking',
  });
  await office.sim.advance(10_000);
  expect(talks()).toBe(true);
  anna.hangUp();
});

it('an agent or a reason that is none is refused, and changes nothing', async () => {
  expect(await order('8009', 'log-out')).toEqual(fault(404, 'AGENT_UNKNOWN'));
  for (const reason of ['0', '', 'x', '12'])
    expect(await order('8001', 'pause', { reason })).toEqual(fault(400, 'API_BAD_REQUEST'));
  expect(await order('8001', 'pause', {})).toEqual(fault(400, 'API_BAD_REQUEST'));
  expect((await agents()).agents[0].availability).toBe('loggedIn');
});
