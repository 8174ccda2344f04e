import { loadSite } from '../../src/config/load-site.ts';
import type { Site, SiteLine } from '../../src/config/site.ts';
import type { Language, PromptId } from '../../src/core/ids.ts';
import type { Standard } from '../../src/core/standard/standard.ts';
import { DURATIONS } from '../scenarios/support/prompts.ts';
import { loadShipped } from '../support/shipped-standards.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

/** What lines may have besides what the shipped site gives them, so that all of it takes part. */
const MORE: Readonly<Record<string, Partial<SiteLine>>> = {
  gas: { complaintKey: '9' },
  aftersales: { languages: ['zh', 'yue', 'en'], recording: 'all', recordingNotice: true },
  telecom: { languages: ['zh', 'en'] },
};

/** The shipped site with the shipped standards, and a little more on some of its lines. */
export interface Company {
  readonly site: Site;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly sounds: { readonly durations: Record<Language, Record<PromptId, number>> };
}

export function company(): Company {
  const loaded = loadShipped();
  const { site, problems } = loadSite(`${ROOT}sansheng.yaml`, { standards: loaded, env: {} });
  if (!site) throw new Error(JSON.stringify(problems));
  const lines = site.lines.map((line): SiteLine => {
    const customer = line.standard === 'ticketing' ? { customerFirst: true } : {};
    const press = line.standard === 'gas' ? { press1: true } : {};
    return { ...line, ...MORE[line.standard], callbacks: { ...line.callbacks, ...customer, ...press } };
  });
  return { site: { ...site, lines }, standards: loaded.standards, sounds: { durations: DURATIONS } };
}

/** The same with other texts of the standards: what a reload puts in force. */
export function changed({ standards, ...company }: Company, time: number): Company {
  const others = [...standards].map(([name, standard]): [string, Standard] => {
    const title = Object.fromEntries(
      Object.entries(standard.title).map(([key, text]) => [key, `${text} ${time}`]),
    );
    return [name, { ...standard, title: title as Standard['title'] }];
  });
  return { ...company, standards: new Map(others) };
}
