import { join } from 'node:path';
import { z } from 'zod';
import type { ConfigProblem } from '../config/problem.ts';
import { problemAt } from '../config/yaml/check.ts';
import { readYaml } from '../config/yaml/read.ts';
import { LANGUAGES } from '../core/ids.ts';
import { readIfThere } from './files.ts';
import { checksum, describesOwn, readManifest } from './manifest.ts';

/** What of a site says which name is spoken, in which languages. */
const named = z.object({
  company: z.record(z.string(), z.string()),
  language: z.string(),
  lines: z.record(
    z.string(),
    z.object({ language: z.string().optional(), languages: z.array(z.string()).optional() }),
  ),
});

/** The languages of a site in which callers hear another company's name than `company` has: the recording is still the one that
 * was made of another text. Of a recording of the company's own nobody knows what it says.
 * @param dir with the sounds
 * @param file of the site; what is wrong with it is for others to say */
export async function companyWarnings(dir: string, file: string): Promise<ConfigProblem[]> {
  const { yaml } = readYaml(file);
  const site = named.safeParse(yaml?.value).data;
  if (!yaml || !site) return [];
  const spoken = new Set([
    site.language,
    ...Object.values(site.lines).flatMap(({ language, languages = [] }) => [language, ...languages]),
  ]);
  const manifest = await readManifest(dir);
  const warnings: ConfigProblem[] = [];
  for (const language of LANGUAGES.filter((one) => spoken.has(one))) {
    const made = manifest.find((entry) => entry.id === 'company' && entry.language === language);
    const name = site.company[language];
    if (!made || name === undefined || describesOwn(made) || plain(made.text) === plain(name)) continue;
    const bytes = await readIfThere(join(dir, made.file));
    if (!bytes || checksum(bytes) !== made.sha256) continue;
    const cause = `callers hear “${made.text}”: sounds/${made.file} says that`;
    const cure = `Record it with your name, or write the name in sounds/prompts.yaml and run \`npm run prompts\`.`;
    warnings.push(problemAt(yaml, ['company', language], { code: 'COMPANY_NOT_SPOKEN', cause, cure }));
  }
  return warnings;
}

/** Letters and digits alone: what is heard of a name. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
