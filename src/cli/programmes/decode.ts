import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '../../util/errors.ts';
import { ListError } from './list-error.ts';

/** As many customers as a list may have, with a remark each. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What `--encoding` may name. */
export const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** @throws ListError LIST_TOO_LARGE, LIST_UNREADABLE */
export async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES)
      throw new ListError('LIST_TOO_LARGE', `${file} has ${size} bytes, more than ${MOST_BYTES}`, SPLIT);
    return await readFile(file);
  } catch (error) {
    if (error instanceof ListError) throw error;
    const cause = `${file} cannot be read (${messageOf(error)})`;
    throw new ListError('LIST_UNREADABLE', cause, 'Check its name and your right to read it.');
  }
}

export const SPLIT = 'Split it into several files; import the others with --into and the programme’s id.';

/** The text of a file, in the encoding that is named, or else the one that its mark or its bytes tell.
 * @throws ListError LIST_ENCODING */
export function decode(bytes: Uint8Array, encoding?: Encoding): { text: string; encoding: Encoding } {
  const named = encoding ?? marked(bytes);
  for (const one of named ? [named] : (['utf-8', 'gb18030'] as const)) {
    const text = decoded(bytes, one);
    if (text !== null) return { text, encoding: one };
  }
  const cause = named ? `the file is not ${named}` : 'the file is neither UTF-8 nor GB18030';
  const cure = 'Save it as “CSV UTF-8” or .xlsx in the spreadsheet, or give its encoding with --encoding.';
  throw new ListError('LIST_ENCODING', cause, cure);
}

/** By the byte order mark. */
function marked([a, b, c]: Uint8Array): Encoding | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // no text has these: it is another encoding, or no text
    return text.includes('\0') ? null : text;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
