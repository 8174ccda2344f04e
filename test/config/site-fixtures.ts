import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadSite } from '../../src/config/load-site.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { loadShipped } from '../support/shipped-standards.ts';
import { folderWith, ROOT } from './files.ts';

export const standards = loadShipped();

export const SHIPPED = readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8');

export function loadText(text: string, env: Record<string, string> = {}) {
  const dir = folderWith({ 'sansheng.yaml': text });
  const { site, problems } = loadSite(join(dir, 'sansheng.yaml'), { standards, env });
  return { site, problems: problems.map((problem) => `${problem.code} ${formatProblem(problem, dir)}`) };
}

/** What is wrong with the shipped site once `before` in it reads `after`. */
export function problemsAfter(before: string, after: string, env: Record<string, string> = {}): string[] {
  expect(SHIPPED).toContain(before);
  return loadText(SHIPPED.replace(before, after), env).problems;
}

export const EXISTING = `
  mode: auto
  existing:
    ari_url: http://127.0.0.1:8088/
    ari_user: sansheng
    ari_password_env: ARI_SECRET
    ami_host: 127.0.0.1
    ami_port: 5038
    ami_user: sansheng
    ami_password_env: AMI_SECRET
`;
