// ari-client carries no types. Only what client.ts uses is said here.
declare module 'ari-client' {
  /** The socket underneath (of the package `ws`): private in ari-client, but the only place where its end can be seen. */
  interface Socket {
    on(event: 'open', listener: () => void): void;
    on(event: 'close', listener: (code: number) => void): void;
    on(event: 'error', listener: (error: Error) => void): void;
    on(event: 'message', listener: (data: Buffer) => void): void;
    on(event: 'pong', listener: () => void): void;
    removeAllListeners(event: 'message'): void;
    ping(): void;
    close(): void;
    terminate(): void;
  }

  export interface Client {
    /** Asterisk's own description of ARI, by resource: private in ari-client, which has read it. */
    readonly _swagger: { readonly apis: import('./requests.ts').AriDescription };
    /** Opens the socket, at once, as `_ws`. */
    start(application: string): PromiseLike<void>;
    readonly _ws: Socket;
  }

  const ari: { connect(url: string, user: string, password: string): PromiseLike<Client> };
  export default ari;
}
