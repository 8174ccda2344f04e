import type { ListProblemCode } from '../../core/programme/problems.ts';
import { CliError, EXIT } from '../context.ts';

/** A file that is no list of customers. */
export class ListError extends CliError {
  readonly code: ListProblemCode;

  constructor(code: ListProblemCode, cause: string, cure: string) {
    super(`${cause} [${code}]`, cure, EXIT.badInput);
    this.code = code;
  }
}
