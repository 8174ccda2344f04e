import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Log } from '../engine/ports.ts';
import { type Certificate, type CertificateFiles, readCertificate } from '../util/certificate.ts';
import { messageOf } from '../util/errors.ts';

/** How often the files are looked at, ms. */
const LOOK_MS = 60_000;
/** Connections at the same time; more are closed at once. */
const MOST_AT_ONCE = 500;

/** Where the API listens for other machines. */
export interface TlsOptions extends CertificateFiles {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** For tests. */
  readonly lookMs?: number;
}

/** A server for other machines, by TLS. A certificate that is renewed is used from then on, without a restart. */
export class TlsDoor {
  readonly #options: TlsOptions;
  readonly #log: Log;
  readonly #server: Server;
  #inUse: Certificate | null = null;
  #told: string | null = null;
  #looks: NodeJS.Timeout | undefined;

  constructor(
    options: TlsOptions,
    requestMs: number,
    handle: (request: IncomingMessage, response: ServerResponse) => void,
    log: Log,
  ) {
    this.#options = options;
    this.#log = log;
    const limits = { requestTimeout: requestMs, headersTimeout: requestMs, handshakeTimeout: requestMs };
    this.#server = createServer(limits, handle);
    this.#server.maxConnections = MOST_AT_ONCE;
    this.#server.on('error', (error) => this.#tell(messageOf(error)));
  }

  /** Callers need no API: where it cannot listen it tells so, and tries again. */
  async start(): Promise<void> {
    await this.#look();
    this.#looks = setInterval(() => void this.#look(), this.#options.lookMs ?? LOOK_MS);
    this.#looks.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#looks);
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** The port, once it listens. */
  get port(): number | null {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : null;
  }

  async #look(): Promise<void> {
    try {
      const found = await readCertificate(this.#options);
      if (found.cert !== this.#inUse?.cert || found.key !== this.#inUse.key) {
        this.#server.setSecureContext({ cert: found.cert, key: found.key });
        this.#log.info('the API has a certificate', { validTo: new Date(found.validTo).toISOString() });
      }
      this.#inUse = found;
      if (!this.#server.listening) await this.#listen();
      this.#told = null;
    } catch (error) {
      this.#tell(messageOf(error));
    }
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#options;
    await once(this.#server.listen({ host, port }), 'listening');
  }

  /** Once for each cause. */
  #tell(cause: string): void {
    if (this.#told === cause) return;
    this.#told = cause;
    const cure = this.#inUse
      ? 'Correct it: the API goes on with the certificate that it has'
      : 'Correct it: until then the API answers on loopback only';
    this.#log.warn('the API has no new certificate', { code: 'API_CERTIFICATE_UNUSABLE', cause, cure });
  }
}
