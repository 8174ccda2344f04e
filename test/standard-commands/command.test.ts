import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CliError, EXIT } from '../../src/cli/context.ts';
import { pick, readerOf, standardCommand } from '../../src/cli/standard.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { folderWith, HEAD, PROMPTS } from '../config/files.ts';

/** What a command prints. */
async function run(...args: string[]): Promise<string> {
  const program = new Command('sansheng');
  program.addCommand(standardCommand((name, text) => new Command(name).description(text).option('--json')));
  await program.parseAsync(['standard', ...args], { from: 'user' });
  return vi.mocked(console.log).mock.calls.flat().join('\n');
}

describe('the command line', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined);
    vi.stubEnv('LC_ALL', 'en_GB.UTF-8');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('lists, with the five in the order of the catalogue', async () => {
    const text = await run('list');
    expect(
      text
        .split('\n')
        .slice(1, 6)
        .map((line) => line.split(' ')[0]),
    ).toEqual(['gas', 'telecom', 'aftersales', 'desk400', 'ticketing']);
    expect(text).toMatch(/\d+ clauses: .*$/);
  });

  it('shows a standard or a clause, whichever is named', async () => {
    expect(await run('show', 'gas')).toContain("gas · A gas company's telephone service standard");
    expect(await run('show', 'hold.limit', '--lang', 'zh')).toContain('hold.limit · 等待时限');
  });

  it('prints data with --json, before or after the subcommand', async () => {
    expect(JSON.parse(await run('diff', 'strict', 'strict', '--json'))).toEqual({
      standards: ['strict', 'strict'],
      differences: [],
    });
    vi.mocked(console.log).mockClear();
    expect(JSON.parse(await run('--json', 'show', 'hold.limit'))).toMatchObject({ id: 'hold.limit' });
  });

  it.each([
    [
      ['show', 'aftersale'],
      'standard or clause',
      /^did you mean aftersales\? there are: gas, telecom, .*clauses/,
    ],
    [['show', 'hold.remindr'], 'standard or clause', /^did you mean hold\.reminder\? there are: gas, /],
    [['diff', 'gas', 'telcom'], 'standard', /^did you mean telecom\? there are: gas, [^(]*$/],
    [['show', 'something'], 'standard or clause', /^there are: gas, telecom, aftersales, /],
  ])(
    '%j is nothing, and where it was looked for and what is there is said: exit 4',
    async (args, what, cure) => {
      const folder = join(import.meta.dirname, '..', '..', 'standards');
      await expect(run(...args)).rejects.toMatchObject({
        exitCode: EXIT.notFound,
        message: `there is no ${what} ${args.at(-1)} in ${folder}`,
        cure: expect.stringMatching(cure),
      });
    },
  );
});

describe('pick', () => {
  it('says what is wrong with a standard that is broken', () => {
    const loaded = loadStandards(folderWith({ 'mine.yaml': `${HEAD}answer.rings: { rings: 0 }\n` }), PROMPTS);
    const broken = () => pick('mine', loaded, []);
    expect(broken).toThrow(CliError);
    expect(broken).toThrow(/mine\.yaml:3: answer\.rings\.rings/);
  });
});

describe('readerOf', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{}, 'en'],
  ] as const)('goes by the environment %j: %s', (env, language) => {
    expect(readerOf({}, env)).toBe(language);
  });

  it('goes by --lang before that', () => {
    expect(readerOf({ lang: 'en' }, { LANG: 'zh_CN.UTF-8' })).toBe('en');
  });
});
