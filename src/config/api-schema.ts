import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** The HTTP API for other machines. */
export interface SiteApi {
  /** The address of this machine that it listens on. */
  readonly host: string;
  /** A file in PEM, with the chain. */
  readonly certificate: string;
  /** A file in PEM. */
  readonly key: string;
}

const HOST_CURE = 'Give the IP address of this machine that programs reach, such as 192.0.2.10, or 0.0.0.0.';
const FILE_CURE = 'Give the whole path of a file in PEM, such as /etc/sansheng/fullchain.pem.';
const file = z.string({ error: FILE_CURE }).refine(isAbsolute, { error: FILE_CURE });

/** `api` of `sansheng.yaml`; the messages are the cures. */
export const apiSchema = z.strictObject({
  host: z.union([z.ipv4(), z.ipv6()], { error: HOST_CURE }),
  certificate: file,
  key: file,
});
