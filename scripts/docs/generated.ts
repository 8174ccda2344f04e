import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSite } from '../../src/config/load-site.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';
import { callbacksPage } from './callbacks-page.ts';
import { callsPage } from './calls-page.ts';
import { clausesPage } from './clauses-page.ts';
import { explanationsIn } from './explanations.ts';
import { glossaryPage } from './glossary-page.ts';
import { jsonText } from './json.ts';
import { keysPage } from './keys-page.ts';
import { siteJsonSchema, standardJsonSchema } from './schemas.ts';

/** A committed file that is made from the code. */
export interface Generated {
  /** From the root of the checkout. */
  readonly path: string;
  readonly text: string;
}

/** Everything that `npm run docs` writes, as it has to be now. */
export function generatedFiles(root: string): Generated[] {
  const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
  const loaded = loadStandards(join(root, 'standards'));
  const { standards } = loaded;
  const { site } = loadSite(join(root, 'sansheng.yaml'), { standards: loaded, env: {} });
  const names = site ?? { dispositions: {}, pauseReasons: {}, codes: {} };
  const spoken = [...parsePromptTexts(read('sounds', 'prompts.yaml'))].filter(
    ([, prompt]) => !('tone' in prompt),
  );
  const prompts = spoken.map(([id]) => id);
  const explanations = explanationsIn(read('docs', 'admin', 'standards.md'));
  return [
    { path: 'docs/agents/keys.md', text: keysPage('en', names) },
    { path: 'docs/agents/keys.zh-CN.md', text: keysPage('zh', names) },
    { path: 'docs/developers/call-life.md', text: callsPage() },
    { path: 'docs/developers/callbacks-life.md', text: callbacksPage() },
    { path: 'docs/developers/glossary.md', text: glossaryPage(root) },
    { path: 'docs/admin/clauses.md', text: clausesPage(standards) },
    { path: 'standards/schema.json', text: jsonText(standardJsonSchema(prompts, explanations)) },
    { path: 'sansheng.schema.json', text: jsonText(siteJsonSchema()) },
  ];
}
