import { z } from 'zod';
import { CALLBACK_EVENTS } from '../core/callback/events.ts';
import type { SiteWebhook } from './webhooks.ts';
import type { CustomProblem } from './yaml/check.ts';

const URL_CURE = 'Give the address of the other program, such as https://crm.example.com/sansheng.';
// abort: what is no address is not looked at further
const url = z.url({ protocol: /^https?$/, error: URL_CURE, abort: true });

const EVENTS_CURE = `Give a list of ${CALLBACK_EVENTS.join(', ')}; before, blocked was called heldBack.`;
const events = z
  .array(z.enum(CALLBACK_EVENTS, { error: EVENTS_CURE }), { error: EVENTS_CURE })
  .min(1, { error: EVENTS_CURE });

const LINES_CURE = "Give a list of lines of this site, such as ['4008001234'].";
const lines = z.array(z.string({ error: LINES_CURE }), { error: LINES_CURE }).min(1, { error: LINES_CURE });

const ENV_CURE =
  'Give the name of an environment variable, such as CRM_SECRET; the secret is not written here.';

const webhook = z.strictObject({
  url,
  events: events.optional(),
  lines: lines.optional(),
  numbers: z.enum(['masked', 'full'], { error: 'Give masked or full.' }).default('masked'),
  secret_env: z
    .string({ error: ENV_CURE })
    .regex(/^[A-Z_][A-Z0-9_]*$/, { error: ENV_CURE })
    .optional(),
  plain_http: z.boolean({ error: 'Give true or false.' }).default(false),
});

export type WebhookFile = z.infer<typeof webhook>;
type Environment = Readonly<Record<string, string | undefined>>;

/** `webhooks` of `sansheng.yaml`; the messages are the cures.
 * @param env where secrets come from that are not made here */
export function webhooksSchema(env: Environment) {
  return z.array(webhook).superRefine((hooks, ctx) => {
    for (const [index, hook] of hooks.entries()) {
      const twice = hooks.findIndex((other) => other.url === hook.url) < index;
      const problems = [...addressProblems(hook), ...(twice ? [TWICE] : []), ...secretProblems(hook, env)];
      for (const { key, ...params } of problems) ctx.addIssue({ code: 'custom', path: [index, key], params });
    }
  });
}

type Problem = CustomProblem & { readonly key: string };

const TWICE: Problem = {
  key: 'url',
  problem: 'BAD_VALUE',
  cause: 'is given twice',
  cure: 'Take one of the two out: a webhook is known by its address.',
};

/** Chat robots refuse what they do not know, often with status 200: nobody would see that nothing arrives. */
const ROBOTS = [
  ['qyapi.weixin.qq.com', 'WeCom'],
  ['oapi.dingtalk.com', 'DingTalk'],
  ['open.feishu.cn', 'Feishu'],
  ['open.larksuite.com', 'Lark'],
  ['hooks.slack.com', 'Slack'],
] as const;
const ROBOT_CURE =
  'Give the address of a program of yours that writes the message and sends it there: docs/developers/webhooks.md.';

function addressProblems({ url: address, plain_http }: WebhookFile): Problem[] {
  const { protocol, hostname, username, password, hash } = new URL(address);
  const bad = { key: 'url', problem: 'BAD_VALUE' } as const;
  if (username !== '' || password !== '' || hash !== '') {
    const cause = 'has a user, a password or a # in it';
    return [{ ...bad, cause, cure: 'Leave it out: messages are signed, which tells more than a password.' }];
  }
  const robot = ROBOTS.find(([name]) => hostname === name || hostname.endsWith(`.${name}`));
  if (robot) {
    const cause = `is the address of a robot of ${robot[1]}, which takes messages of its own form only`;
    return [{ ...bad, cause, cure: ROBOT_CURE }];
  }
  if (protocol === 'https:' || plain_http || isLoopback(hostname)) return [];
  const cause = 'is http, where anybody on the way can read and change it';
  return [
    { ...bad, cause, cure: 'Give an https address; or plain_http: true, where nobody else is on the way.' },
  ];
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** A secret that is as easy to guess as a word proves nothing. */
const SHORTEST_SECRET = 16;

function secretProblems({ secret_env: name }: WebhookFile, env: Environment): Problem[] {
  if (name === undefined) return [];
  const length = (env[name] ?? '').length;
  if (length >= SHORTEST_SECRET || env[name] === NOT_NEEDED) return [];
  const cause =
    length === 0 ? `the environment has no ${name}` : `${name} is shorter than ${SHORTEST_SECRET} letters`;
  const cure = 'Set it before starting; or take secret_env out, and a secret is made.';
  return [{ key: 'secret_env', problem: 'SECRET_MISSING', cause, cure }];
}

/** Where a command needs no secret, none has to be set. */
const NOT_NEEDED = 'not-needed';

export function siteWebhooks(hooks: readonly WebhookFile[], env: Environment): SiteWebhook[] {
  return hooks.map(({ url: address, events: some, lines: ofLines, numbers, secret_env }) => ({
    url: address,
    events: some ?? CALLBACK_EVENTS,
    lines: ofLines ?? null,
    numbers,
    secret: secret_env === undefined ? null : (env[secret_env] ?? ''),
  }));
}

/** Each line that a webhook names has to be one of the site's. */
export function namesLines(
  { lines: known, webhooks }: { lines: Readonly<Record<string, unknown>>; webhooks: readonly WebhookFile[] },
  ctx: z.RefinementCtx,
): void {
  for (const [index, hook] of webhooks.entries()) {
    for (const [at, line] of (hook.lines ?? []).entries()) {
      if (Object.hasOwn(known, line)) continue;
      const cause = `${line} is no line of this site`;
      const params = { problem: 'BAD_VALUE', cause, cure: LINES_CURE };
      ctx.addIssue({ code: 'custom', path: ['webhooks', index, 'lines', at], params });
    }
  }
}
