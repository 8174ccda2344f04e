// asterisk-manager carries no types. Only what client.ts uses is said here.
declare module 'asterisk-manager' {
  /** One message: names in lower case; a name that comes twice has an array. */
  export type Message = Readonly<Record<string, unknown>>;
  type Callback = (error: Message | null | undefined, response?: Message) => void;

  export interface Manager {
    on(event: 'managerevent', listener: (event: Message) => void): void;
    on(event: 'close', listener: () => void): void;
    on(event: 'error', listener: (error: Error) => void): void;
    connect(port: number, host: string, connected: () => void): void;
    login(callback: Callback): void;
    action(action: Record<string, string>, callback: Callback): void;
    disconnect(): void;
  }

  /** Without a port nothing is connected yet. */
  const Manager: new (
    port: undefined,
    host: string,
    user: string,
    password: string,
    events: boolean,
  ) => Manager;
  export default Manager;
}
