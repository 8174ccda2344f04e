import type { SiteSipTls } from './config/sip-tls-schema.ts';
import type { Log } from './engine/ports.ts';
import { takeSipCertificate } from './host/asterisk/sip-certificate.ts';
import { messageOf } from './util/errors.ts';

/** How often the files are looked at, ms. */
const LOOK_MS = 60_000;
const CURE =
  'Correct the files, or sip_tls in sansheng.yaml: phones and trunks go on with the certificate that Asterisk has';

/** What the renewal needs to know. */
export interface SipCertificateOptions {
  /** Null: nobody uses TLS, or an admin's own Asterisk has a certificate of its own. */
  readonly tls: SiteSipTls | null;
  /** Asterisk's folder of the site. */
  readonly dir: string;
  /** Lets Asterisk read the files anew. */
  reload(): Promise<void>;
  readonly log: Log;
  /** For tests. */
  readonly lookMs?: number;
}

/** Gives Asterisk a certificate that is renewed, without a restart: calls and connections go on. */
export class SipCertificateRenewal {
  readonly #options: SipCertificateOptions;
  #looks: NodeJS.Timeout | undefined;
  /** Asterisk has the files, and may not have read them: an engine before this one may have ended in between. */
  #isUnread = true;
  #told: string | null = null;

  constructor(options: SipCertificateOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { tls, lookMs = LOOK_MS } = this.#options;
    if (tls === null) return;
    await this.#look(tls);
    this.#looks = setInterval(() => void this.#look(tls), lookMs);
    this.#looks.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#looks);
  }

  async #look(tls: SiteSipTls): Promise<void> {
    const { dir, reload, log } = this.#options;
    try {
      if (await takeSipCertificate(dir, tls)) this.#isUnread = true;
      if (this.#isUnread) {
        await reload();
        this.#isUnread = false;
        log.info('Asterisk has read the certificate for SIP');
      }
      this.#told = null;
    } catch (error) {
      this.#tell(messageOf(error));
    }
  }

  /** Once for each cause. */
  #tell(cause: string): void {
    if (this.#told === cause) return;
    this.#told = cause;
    this.#options.log.warn('SIP has no new certificate', {
      code: 'SIP_CERTIFICATE_UNUSABLE',
      cause,
      cure: CURE,
    });
  }
}
