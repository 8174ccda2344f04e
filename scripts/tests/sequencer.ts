import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { budgetOf, type Project } from './budgets.ts';

/** The files that take longest begin first: at the end no worker is left alone with a long one. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const budget = ({ moduleId, project }: TestSpecification) =>
      budgetOf(project.name as Project, relative(process.cwd(), moduleId));
    return files.toSorted((a, b) => budget(b) - budget(a));
  }
}
