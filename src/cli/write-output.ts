import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './context.ts';

/** Prints a text, or writes it to the file that is named, and says so.
 * @param text whole, or in pieces as they are made
 * @throws CliError where that cannot be written */
export async function writeOutput(
  text: string | AsyncIterable<string>,
  out: string | undefined,
): Promise<void> {
  if (out === undefined) {
    await show(typeof text === 'string' ? [text.endsWith('\n') ? text : `${text}\n`] : text);
    return;
  }
  console.error(`written to ${await saveText(text, out)}`);
}

/** Writes a text to a file, for nobody else to read: what customers want may be in it. Returns the whole name.
 * @throws CliError where that cannot be written */
export async function saveText(text: string | AsyncIterable<string>, out: string): Promise<string> {
  const file = resolve(out);
  await writeFile(file, text, { mode: 0o600 }).catch((error: Error) => {
    // the store's, from which the pieces come
    if ('cure' in error) throw error;
    const cure = 'give a file in a folder that exists and that you may write to';
    throw new CliError(`cannot write ${file}: ${error.message}`, cure);
  });
  return file;
}

/** Prints until the reader closes the pipe (`| head`), which is no error. */
async function show(pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  // said again to whoever has written: without a listener it would end the program
  process.stdout.on('error', () => undefined);
  for await (const piece of pieces) if (!(await written(piece))) return;
}

/** False where the reader has closed the pipe. */
function written(piece: string): Promise<boolean> {
  return new Promise((done, fail) => {
    process.stdout.write(piece, (error) =>
      error && !isClosedPipe(error) ? fail(error) : done(error === null || error === undefined),
    );
  });
}

function isClosedPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}
