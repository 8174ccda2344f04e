import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './context.ts';

/** Prints a text, or writes it to the file that is named.
 * @throws CliError where that cannot be written */
export async function deliver(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    await show(text.endsWith('\n') ? text : `${text}\n`);
    return;
  }
  const file = resolve(out);
  await writeFile(file, text, { mode: 0o600 }).catch((error: Error) => {
    const cure = 'name a file in a folder that exists and may be written to';
    throw new CliError(`cannot write ${file}: ${error.message}`, cure);
  });
  console.error(`written to ${file}`);
}

/** A reader who has seen enough (`| head`) is no fault. */
async function show(text: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    const ended = (error?: Error | null) => (error && !isClosedPipe(error) ? fail(error) : done());
    process.stdout.once('error', ended);
    process.stdout.write(text, ended);
  });
}

function isClosedPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}
