// A Vitest reporter: writes what each test file came to into the file that TEST_RESULTS names, a line for each.

import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export const RESULTS = 'TEST_RESULTS';

/** What a file came to; times in ms since 1970. */
export interface FileResult {
  readonly file: string;
  readonly project: string;
  readonly passed: boolean;
  /** The full names of its tests that failed. */
  readonly failed: readonly string[];
  readonly from: number;
  readonly to: number;
}

export default class ResultsReporter implements Reporter {
  readonly #begun = new Map<string, number>();

  onTestModuleQueued({ id }: TestModule): void {
    this.#begun.set(id, Date.now());
  }

  onTestModuleEnd(module: TestModule): void {
    const to = Date.now();
    const result: FileResult = {
      file: relative(process.cwd(), module.moduleId),
      project: module.project.name,
      passed: module.state() !== 'failed',
      failed: [...module.children.allTests('failed')].map(({ fullName }) => fullName),
      from: this.#begun.get(module.id) ?? to,
      to,
    };
    appendFileSync(process.env[RESULTS] ?? '/dev/null', `${JSON.stringify(result)}\n`);
  }
}
