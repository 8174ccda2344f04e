import { describe, expect, it } from 'vitest';
import { anAuditEntry } from '../../contract/store-samples.ts';
import { LINE } from '../../scenarios/support/site.ts';
import { fault, TOKENS } from '../support.ts';
import { ask, audit, MINUTE, office, openOfficeForEachTest, order, SUPERVISOR } from './support.ts';

openOfficeForEachTest();

describe('access to callbacks', () => {
  it('operators see masked numbers, supervisors whole ones', async () => {
    const id = await office.promised('13800138000', { about: 'the other number is 13912345678' });
    const seen = async (token: string) => {
      const { body } = await ask('GET', `/v1/callbacks/${id}`, undefined, { token });
      return [body.callback.number, body.callback.dialled, body.callback.about];
    };
    expect(await seen(TOKENS.operator)).toEqual([
      ...['+86*********00', '138******00', 'the other number is 139******78'],
    ]);
    const whole = ['+8613800138000', '13800138000', 'the other number is 13912345678'];
    expect(await seen(TOKENS.supervisor)).toEqual(whole);
    expect(await seen(TOKENS.admin)).toEqual(whole);
  });

  it('release and export are not an operator’s', async () => {
    const id = await office.promised('13800138000');
    expect(await order(id, 'release', { revision: 1 })).toEqual(fault(403, 'API_FORBIDDEN'));
    expect(await ask('GET', '/v1/callbacks/export.csv')).toEqual(fault(403, 'API_FORBIDDEN'));
  });

  it('the export has the filters of the list, masked numbers where whole ones are not asked for, and who did', async () => {
    await office.promised('13800138000', { name: '李雷, "老客户"', dueAt: office.now + MINUTE });
    await office.promised('13912345678', { kind: 'complaint' });
    const masked = await ask('GET', '/v1/callbacks/export.csv?kind=queue', undefined, SUPERVISOR);
    expect(masked.status).toBe(200);
    const [head, row, end] = masked.body.split('\r\n');
    expect(head).toMatch(/^\ufeffid,kind,status,/);
    expect(row).toContain(',"李雷, ""老客户""",');
    expect(row).toContain('+86*********00,138******00');
    expect(end).toBe('');
    expect(await audit()).toEqual([]);
    const path = `/v1/callbacks/export.csv?numbers=full&by=${encodeURIComponent('王主管')}`;
    expect((await ask('GET', path, undefined, SUPERVISOR)).body).toContain('+8613800138000,13800138000');
    expect(await audit()).toMatchObject([
      { who: 'supervisor', saysToBe: '王主管', did: 'numbersShown', detail: 'callbacks export' },
    ]);
  });

  it('whoever shares the token of a role is on record by the role; the name that they give stands apart', async () => {
    const id = await office.promised('13800138000', { dueAt: office.now + MINUTE });
    const { body } = await order(id, 'cancel', { revision: 1, why: 'x', by: '王芳' });
    expect(body).toMatchObject({ ended: { by: '王芳' } });
    expect(await audit()).toMatchObject([{ who: 'operator', saysToBe: '王芳', did: 'callbackCancelled' }]);
  });

  it('a person with a token of their own is on record by name, and speaks for nobody else', async () => {
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update('zhaos-own').digest('hex');
    const zhao = { name: '赵敏', role: 'operator', madeAt: office.now } as const;
    await office.parts.books.addToken(zhao, hash, anAuditEntry('tokenMade'));
    const own = { token: 'zhaos-own' };
    expect((await ask('GET', '/v1/me', undefined, own)).body).toMatchObject({
      ...{ who: '赵敏', role: 'operator' },
      ...{ lines: [{ number: LINE }], agents: [{ id: '8001' }, { id: '8002' }] },
    });
    const id = await office.promised('13800138000', { dueAt: office.now + MINUTE });
    const forged = await order(id, 'cancel', { revision: 1, why: 'x', by: '王芳' }, own);
    expect(forged).toEqual(fault(400, 'API_BAD_REQUEST'));
    await order(id, 'cancel', { revision: 1, why: 'x' }, own);
    expect((await audit()).map(({ who, saysToBe }) => [who, saysToBe])).toEqual([
      ['赵敏', undefined],
      ['root', undefined],
    ]);
    expect((await order(id, 'release', { revision: 1 }, own)).status).toBe(403);
    await office.parts.books.removeToken('赵敏', anAuditEntry('tokenRemoved'));
    expect((await ask('GET', '/v1/me', undefined, own)).status).toBe(401);
  });
});
