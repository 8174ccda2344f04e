import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages } from '../../src/host/debian.ts';
import { libraryFolder, runnable } from '../../src/host/loader.ts';
import { run } from '../../src/host/run.ts';
import { readWav, type Sound } from '../../src/host/wav.ts';

/** The voice speaks faster than is easy to follow on a telephone. */
const FLITE_STRETCH = 1.06;

/** As espeak-ng counts them, which comes near the rate of the prompts, so that they are hardly stretched. */
const ESPEAK_WORDS_PER_MINUTE = '150';

/** espeak-ng takes m4 and ng5 for stray consonants and swallows them (唔, 五, 午, 誤): it is told that they are syllables. */
function syllabic(jyutping: string): string {
  return jyutping.replace(/\b(m|ng)([1-6])\b/g, (_, nasal: string, tone: string) =>
    nasal === 'm' ? `[['m-${tone}]]` : `[['N-${tone}]]`,
  );
}

/** The voices and the programs that speak them, unpacked from Debian. */
export interface VoiceTools {
  /** The sound of a recorded syllable, named as gcin-voice names it (`ㄋㄧㄣ2`); undefined where nobody recorded it. */
  syllable(name: string): Promise<Sound | undefined>;
  /** Speaks Jyutping (`nei5 hou2`). */
  espeak(jyutping: string): Promise<Sound>;
  /** Speaks English. */
  flite(text: string): Promise<Sound>;
  /** Removes the temporary folder. */
  close(): Promise<void>;
}

/** Fetches the packages where the cache does not have them (45 MB), and makes a folder for what the programs write. */
export async function openVoiceTools(progress: (line: string) => void): Promise<VoiceTools> {
  const packages = ['gcin-voice', 'sndfile-programs', 'espeak-ng', 'flite'];
  const root = await ensurePackages({ name: 'voices', suite: 'bookworm', packages, progress });
  const folder = await mkdtemp(join(tmpdir(), 'prompts-'));
  const out = join(folder, 'out.wav');

  async function make(program: string, args: string[]): Promise<Sound> {
    // libpulse, which espeak-ng is linked with but does not use here, keeps a library of its own beside it.
    const command = await runnable(root, `usr/bin/${program}`, {
      libraries: [join(libraryFolder(root), 'pulseaudio')],
    });
    const { status, stderr } = await run(command.file, [...command.args, ...args], command.env);
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr.trim()}`);
    return await readWav(out);
  }

  const syllables = new Map<string, Promise<Sound | undefined>>();
  async function readSyllable(name: string): Promise<Sound | undefined> {
    const file = join(root, 'usr/share/gcin-voice/ogg', name, '3.ogg');
    const recorded = await readFile(file).then(
      () => true,
      () => false,
    );
    return recorded ? await make('sndfile-convert', ['-pcm16', file, out]) : undefined;
  }

  return {
    syllable(name) {
      const known = syllables.get(name) ?? readSyllable(name);
      syllables.set(name, known);
      return known;
    },
    espeak: (jyutping) =>
      make('espeak-ng', [
        `--path=${libraryFolder(root)}`,
        '-v',
        'yue-latn-jyutping+f2',
        '-s',
        ESPEAK_WORDS_PER_MINUTE,
        '-w',
        out,
        syllabic(jyutping),
      ]),
    flite: (text) =>
      make('flite', ['-voice', 'slt', '--setf', `duration_stretch=${FLITE_STRETCH}`, '-t', text, '-o', out]),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
