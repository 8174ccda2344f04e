import { describe, expect, it } from 'vitest';
import { isSameNumber, unlessInCall } from '../../src/engine/customer-in-call.ts';
import { TelephonyError } from '../../src/engine/ports.ts';

describe('two ways to write a number', () => {
  it.each([
    ['13800138000', '+8613800138000'],
    ['013800138000', '13800138000'],
    ['02012345678', '+862012345678'],
    ['0085291234567', '+85291234567'],
    ['110', '110'],
  ])('%s and %s mean the same', (one, other) => {
    expect([isSameNumber(one, other), isSameNumber(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['13800138000', '13800138001'],
    ['110', '13800138110'],
    ['', ''],
    ['anonymous', '13800138000'],
    ['anonymous', 'anonymous'],
  ])('%s and %s do not', (one, other) => {
    expect([isSameNumber(one, other), isSameNumber(other, one)]).toEqual([false, false]);
  });
});

describe('a customer', () => {
  const asks = (answer: () => Promise<string[]>) => unlessInCall('13800138000', answer);

  it('may be dialled who is in no call', async () => {
    await expect(asks(async () => ['anonymous', '13900139000'])).resolves.toBeUndefined();
  });

  it('is not dialled while in a call, nor where Asterisk does not say who is', async () => {
    const code = 'NOT_DIALLED';
    await expect(asks(async () => ['+8613800138000'])).rejects.toMatchObject({ code });
    const refused = new TelephonyError('REFUSED', 'Asterisk answers 500', 'look into its log');
    await expect(asks(() => Promise.reject(refused))).rejects.toMatchObject({ code });
  });

  it('is not dialled without a link either, which is the same fault as for any other command', async () => {
    const down = new TelephonyError('LINK_DOWN', 'no link', 'wait');
    await expect(asks(() => Promise.reject(down))).rejects.toBe(down);
  });
});
