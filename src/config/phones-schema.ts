import { z } from 'zod';
import { encryptionKeys } from './sip-tls-schema.ts';

const TIMEOUT_CURE = 'Give a whole number of seconds from 5 to 3600.';

/** `phones:` in `sansheng.yaml`. The messages are the cures. */
export const phonesSchema = z.strictObject({
  ...encryptionKeys,
  rtp_timeout_seconds: z
    .int({ error: TIMEOUT_CURE })
    .min(5, { error: TIMEOUT_CURE })
    .max(3600, { error: TIMEOUT_CURE })
    .default(8),
  transfer_key: z.boolean({ error: 'Give true or false.' }).default(false),
});
