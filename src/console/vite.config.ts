import { join } from 'node:path';
import { defineConfig } from 'vite';

/** `npm run console:build`: what a browser loads, all of it from the engine itself. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'vue' } },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    outDir: join(import.meta.dirname, '..', '..', 'build', 'console'),
    emptyOutDir: true,
    // the page's policy forbids what would be inline
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
