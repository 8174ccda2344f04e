import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/config/check-files.ts';
import { SHIPPED_STANDARDS } from '../support/shipped-standards.ts';
import { folderWith, ROOT, shippedCheckout } from './files.ts';

describe('checkFiles', () => {
  it('finds nothing wrong with what is shipped', () => {
    const root = shippedCheckout();
    const files = ['sansheng.yaml', 'standards/strict.yaml', 'standards/demo.yaml'].map((file) =>
      join(root, file),
    );
    expect(checkFiles(files, root, {})).toEqual({ problems: [], warnings: [] });
  });

  it('lets a standard anywhere build on those that are shipped, and reports only what was asked for', () => {
    const dir = folderWith({
      'good.yaml':
        'name: good\ntitle: { zh: 甲, yue: 乙, en: Good }\nextends: strict\nanswer.rings: { rings: 1 }\n',
      'bad.yaml': 'name: bad\ntitle: { zh: 甲, yue: 乙, en: Bad }\nextends: stricd\n',
    });
    const root = shippedCheckout();
    expect(checkFiles([join(dir, 'good.yaml')], root, {})).toEqual({ problems: [], warnings: [] });
    const near = relative(process.cwd(), join(dir, 'bad.yaml'));
    expect(checkFiles([near, near, join(dir, 'good.yaml')], root, {}).problems).toMatchObject([
      {
        ...{ code: 'UNKNOWN_STANDARD', file: join(dir, 'bad.yaml'), line: 3 },
        cause: `there is no standard stricd in ${join(root, 'standards')} or ${dir}`,
        cure: expect.stringMatching(/^Did you mean strict\? There are: .*\bgas\b.*\bgood\b/),
      },
    ]);
  });

  it('reports what is wrong with the standards that a file names, and with all those of a site', () => {
    const root = folderWith({ 'sansheng.yaml': readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8') });
    for (const file of SHIPPED_STANDARDS) cpSync(file, join(root, 'standards', basename(file)));
    cpSync(join(ROOT, 'sounds', 'prompts.yaml'), join(root, 'sounds', 'prompts.yaml'));
    const gas = join(root, 'standards', 'gas.yaml');
    writeFileSync(gas, `${readFileSync(gas, 'utf8')}\nhold.remindr: { every_seconds: 15 }\n`);
    const mine = join(root, 'mine.yaml');
    const codes = (...files: string[]) =>
      checkFiles(files, root, {}).problems.map(({ code, file }) => `${code} ${relative(root, file)}`);
    expect(codes(join(root, 'sansheng.yaml'))).toEqual(['UNKNOWN_KEY standards/gas.yaml']);
    writeFileSync(mine, 'name: mine\ntitle: { zh: 甲, yue: 乙, en: Mine }\nextends: gas\n');
    expect(codes(mine)).toEqual(['UNKNOWN_KEY standards/gas.yaml']);
    writeFileSync(mine, 'name: mine\ntitle: { zh: 甲, yue: 乙, en: Mine }\nextends: telecom\n');
    expect(codes(mine)).toEqual([]);
  });

  it('tells a site from a standard by its lines, and says so of a file that is not there', () => {
    const dir = folderWith({ 'site.yaml': 'lines:\n  "1000": { standard: nobody }\n' });
    const root = shippedCheckout();
    const { problems } = checkFiles([join(dir, 'site.yaml'), join(dir, 'none.yaml')], root, {});
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'UNKNOWN_STANDARD',
        cause: `there is no standard nobody in ${join(root, 'standards')} or ${dir}`,
      }),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'FILE_MISSING', file: join(dir, 'none.yaml') }),
    );
  });

  it('warns of a calendar of holidays that does not know the year, or the next within two weeks', () => {
    const root = shippedCheckout();
    const site = join(root, 'sansheng.yaml');
    const on = (day: string) => checkFiles([site], root, {}, null, Date.parse(day)).warnings;
    expect(on('2026-06-01')).toEqual([]);
    expect(on('2099-06-01')).toMatchObject([
      { code: 'HOLIDAYS_UNKNOWN', file: site, cause: expect.stringContaining('2099') },
    ]);
    expect(on('2098-12-20')).toMatchObject([{ cause: expect.stringContaining('2098') }]);
    const standard = join(root, 'standards', 'strict.yaml');
    expect(checkFiles([standard], root, {}, null, Date.parse('2099-06-01')).warnings).toEqual([]);
  });

  it('warns where the trunk cuts off a silent caller before the steps of hear.silent are over', () => {
    const shipped = readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8');
    const dir = folderWith({
      'site.yaml': shipped.replace(/^trunk:$/m, 'trunk:\n  rtp_timeout_seconds: 11'),
    });
    const root = shippedCheckout();
    const { warnings } = checkFiles([join(dir, 'site.yaml')], root, {});
    // 4 s, two pauses of 3 s, and 2 s before the end
    expect(warnings).toMatchObject([
      {
        code: 'CLAUSES_CONFLICT',
        key: 'trunk.rtp_timeout_seconds',
        cause: expect.stringContaining('hear.silent of aftersales take 12 s'),
      },
    ]);
    expect(checkFiles([join(root, 'sansheng.yaml')], root, {}).warnings).toEqual([]);
  });
});
