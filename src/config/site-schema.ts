import { isSupportedCountry } from 'libphonenumber-js/max';
import { validate as isCron } from 'node-cron';
import { z } from 'zod';
import type { Language } from '../core/ids.ts';
import { isPlainLine } from '../util/plain-text.ts';
import { address, host, port, rtpPortsSchema } from './addresses-schema.ts';
import { apiSchema } from './api-schema.ts';
import { callbacksSchema } from './callbacks-schema.ts';
import { callersSchema } from './callers.ts';
import { codesSchema } from './codes-schema.ts';
import { hoursSchema, specialDaysSchema } from './hours-schema.ts';
import { phonesSchema } from './phones-schema.ts';
import { isEncryptable, sipTlsSchema } from './sip-tls-schema.ts';
import type { LoadedStandards } from './standards/load.ts';
import { unknownStandard } from './standards/resolve.ts';
import { isBareZone, isTimeZone } from './time-zone.ts';
import { lineCallerIdSchema, namesTrunks, trunksSchema } from './trunks-schema.ts';
import { webSchema } from './web-schema.ts';
import { namesLines, webhooksSchema } from './webhooks-schema.ts';
import type { CustomProblem } from './yaml/check.ts';

/** What a site's file is checked against besides itself. */
export interface SiteSurroundings {
  /** Those that the lines may name. One that is broken is not reported again. */
  readonly standards: Pick<LoadedStandards, 'standards' | 'broken' | 'folders'>;
  /** Where the passwords of an existing Asterisk come from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const text = (cure: string) => z.string({ error: cure }).min(1, { error: cure });
const wholeNumber = (cure: string, min: number, max: number) =>
  z.int({ error: cure }).min(min, { error: cure }).max(max, { error: cure });

const LANGUAGE_CURE = 'Give one of zh, yue, en.';
const language = z.enum(['zh', 'yue', 'en'] satisfies Language[], { error: LANGUAGE_CURE });

const MENU_CURE = 'Name two or three of zh, yue, en, each once.';
const menu = z
  .array(language, { error: MENU_CURE })
  .min(2, { error: MENU_CURE })
  .refine((languages) => new Set(languages).size === languages.length, { error: MENU_CURE });

const ZONE_CURE = 'Give an IANA time zone, such as Asia/Shanghai.';
const timeZone = z
  .string({ error: ZONE_CURE })
  .refine((name) => isTimeZone(name) && !isBareZone(name), { error: zoneCure });

/** What is wrong with names that look right: CST is China's and Chicago's, and `Etc/GMT+8` is eight hours WEST of Greenwich. */
function zoneCure({ input }: { input?: unknown }): string {
  const name = String(input).toUpperCase();
  if (name === 'CST') return `${ZONE_CURE} CST is the name of several.`;
  return /^ETC\/GMT[+-]/.test(name)
    ? `${ZONE_CURE} ${String(input)} is ${offsetNote(name)} of Greenwich.`
    : ZONE_CURE;
}

function offsetNote(name: string): string {
  return `${name.slice(8)} hours ${name[7] === '+' ? 'west' : 'east'}`;
}

const REGION_CURE = 'Give a country by its two letters, such as CN.';
const region = z.string({ error: REGION_CURE }).refine(isSupportedCountry, { error: REGION_CURE });

const NAME_CURE = 'Give the name of the agent, up to 60 letters, without ; " \\ < > [ ].';
const LINE_CURE = 'Give the number as it is dialled, digits only, such as 4008001234.';
const lineNumber = z.string().regex(/^\d{3,15}$/, { error: LINE_CURE });

const AGENT_CURE = 'Give the extension, two to six digits, such as 8001.';
const NO_AGENT_CURE = "Give at least one agent, such as '8001': { name: 王芳 }.";
const agent = z.strictObject({
  // what Asterisk's configuration can hold
  name: text(NAME_CURE)
    .regex(/^[^\p{Cc};"\\<>[\]]{1,60}$/u, { error: NAME_CURE })
    .refine(isPlainLine, { error: NAME_CURE }),
  languages: z.array(language).min(1, { error: 'Name at least one language.' }).optional(),
  role: z
    .enum(['agent', 'supervisor', 'complaints'], { error: 'Give agent, supervisor or complaints.' })
    .optional(),
});

const URL_CURE = 'Give the address of its HTTP server, such as http://127.0.0.1:8088.';
const ENV_CURE =
  'Give the name of an environment variable, such as SANSHENG_ARI_PASSWORD; the password is not written here.';
const environment = z.string({ error: ENV_CURE }).regex(/^[A-Z_][A-Z0-9_]*$/, { error: ENV_CURE });
const user = text('Give the user name.');
const existing = z.strictObject({
  ari_url: z.url({ protocol: /^https?$/, error: URL_CURE }),
  ari_user: user,
  ari_password_env: environment,
  ami_host: host,
  ami_port: port,
  ami_user: user,
  ami_password_env: environment,
});

const KEEP_CURE = 'Give a whole number of days from 1 to 3650.';
const KEY_CURE = 'Give one key, 1 to 9.';
const COMPLAINT_KEY_CURE = "Give one key, 1 to 9, in quotes, such as '9'.";
const CRON_CURE = "Give a cron schedule of five fields, such as '17 3 * * *': minute hour day month weekday.";
const BASE_CURE = 'Give a port from 1024 to 65236: the site uses it and the 299 after it.';
/** Where the site names none. */
const PAUSE_REASONS = { '1': '休息 break', '2': '用餐 meal', '9': '其他 other' };
const company = z.strictObject({
  zh: text('Give the name.'),
  yue: text('Give the name.'),
  en: text('Give the name.'),
});

/** What may stand in `sansheng.yaml`. The messages are the cures. */
export function siteSchema({ standards, env }: SiteSurroundings) {
  return z
    .strictObject({
      company,
      time_zone: timeZone,
      region,
      language,
      callbacks: callbacksSchema.optional(),
      special_days: specialDaysSchema.default({}),
      lines: z
        .record(lineNumber, lineSchema(standards))
        .refine((lines) => Object.keys(lines).length > 0, { error: 'Give at least one line.' }),
      agents: z
        .record(z.string().regex(/^\d{2,6}$/, { error: AGENT_CURE }), agent)
        .refine((agents) => Object.keys(agents).length > 0, { error: NO_AGENT_CURE }),
      sip_host: address.default('127.0.0.1'),
      trunk: trunksSchema(env),
      phones: phonesSchema.prefault({}),
      sip_tls: sipTlsSchema.optional(),
      port_base: wholeNumber(BASE_CURE, 1024, 65_236),
      rtp_ports: rtpPortsSchema.optional(),
      asterisk: asteriskSchema(env),
      callers: callersSchema.default({ beyond: 'offer' }),
      dispositions: z
        .record(z.string().regex(/^[1-9]$/, { error: KEY_CURE }), text('Give the name.'))
        .superRefine(hasFixedKeys),
      pause_reasons: z
        .record(z.string().regex(/^[1-9]$/, { error: KEY_CURE }), text('Give the name.'))
        .default(PAUSE_REASONS),
      codes: codesSchema.default({}),
      housekeeping: z.strictObject({
        schedule: z.string({ error: CRON_CURE }).refine(isSchedule, { error: CRON_CURE }),
        keep_days: wholeNumber(KEEP_CURE, 1, 3650),
        keep_recordings_days: wholeNumber(KEEP_CURE, 1, 3650).default(30),
        keep_backups_days: wholeNumber(KEEP_CURE, 1, 3650).default(30),
        backup: z.boolean({ error: 'Give true or false.' }),
      }),
      api: apiSchema.optional(),
      web: webSchema.prefault({}),
      webhooks: webhooksSchema(env).default([]),
    })
    .superRefine(namesWhatIsThere)
    .superRefine(isEncryptable);
}

/** Lines and trunks that other keys name. */
function namesWhatIsThere(
  file: Parameters<typeof namesLines>[0] & Parameters<typeof namesTrunks>[0],
  ctx: z.RefinementCtx,
): void {
  namesLines(file, ctx);
  namesTrunks(file, ctx);
}

export type SiteFile = z.infer<ReturnType<typeof siteSchema>>;
export type ExistingFile = z.infer<typeof existing>;

function lineSchema({ standards, broken, folders }: SiteSurroundings['standards']) {
  const standard = text('Give the name of a standard, such as strict.').superRefine((name, ctx) => {
    if (standards.has(name) || broken.has(name)) return;
    const { code, ...rest } = unknownStandard(name, [...standards.keys(), ...broken], folders);
    complain(ctx, [], { problem: code, ...rest });
  });
  const line = z.strictObject({
    standard,
    language: language.optional(),
    languages: menu.optional(),
    caller_id: lineCallerIdSchema.optional(),
    complaint_key: z
      .string({ error: COMPLAINT_KEY_CURE })
      .regex(/^[1-9]$/, { error: COMPLAINT_KEY_CURE })
      .optional(),
    recording: z.enum(['off', 'all', 'sample'], { error: 'Give off, all or sample.' }).default('off'),
    recording_notice: z.boolean({ error: 'Give true or false.' }).default(false),
    time_zone: timeZone.optional(),
    hours: hoursSchema.optional(),
    special_days: specialDaysSchema.optional(),
    region: region.optional(),
    callbacks: callbacksSchema.optional(),
  });
  return line.superRefine(({ standard: name, complaint_key }, ctx) => {
    const kept = standards.get(name);
    if (complaint_key === undefined || !kept || kept.clauses['people.complaint']) return;
    const cause = `the standard ${name} has no people.complaint`;
    complain(ctx, ['complaint_key'], {
      problem: 'BAD_VALUE',
      cause,
      cure: 'Take it out, or give the line another standard.',
    });
  });
}

function asteriskSchema(env: SiteSurroundings['env']) {
  const mode = z.enum(['auto', 'existing', 'docker', 'folder'], {
    error: 'Give auto, existing, docker or folder.',
  });
  return z.strictObject({ mode, existing: existing.optional() }).superRefine((asterisk, ctx) => {
    if (asterisk.existing === undefined && asterisk.mode === 'existing') {
      const cure = `Give under it: ${Object.keys(existing.shape).join(', ')}.`;
      complain(ctx, ['existing'], { problem: 'MISSING_KEY', cause: 'is missing', cure });
    }
    const used = asterisk.mode === 'existing' || asterisk.mode === 'auto' ? asterisk.existing : undefined;
    for (const key of ['ari_password_env', 'ami_password_env'] as const) {
      if (used === undefined || (env[used[key]] ?? '') !== '') continue;
      const cause = `the environment has no ${used[key]}`;
      const cure = 'Set it to the password before starting, or take asterisk.existing out.';
      complain(ctx, ['existing', key], { problem: 'SECRET_MISSING', cause, cure });
    }
  });
}

function hasFixedKeys(dispositions: Record<string, string>, ctx: z.RefinementCtx): void {
  for (const key of ['1', '2']) {
    if (dispositions[key] !== undefined) continue;
    const cure = 'Name it: 1 is always resolved, 2 always without a result yet.';
    complain(ctx, [key], { problem: 'MISSING_KEY', cause: 'is missing', cure });
  }
}

function complain(ctx: z.RefinementCtx, path: PropertyKey[], problem: CustomProblem): void {
  ctx.addIssue({ code: 'custom', path, params: { ...problem } });
}

/** node-cron takes a sixth field, seconds, which no schedule here needs. */
export function isSchedule(schedule: string): boolean {
  return schedule.trim().split(/\s+/).length === 5 && isCron(schedule);
}
