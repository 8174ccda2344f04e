import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CliError } from '../../src/cli/context.ts';
import { saveText } from '../../src/cli/write-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'sansheng-output-'));
const SOURCE = join(import.meta.dirname, '..', '..', 'src', 'cli', 'write-output.ts');

it('a file of customers is for nobody else to read [privacy.customer]', async () => {
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'results.csv');
  expect(await saveText('138…\r\n', file)).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('138…\r\n');
  expect(statSync(file).mode & 0o077).toBe(0);
  await expect(saveText('', join(folder, 'nowhere', 'x.csv'))).rejects.toThrow(CliError);
});

it('a reader who has seen enough ends a long table without a fault', () => {
  const script = `import { writeOutput } from ${JSON.stringify(SOURCE)};
    async function* rows() { for (let row = 0; row < 5000; row += 1) yield 'row '.repeat(50) + row + '\\n'; }
    await writeOutput(rows(), undefined);
    console.error('through');`;
  const run = `"${process.execPath}" --input-type=module | head -n 1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', run], { input: script, encoding: 'utf8' });
  expect(stdout).toMatch(/^(row ){50}0\n$/);
  expect(stderr).toBe('through\n');
});
