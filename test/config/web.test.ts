import { describe, expect, it } from 'vitest';
import { webSchema } from '../../src/config/web-schema.ts';

const read = (text: unknown) => webSchema.safeParse(text);

describe('`web` of sansheng.yaml', () => {
  it('has a session end after half an hour without a request, and after twelve hours', () => {
    expect(read({}).data).toEqual({ hosts: [], idle_minutes: 30, session_hours: 12 });
  });

  it.each(['sansheng.example.com', '192.0.2.10', 'pbx', 'SANSHENG.example.com'])(
    'takes the name %s',
    (host) => {
      expect(read({ hosts: [host] }).data?.hosts).toEqual([host.toLowerCase()]);
    },
  );

  it.each(['https://x.example', 'x.example:443', 'x.example/', '*.example', '', '-x', 'x y', 1])(
    'refuses the name %j, and says what a name is',
    (host) => {
      expect(read({ hosts: [host] }).error?.issues[0]?.message).toMatch(/^Give names that browsers use/);
    },
  );

  it.each([
    { idle_minutes: 0 },
    { idle_minutes: 1441 },
    { session_hours: 25 },
    { session_hours: 1.5 },
    { session_minutes: 3 },
  ])('refuses %j', (text) => {
    expect(read(text).success).toBe(false);
  });
});
