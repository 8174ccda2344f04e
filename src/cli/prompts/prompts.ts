import { Command, Option } from 'commander';
import { LANGUAGES } from '../../core/ids.ts';
import { promptsCheck } from './check.ts';
import { promptsList } from './list.ts';
import { promptsPlay } from './play.ts';

const lang = (description: string) => new Option('--lang <language>', description).choices(LANGUAGES);
const JSON_OPTION = ['--json', 'print JSON'] as const;

const CHECK_HELP = `
prompts.rate       180 to 200 characters a minute; 110 to 130 for the words of two standards (.ticketing, .desk400); Chinese
                   only, and only from 6 characters on: a shorter text is over before a rate can be told
prompts.volume     speech at -22 to -18 dBFS RMS, not clipped, at most 60 ms of silence before it, 60 ms after, 150 ms after a
                   whole sentence
prompts.forbidden  none of the forbidden phrases, and 您, never 你
language.caller    every prompt in every language, in a format that Asterisk plays
A file that is not in sounds/ is taken for the prompt whose id it is named by, in the language of its folder or of --lang.
Exit codes: 0 all kept, 1 something is not.`;

const IMPORT_HELP = `
Recordings are WAV (8 to 64 bits, any rate, mono or stereo), FLAC, MP3, Ogg, Opus, AIFF or M4A (AAC), told by what is in them.
They are named by id (hold.reminder.mp3), by the script's number (007.wav), or by both (007-hold.reminder.wav). Each is cut to
its speech, levelled and converted; what was there before goes to sounds/replaced/. For anything but WAV, programs are
fetched from Debian into the cache folder (5 MB) when first needed.
Exit codes: 0 all taken, 1 something was not, or falls short.`;

/** `sansheng prompts …`. Script and import load the dictionaries of readings, a sixth of a second: not for every command. */
export function prompts(): Command {
  const group = new Command('prompts').description('list, check, record, import and play prompts');
  group
    .command('list')
    .description('list all prompts with clause, languages, length, rate and text')
    .addOption(lang('language of length, rate and text (default: zh)'))
    .option(...JSON_OPTION)
    .action(promptsList);
  group
    .command('check')
    .description('check prompts for rate, loudness, wording, languages and format')
    .argument('[files...]', 'files to check (default: all of sounds/)')
    .addOption(lang('only this language; for given files: their language'))
    .option(...JSON_OPTION)
    .addHelpText('after', CHECK_HELP)
    .action(promptsCheck);
  group
    .command('script')
    .description('write a recording script for a voice talent, in Markdown')
    .addOption(lang('language to record (default: zh)'))
    .option('--out <file>', 'write the output to this file (default: print it)')
    .action(async (options) => (await import('./script.ts')).promptsScript(options));
  group
    .command('import')
    .description('make prompts from the recordings in a folder')
    .argument('<folder>', 'folder of the recordings')
    .addOption(lang('language of the recordings (default: zh)'))
    .option('--dry-run', 'show what would be done, and write nothing')
    .option(...JSON_OPTION)
    .addHelpText('after', IMPORT_HELP)
    .action(async (folder, options) => (await import('./import.ts')).promptsImport(folder, options));
  group
    .command('play')
    .description('play a prompt on this machine')
    .argument('<id>', 'id of the prompt from `sansheng prompts list`')
    .addOption(lang('language of the prompt (default: zh)'))
    .action(promptsPlay);
  return group;
}
