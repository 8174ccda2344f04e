import { readFileSync } from 'node:fs';
import type { ConfigProblem } from '../problem.ts';

const SAVE_CURE = 'Save it as UTF-8: in Notepad, “Save as” with the encoding UTF-8';

/** The text of a file, or why there is none. */
export function readUtf8(file: string): string | ConfigProblem {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return {
      code: missing ? 'FILE_MISSING' : 'FILE_UNREADABLE',
      file,
      line: 1,
      key: '',
      cause: missing ? 'there is no such file' : `it cannot be read (${String(error)})`,
      cure: missing ? 'Check its name, or put the file there.' : 'Make it a file that this user may read.',
    };
  }
  const utf16 = utf16In(bytes);
  if (utf16 !== null) return notUtf8(file, 1, `the file is ${utf16}, not UTF-8`, utf16);
  const text = new TextDecoder('utf-8').decode(bytes);
  const lost = text.indexOf('\ufffd');
  if (lost < 0) return text;
  const line = text.slice(0, lost).split('\n').length;
  if (decodes(bytes, 'utf-8')) {
    const cause = 'there is a \ufffd: the letters that stood there were lost when the file was saved';
    return { code: 'FILE_ENCODING', file, line, key: '', cause, cure: 'Write them anew.' };
  }
  const gbk = decodes(bytes, 'gb18030');
  const cause = `the file is not UTF-8${gbk ? ', it seems to be GBK' : ''}`;
  return notUtf8(file, line, cause, gbk ? 'GBK' : null);
}

function notUtf8(file: string, line: number, cause: string, from: string | null): ConfigProblem {
  const command = from === null ? '' : `, or \`iconv -f ${from} -t UTF-8 OLD > NEW\``;
  return { code: 'FILE_ENCODING', file, line, key: '', cause, cure: `${SAVE_CURE}${command}.` };
}

/** By its mark; without one, by the zeros that no text in UTF-8 has. */
function utf16In(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16';
  const zero = bytes.indexOf(0);
  if (zero < 0) return null;
  return zero % 2 === 1 ? 'UTF-16LE' : 'UTF-16BE';
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
