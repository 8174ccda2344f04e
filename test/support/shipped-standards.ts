import { join } from 'node:path';
import { type LoadedStandards, loadStandardFiles } from '../../src/config/standards/load.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The standards that are shipped. Whoever runs the tests may have others in the same folder, right or not: no test looks at them. */
export const SHIPPED_STANDARDS = [
  'aftersales',
  'demo',
  'desk400',
  'gas',
  'strict',
  'telecom',
  'ticketing',
].map((name) => join(ROOT, 'standards', `${name}.yaml`));

/** Loads these alone. */
export function loadShipped(): LoadedStandards {
  return loadStandardFiles(SHIPPED_STANDARDS, join(ROOT, 'sounds', 'prompts.yaml'));
}
