import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { CustomProblem } from './yaml/check.ts';

/** How SIP goes to phones or a trunk. */
export type SipTransport = 'udp' | 'tcp' | 'tls';

/** The certificate with which Asterisk answers by TLS. */
export interface SiteSipTls {
  /** A file in PEM, with the chain. */
  readonly certificate: string;
  /** A file in PEM. */
  readonly key: string;
  /** A file in PEM with the authorities that a trunk's certificate must come from; null: no trunk's is looked at. */
  readonly authorities: string | null;
}

const FILE_CURE = 'Give the whole path of a file in PEM, such as /etc/sansheng/fullchain.pem.';
const file = z.string({ error: FILE_CURE }).refine(isAbsolute, { error: FILE_CURE });

/** `sip_tls` of `sansheng.yaml`; the messages are the cures. */
export const sipTlsSchema = z.strictObject({ certificate: file, key: file, authorities: file.optional() });

/** What `phones` and each trunk have of it. */
export const encryptionKeys = {
  transport: z.enum(['udp', 'tcp', 'tls'], { error: 'Give udp, tcp or tls.' }).default('udp'),
  srtp: z.boolean({ error: 'Give true or false.' }).default(false),
};

interface Encrypted {
  readonly transport: SipTransport;
  readonly srtp: boolean;
}

/** As much of `sansheng.yaml` as encryption is about. */
interface EncryptedSite {
  readonly phones: Encrypted;
  readonly trunk: Encrypted | readonly Encrypted[];
  readonly sip_tls?: object | undefined;
}

/** Keys of SRTP that go by SIP in the clear protect nothing; TLS needs a certificate. */
export function isEncryptable({ phones, trunk, sip_tls }: EncryptedSite, ctx: z.RefinementCtx): void {
  const complain = (path: PropertyKey[], cause: string, cure: string) =>
    ctx.addIssue({
      code: 'custom',
      path,
      params: { problem: 'BAD_VALUE', cause, cure } satisfies CustomProblem,
    });
  const check = ({ transport, srtp }: Encrypted, path: readonly PropertyKey[]) => {
    if (srtp && transport !== 'tls') {
      const cause = `srtp would send its keys by ${transport}, where all on the way can read them`;
      complain([...path, 'srtp'], cause, 'Add transport: tls.');
    }
    if (transport !== 'tls' || sip_tls !== undefined) return;
    const cure = 'Add sip_tls: { certificate: …, key: … } to the file.';
    complain([...path, 'transport'], 'there is no certificate for it', cure);
  };
  check(phones, ['phones']);
  if ('transport' in trunk) check(trunk, ['trunk']);
  else for (const [i, one] of trunk.entries()) check(one, ['trunk', i]);
}
