import { afterEach, beforeEach, expect } from 'vitest';
import { Office, TOKENS } from '../support.ts';

export const MINUTE = 60_000;

export const SUPERVISOR = { token: TOKENS.supervisor };

/** The API that the current test asks. */
export let office: Office;

export const ask: Office['ask'] = (...args) => office.ask(...args);

export const iso = (minutes: number) => new Date(office.now + minutes * MINUTE).toISOString();

export const order = (id: string, what: string, body: object, options = {}) =>
  ask('POST', `/v1/callbacks/${id}/${what}`, body, options);

export const ids = (body: { callbacks: { id: string }[] }) => body.callbacks.map(({ id }) => id);

export const audit = () => office.parts.ledger.entries(9);

/** Opens an API before each test, closes it afterwards, and fails a test in which it has logged an error. */
export function openOfficeForEachTest(): void {
  beforeEach(async () => {
    office = await Office.open();
    return () => office[Symbol.asyncDispose]();
  });
  afterEach(() => expect(office.errors).toEqual([]));
}
