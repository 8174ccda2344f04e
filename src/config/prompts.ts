import type { PromptId } from '../core/ids.ts';
import type { ConfigProblem } from './problem.ts';
import { readYaml } from './yaml/read.ts';

/** The prompts that a phrase may name: those of `sounds/prompts.yaml`. `ids` is null where that file cannot be read, so
 * that a standard is not blamed for it. */
export function loadPromptIds(file: string): {
  ids: ReadonlySet<PromptId> | null;
  problems: ConfigProblem[];
} {
  const { yaml, problems } = readYaml(file);
  const { value } = yaml ?? {};
  if (typeof value !== 'object' || value === null) return { ids: null, problems };
  return { ids: new Set(Object.keys(value)), problems };
}
