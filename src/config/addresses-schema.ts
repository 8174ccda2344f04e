import { z } from 'zod';
import type { SitePorts } from './site.ts';

const PORT_CURE = 'Give a port from 1 to 65535.';
export const port = z
  .int({ error: PORT_CURE })
  .min(1, { error: PORT_CURE })
  .max(65_535, { error: PORT_CURE });

const HOST_CURE = 'Give an IP address or a host name, such as 127.0.0.2.';
/** An address or a name. */
export const host = z.string({ error: HOST_CURE }).regex(/^[A-Za-z0-9.:_-]+$/, { error: HOST_CURE });

const ADDRESS_CURE = 'Give the IP address of this machine that phones and trunk reach, such as 192.0.2.10.';
/** SIP would name it to phones and trunk as the place for their sound. */
const ANY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];
/** One that this machine can have. */
export const address = z
  .union([z.ipv4(), z.ipv6()], { error: ADDRESS_CURE })
  .refine((given) => !ANY_ADDRESS.includes(given), { error: ADDRESS_CURE });

/** Networks wider than a company's or a provider's own. */
const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 16;
const MATCH_CURE = 'Give IP addresses, or networks such as 192.0.2.0/28; one, or a list.';
export const network = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: MATCH_CURE })
  .superRefine((address, ctx) => {
    const [, bits = '128'] = address.split('/');
    if (Number(bits) >= (address.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4)) return;
    const cause = `${address} is half the world: whoever is in it could be the trunk`;
    const cure = "Give the addresses of your provider's or gateway's SIP.";
    ctx.addIssue({ code: 'custom', path: [], params: { problem: 'BAD_VALUE', cause, cure } });
  });

const RTP_CURE = 'Give { first: 20000, last: 29999 }: ports from 1024 to 65535, ten at least.';
const rtpPort = z.int({ error: RTP_CURE }).min(1024, { error: RTP_CURE }).max(65_535, { error: RTP_CURE });
/** A leg takes two. */
const FEWEST_RTP_PORTS = 10;

/** `rtp_ports:` in `sansheng.yaml`. */
export const rtpPortsSchema = z
  .strictObject({ first: rtpPort, last: rtpPort }, { error: RTP_CURE })
  .refine(({ first, last }) => last - first + 1 >= FEWEST_RTP_PORTS, { error: RTP_CURE });

/** The ports with another range for sound, where one is given. */
export function withRtpPorts(ports: SitePorts, range: z.infer<typeof rtpPortsSchema> | undefined): SitePorts {
  return range ? { ...ports, rtpFirst: range.first, rtpLast: range.last } : ports;
}
