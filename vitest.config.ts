import { defineConfig } from 'vitest/config';

/** Two projects: what runs in virtual time may run side by side; what talks to a real Asterisk, real sockets and real
 * packages runs one file at a time, for the machine has two cores and RTP wants them. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: ['test/asterisk/**', 'test/host/**', 'test/sipkit/**', 'test/cli/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/{asterisk,host,sipkit,cli}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
