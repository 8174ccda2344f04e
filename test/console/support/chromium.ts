import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { ensurePackages } from '../../../src/host/debian.ts';
import { libraryFolder, runnable } from '../../../src/host/loader.ts';

const PACKAGES = ['chromium-headless-shell', 'fonts-noto-cjk', 'fonts-dejavu-core'];

/** Debian's Chromium, with fonts that have Chinese. It ends with the test. */
export interface RunningBrowser extends AsyncDisposable {
  readonly browser: Browser;
}

/** Starts Debian's Chromium out of the cache folder, where it is fetched to; nothing of the host's is used. Throws HostError. */
export async function openChromium(
  progress: (line: string) => void = console.error,
): Promise<RunningBrowser> {
  const root = await ensurePackages({ name: 'chromium', suite: 'bookworm', packages: PACKAGES, progress });
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-chromium-'));
  try {
    const executablePath = await programIn(dir, root);
    const args = ['--no-zygote', `--browser-subprocess-path=${executablePath}`];
    // a browser of tests, which sees pages of this machine alone; as root it runs in no other way
    const browser = await chromium.launch({ executablePath, chromiumSandbox: false, args });
    return {
      browser,
      [Symbol.asyncDispose]: async () => {
        await browser.close();
        await rm(dir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

/** A program that starts Chromium by the loader of its own packages. Chromium looks for its files beside what was started, and that is
 * the loader: so a copy of the loader lies among links to those files. */
async function programIn(dir: string, root: string): Promise<string> {
  const libraries = [join(libraryFolder(root), 'pulseaudio')];
  const { file, args } = await runnable(root, 'usr/lib/chromium/chromium-headless-shell', { libraries });
  const lib = join(root, 'usr/lib/chromium');
  for (const name of await readdir(lib)) await symlink(join(lib, name), join(dir, name));
  const loader = join(dir, 'loader');
  await copyFile(file, loader);
  const fonts = join(dir, 'fonts.conf');
  await writeFile(fonts, fontsConfiguration(root, await folderIn(dir, 'fonts')));
  const home = await folderIn(dir, 'home');
  const environment = `HOME='${home}' FONTCONFIG_FILE='${fonts}' LD_LIBRARY_PATH= LD_PRELOAD=`;
  const command = [loader, ...args].map((one) => `'${one}'`).join(' ');
  const program = join(dir, 'chromium.sh');
  await writeFile(program, `#!/bin/sh\n${environment} exec ${command} "$@"\n`);
  await chmod(program, 0o755);
  return program;
}

async function folderIn(dir: string, name: string): Promise<string> {
  await mkdir(join(dir, name));
  return join(dir, name);
}

function fontsConfiguration(root: string, cache: string): string {
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${join(root, 'usr/share/fonts')}</dir><cachedir>${cache}</cachedir>`,
    ...['sans-serif', 'system-ui'].map(
      (name) => `<alias><family>${name}</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>`,
    ),
    '<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>',
    '</fontconfig>',
    '',
  ].join('\n');
}
