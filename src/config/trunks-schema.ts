import { z } from 'zod';
import { address, host, network, port } from './addresses-schema.ts';
import { encryptionKeys } from './sip-tls-schema.ts';
import type { SitePorts, SiteTrunk } from './site.ts';
import type { CustomProblem } from './yaml/check.ts';
import type { KeyPath, YamlFile } from './yaml/read.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const TIMEOUT_CURE = 'Give a whole number of seconds from 10 to 3600.';
const NEXT_CURE = 'Give a whole number of seconds from 2 to 20.';
const MATCH_CURE = 'Give IP addresses, or networks such as 192.0.2.0/28; one, or a list.';
const TRUNK_NAME_CURE = 'Give small letters, digits and -, a letter first, up to 20, such as ims.';
const NUMBER_CURE = "Give a number in digits, in quotes, such as '02161234567'.";
const LINE_NUMBER_CURE =
  "Give a number in digits, in quotes, such as '02161234567', or one for each trunk, such as { ims: '02161234567' }.";
const PREFIX_CURE = "Give one to eight digits, in quotes, such as '9'.";
const AREA_CURE = "Give the area code as it is dialled, in quotes, such as '021'.";
const FORM_CURE = 'Give national or e164.';
const USER_CURE = 'Give the name without blanks, quotes and ;.';
const ENV_CURE =
  'Give the name of an environment variable, such as TRUNK_PASSWORD; the password is not written here.';

const match = z.union([network, z.array(network).min(1, { error: MATCH_CURE })], { error: MATCH_CURE });
const user = z.string({ error: USER_CURE }).regex(/^[A-Za-z0-9+._-]{1,64}$/, { error: USER_CURE });
const seconds = (cure: string, min: number, max: number) =>
  z.int({ error: cure }).min(min, { error: cure }).max(max, { error: cure });

/** The number that calls to customers show. */
export const callerIdSchema = z.string({ error: NUMBER_CURE }).regex(/^\+?\d{3,20}$/, { error: NUMBER_CURE });

/** The number that calls to customers of one line show: by any trunk, or by each of these. */
export const lineCallerIdSchema = z.union([callerIdSchema, z.record(z.string(), callerIdSchema)], {
  error: LINE_NUMBER_CURE,
});

/** The trunks that lines name are there. */
export function namesTrunks(
  {
    lines,
    trunk,
  }: { lines: Readonly<Record<string, LineFile>>; trunk: z.infer<ReturnType<typeof trunksSchema>> },
  ctx: z.RefinementCtx,
): void {
  const names = Array.isArray(trunk) ? trunk.map(({ name }) => name) : [ONLY];
  for (const [line, { caller_id: shown }] of Object.entries(lines)) {
    if (typeof shown !== 'object') continue;
    for (const name of Object.keys(shown).filter((one) => !names.includes(one))) {
      const cause = `${name} is no trunk of this site`;
      const params = { problem: 'BAD_VALUE', cause, cure: `Name one of ${names.join(', ')}.` };
      ctx.addIssue({ code: 'custom', path: ['lines', line, 'caller_id', name], params });
    }
  }
}

interface LineFile {
  readonly caller_id?: z.infer<typeof lineCallerIdSchema> | undefined;
}

/** How a carrier wants customers' numbers. */
const dialSchema = z.strictObject({
  number: z.enum(['national', 'e164'], { error: FORM_CURE }).default('national'),
  prefix: z
    .string({ error: PREFIX_CURE })
    .regex(/^\d{1,8}$/, { error: PREFIX_CURE })
    .optional(),
  area_code: z
    .string({ error: AREA_CURE })
    .regex(/^0\d{1,4}$/, { error: AREA_CURE })
    .optional(),
});

const registerSchema = z.strictObject({
  user,
  auth_user: z
    .string({ error: USER_CURE })
    .regex(/^[A-Za-z0-9+@._-]{1,128}$/, { error: USER_CURE })
    .optional(),
  password_env: z.string({ error: ENV_CURE }).regex(/^[A-Z_][A-Z0-9_]*$/, { error: ENV_CURE }),
});

const KEYS = {
  ...encryptionKeys,
  match,
  outbound_host: host,
  outbound_port: port.optional(),
  outbound_proxy: host.optional(),
  sip_host: address.optional(),
  register: registerSchema.optional(),
  from_user: user.optional(),
  from_domain: host.optional(),
  caller_id: callerIdSchema.optional(),
  dial: dialSchema.optional(),
  next_after_seconds: seconds(NEXT_CURE, 2, 20).default(8),
  rtp_timeout_seconds: seconds(TIMEOUT_CURE, 10, 3600).default(60),
};
const one = z.strictObject(KEYS);
const named = z.strictObject({
  name: z
    .string({ error: TRUNK_NAME_CURE })
    .regex(/^(?!(global|system|transport-.*)$)[a-z][a-z0-9-]{0,19}$/, { error: TRUNK_NAME_CURE }),
  ...KEYS,
});
type TrunkFile = z.infer<typeof one>;

/** Asterisk's name for the endpoint of a site's only trunk. */
const ONLY = 'trunk';

/** `trunk:` in `sansheng.yaml`: one, or a list in the order in which calls to customers try them. The messages are the cures. */
export function trunksSchema(env: Environment) {
  const list = z.array(named).min(1, { error: 'Give at least one trunk.' });
  return z.union([list, one]).superRefine((given, ctx) => {
    const names = new Set<string>();
    const complain = (path: PropertyKey[], problem: CustomProblem) =>
      ctx.addIssue({ code: 'custom', path, params: { ...problem } });
    const all = Array.isArray(given) ? given.map((each, i) => [each, [i]] as const) : [[given, []] as const];
    for (const [trunk, path] of all) {
      const name = 'name' in trunk ? trunk.name : ONLY;
      if (names.has(name)) {
        const cause = `two trunks have the name ${name}`;
        complain([...path, 'name'], { problem: 'BAD_VALUE', cause, cure: 'Give each a name of its own.' });
      }
      names.add(name);
      const problem = passwordProblem(trunk, env);
      if (problem) complain([...path, 'register', 'password_env'], problem);
    }
  });
}

/** What Asterisk's configuration can hold. */
const PASSWORD = /^[^\p{Cc}\s;\\]{1,128}$/u;

function passwordProblem({ register }: TrunkFile, env: Environment): CustomProblem | undefined {
  if (!register || PASSWORD.test(env[register.password_env] ?? '')) return undefined;
  const name = register.password_env;
  const is = (env[name] ?? '') === '' ? `the environment has no ${name}` : `${name} has blanks, ; or \\`;
  return { problem: 'SECRET_MISSING', cause: is, cure: 'Set it to the password before starting.' };
}

/** The trunks that a checked file describes. */
export function trunksOf(
  given: z.infer<ReturnType<typeof trunksSchema>>,
  ports: SitePorts,
  env: Environment,
): readonly SiteTrunk[] {
  const all = Array.isArray(given) ? given : [{ name: ONLY, ...given }];
  return all.map((trunk) => ({
    name: trunk.name,
    match: [trunk.match].flat(),
    outboundHost: trunk.outbound_host,
    outboundPort: trunk.outbound_port ?? ports.trunkPeer,
    outboundProxy: trunk.outbound_proxy ?? null,
    sipHost: trunk.sip_host ?? null,
    register: trunk.register
      ? {
          user: trunk.register.user,
          authUser: trunk.register.auth_user ?? trunk.register.user,
          password: env[trunk.register.password_env] ?? '',
        }
      : null,
    fromUser: trunk.from_user ?? null,
    fromDomain: trunk.from_domain ?? null,
    callerId: trunk.caller_id ?? null,
    dial: {
      form: trunk.dial?.number ?? 'national',
      prefix: trunk.dial?.prefix ?? '',
      areaCode: trunk.dial?.area_code ?? null,
    },
    nextAfterMs: trunk.next_after_seconds * 1000,
    rtpTimeoutSeconds: trunk.rtp_timeout_seconds,
    transport: trunk.transport,
    srtp: trunk.srtp,
  }));
}

/** Where a trunk of the site stands in the file. */
export function trunkPath({ value }: YamlFile, index: number): KeyPath {
  const given = typeof value === 'object' && value !== null && 'trunk' in value ? value.trunk : undefined;
  return Array.isArray(given) ? ['trunk', index] : ['trunk'];
}
