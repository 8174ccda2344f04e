import { describe, expect, it } from 'vitest';
import { CALL_TRANSITIONS } from '../../src/core/call/table.ts';
import { CALLBACK_EVENTS } from '../../src/core/callback/events.ts';
import { isOpen } from '../../src/core/callback/state.ts';
import { openWriting } from '../../src/store/sqlite/database.ts';
import { callbackSchema } from '../../src/web/callbacks/answer.ts';
import { Office, TOKENS } from '../web/support.ts';
import { AFTER_6287909, alter, rowsOf, storeOf6287909, writeStoreOf6287909 } from './support/earlier.ts';

const AGENTS = ['8001', '8002', '8003', '8004', '8005', '8006', '8007', '8008', '8009', '8010'];

/** The clock of a simulation begins before the monotonic times in that store; so much later it is past them. */
const AFTER_ITS_MONOTONIC_TIMES_MS = 1_600_000;

const before = storeRows();

/** Ids and states as commit 6287909 wrote them. */
function storeRows() {
  const read = (file: string) => ({
    calls: rowsOf<{ id: string; open: number }>(file, 'SELECT id, ended_at IS NULL AS open FROM calls'),
    callbacks: rowsOf<{ id: string; open: number }>(
      file,
      'SELECT id, closed_at IS NULL AS open FROM callbacks',
    ),
    rows: rowsOf<{ programme: string; number: number }>(file, 'SELECT programme, number FROM programme_rows'),
    agents: rowsOf<{ id: string; state: string }>(file, 'SELECT id, state FROM agents'),
  });
  return () => read(storeOf6287909());
}

const OLD_KEYS = ['ears', 'handed', 'owed', 'record', 'alerted', 'hurried', 'duty'];

/** The names in the stored states, without the upgrade's own reading of them. */
function namesIn(file: string) {
  const one = (sql: string) => [...new Set(rowsOf<{ name: string }>(file, sql).map(({ name }) => name))];
  const keysOf = (table: string) => one(`SELECT each.key AS name FROM ${table}, json_each(state) AS each`);
  return {
    phases: one(`SELECT json_extract(state, '$.phase.is') AS name FROM calls`),
    keys: ['calls', 'callbacks', 'agents'].flatMap(keysOf),
    availability: one(`SELECT coalesce(json_extract(state, '$.availability.is'),
      json_extract(state, '$.duty.is')) AS name FROM agents`),
  };
}

const open = (prepare = writeStoreOf6287909) =>
  Office.open({ startWall: AFTER_6287909, agents: AGENTS, prepare });

describe('a store that commit 6287909 wrote with calls in progress', () => {
  it('starts, and every call, callback, programme row and agent is accounted for', async () => {
    const old = before();
    await using office = await open();
    await office.sim.advance(60_000);
    const { store } = office.parts;
    expect(office.errors).toEqual([]);

    const calls = await store.calls({ limit: 1000 });
    const known = new Map(calls.map((call) => [call.id, call]));
    for (const { id } of old.calls) expect(known.has(id), id).toBe(true);
    // Asterisk has none of their legs any more: each has ended, and has not been forgotten
    for (const { id } of old.calls) expect([id, known.get(id)?.endedAt === null]).toEqual([id, false]);

    const callbacks = await store.callbacks({ limit: 1000 });
    const kept = new Map(callbacks.map((callback) => [callback.id, callback]));
    for (const { id, open: was } of old.callbacks) {
      const callback = kept.get(id);
      expect([id, callback && isOpen(callback)]).toEqual([id, was === 1]);
      expect(callback?.attempts.every(({ outcome }) => outcome !== undefined)).toBe(true);
    }
    for (const { programme, number } of old.rows) {
      const rows = await store.programmeRows(programme);
      expect(rows.map(({ row }) => row)).toContain(number);
    }
    const agents = await store.agents();
    expect(agents.map(({ id }) => id)).toEqual(old.agents.map(({ id }) => id).toSorted());
  });

  it('settles calls at the start where the machine has not booted since: what stays are wrap-ups', async () => {
    await using office = await Office.open({
      ...{ startWall: AFTER_6287909, agents: AGENTS, prepare: writeStoreOf6287909 },
      afterMs: AFTER_ITS_MONOTONIC_TIMES_MS,
    });
    await office.sim.advance(1000);
    expect(office.errors).toEqual([]);
    const open = rowsOf<{ state: string }>(
      office.file,
      'SELECT state FROM calls WHERE ended_at IS NULL ORDER BY id',
    ).map(({ state }) => JSON.parse(state));
    expect(open.length).toBeGreaterThan(0);
    // their agents have yet to write them down
    for (const { phase, customer, agentLegs, wrapUp } of open) {
      expect([phase.is, customer.leg, agentLegs]).toEqual(['over', null, []]);
      expect(wrapUp?.untilMono).toBeGreaterThan(office.sim.clock.now().mono);
    }
  });

  it('has only the names of today in the states of calls, callbacks and agents', async () => {
    const file = storeOf6287909();
    // phases that last too short for the story of that store
    const shortOnes = ['handing', 'dismissing', 'calling', 'asking', 'alerted'];
    for (const [at, phase] of shortOnes.entries())
      alter(
        file,
        `UPDATE calls SET state = json_set(state, '$.phase.is', '${phase}')
         WHERE id = (SELECT id FROM calls WHERE ended_at IS NOT NULL ORDER BY id LIMIT 1 OFFSET ${at})`,
      );
    const was = namesIn(file);
    openWriting(file).close();
    const now = namesIn(file);
    // the store has what had to be renamed
    expect(was.phases).toEqual(expect.arrayContaining(['reception', 'keying', ...shortOnes]));
    expect(Object.keys(CALL_TRANSITIONS)).toEqual(expect.arrayContaining(now.phases));
    expect(was.keys).toEqual(expect.arrayContaining(['ears', 'handed', 'owed', 'hurried', 'duty']));
    for (const old of OLD_KEYS) expect(now.keys).not.toContain(old);
    expect(now.keys).toEqual(
      expect.arrayContaining(['speech', 'transfer', 'pendingWrapUps', 'priority', 'availability']),
    );
    expect(now.availability).toEqual(expect.arrayContaining(['loggedIn', 'paused']));
    for (const old of ['in', 'out']) expect(now.availability).not.toContain(old);
  });

  it('has promised a call to each caller who was cut off in the queue', async () => {
    await using office = await open();
    const { store } = office.parts;
    const cutOff = rowsOf<{ number: string }>(
      storeOf6287909(),
      `SELECT json_extract(state, '$.customer.number') AS number FROM calls
       WHERE ended_at IS NULL AND json_extract(state, '$.phase.is') = 'waiting'`,
    );
    await office.sim.advance(60_000);
    expect(cutOff.length).toBeGreaterThan(0);
    const promised = (await store.callbacks({ limit: 1000, open: true })).map(({ number }) => number);
    for (const { number } of cutOff) expect(promised).toContain(number);
  });

  it('is shown by the HTTP API with the names of today, and so is what waits for webhooks', async () => {
    await using office = await open();
    await office.sim.advance(1000);
    const { status, body } = await office.ask('GET', '/v1/callbacks?limit=100', undefined, {
      token: TOKENS.supervisor,
    });
    expect(status).toBe(200);
    expect(body.callbacks.length).toBeGreaterThan(20);
    for (const callback of body.callbacks) expect(callbackSchema.parse(callback)).toEqual(callback);
    const statuses = body.callbacks.map((callback: { status: string }) => callback.status);
    expect(statuses).toContain('blocked');
    const last = body.callbacks.flatMap(({ attempts }: { attempts: { outcome: string }[] }) =>
      attempts.map(({ outcome }) => outcome),
    );
    expect(last).toEqual(expect.arrayContaining(['abandoned', 'superseded']));
    expect(body.callbacks.some(({ priority }: { priority: boolean }) => priority)).toBe(true);
    const programmes = await office.ask('GET', '/v1/programmes');
    expect(programmes.body.programmes).toHaveLength(5);
    const waiting = rowsOf<{ event: string; body: string }>(
      office.file,
      'SELECT event, body FROM deliveries',
    );
    expect(waiting.length).toBeGreaterThan(0);
    for (const one of waiting) {
      const message = JSON.parse(one.body);
      expect(message.event).toBe(one.event);
      expect(CALLBACK_EVENTS).toContain(message.event);
      expect(callbackSchema.parse(message.callback)).toEqual(message.callback);
    }
  });
});

describe('a state that cannot be read', () => {
  it('is set aside with what it says; the engine starts, and everything else goes on', async () => {
    const [broken] = rowsOf<{ id: string }>(
      storeOf6287909(),
      `SELECT id FROM callbacks WHERE status = 'due' ORDER BY id LIMIT 1`,
    );
    const id = broken?.id ?? '';
    await using office = await open((file) => {
      writeStoreOf6287909(file);
      alter(
        file,
        `UPDATE calls SET state = '{"id":"cut' WHERE json_extract(state, '$.phase.is') = 'dialling'`,
      );
      alter(file, `UPDATE callbacks SET state = json_remove(state, '$.dueAt') WHERE id = '${id}'`);
    });
    const { store } = office.parts;
    expect(office.details).toMatchObject([
      { table: 'calls', fault: 'is not a JSON object' },
      { table: 'callbacks', id, fault: 'dueAt is not a number' },
    ]);
    expect(await store.unreadableStates()).toBe(2);
    const aside = rowsOf<{ state: string }>(
      office.file,
      'SELECT state FROM unreadable_states ORDER BY number',
    );
    expect(aside[0]?.state).toBe('{"id":"cut');
    expect(JSON.parse(aside[1]?.state ?? '')).toMatchObject({ id });
    await office.sim.advance(60_000);
    // the attempt whose call is lost is over, and the callback is tried again
    const callbacks = await store.callbacks({ limit: 1000 });
    expect(callbacks.map((one) => one.id)).not.toContain(id);
    expect(callbacks.flatMap(({ attempts }) => attempts).every(({ outcome }) => outcome !== undefined)).toBe(
      true,
    );
    expect((await office.ask('GET', '/v1/callbacks')).status).toBe(200);
  });

  it('because it is no JSON or has no status does not keep the store from its upgrade', async () => {
    await using office = await open((file) => {
      writeStoreOf6287909(file);
      alter(file, `UPDATE programme_rows SET state = '{"row' WHERE number = 1 AND status = 'waiting'`);
      alter(
        file,
        `UPDATE deliveries SET body = '{"event' WHERE number = (SELECT min(number) FROM deliveries)`,
      );
      alter(
        file,
        `UPDATE callbacks SET state = json_remove(state, '$.status')
         WHERE id = (SELECT min(id) FROM callbacks WHERE status = 'due')`,
      );
    });
    const faults = office.details.map((detail) => [detail?.table, detail?.fault]);
    expect(faults).toContainEqual(['programme_rows', 'is not a JSON object']);
    expect(faults).toContainEqual(['callbacks', 'status is not known: undefined']);
    expect((await office.ask('GET', '/v1/callbacks')).status).toBe(200);
  });

  it('among those that have ended is left out of lists, and named where it is asked for', async () => {
    await using office = await open();
    const { store } = office.parts;
    const ended = (await store.callbacks({ limit: 1000 })).find((callback) => !isOpen(callback))?.id ?? '';
    alter(
      office.file,
      `UPDATE callbacks SET state = json_set(state, '$.status.is', 'what') WHERE id = '${ended}'`,
    );
    expect((await store.callbacks({ limit: 1000 })).map(({ id }) => id)).not.toContain(ended);
    await expect(store.callback(ended)).rejects.toMatchObject({
      code: 'STORE_STATE_UNREADABLE',
      cause: `the state of ${ended} in the table callbacks cannot be read: status is not known: "what"`,
    });
  });
});
