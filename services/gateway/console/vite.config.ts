import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Beside every text file its compressed form: the gateway serves it to whoever takes it.
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir }, bundle) {
    const texts = Object.keys(bundle).filter((name) => /\.(js|css|svg|json)$/.test(name));
    await Promise.all(texts.map(async (name) => writeFile(`${dir}/${name}.gz`, gzipSync(await readFile(`${dir}/${name}`), { level: 9 }))));
  },
});

// What the small first script will ask for is named in the page, so that it comes at the same time.
const ahead = (): Plugin => ({
  name: 'ahead',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle }) {
      const application = Object.values(bundle ?? {}).find((chunk) => chunk.type === 'chunk' && chunk.name === 'application');
      if (application?.type !== 'chunk') return [];
      const styles = [...(application.viteMetadata?.importedCss ?? [])].map((href) => ({ tag: 'link', attrs: { rel: 'stylesheet', crossorigin: true, href: `/${href}` }, injectTo: 'head' as const }));
      return [...styles, ...[application.fileName, ...application.imports].map((href) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${href}` }, injectTo: 'head' as const }))];
    },
  },
});

export default defineConfig({
  plugins: [react(), ahead(), compressed()],
  resolve: {
    alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) },
    // Tests stand outside and have no packages of their own.
    dedupe: ['react', 'react-dom', '@mantine/core', '@tanstack/react-query'],
  },
  // A string that is parsed is read sooner than the same as code.
  json: { stringify: true },
  build: { target: 'es2022', outDir: process.env.CONSOLE_OUT ?? 'generated/dist', emptyOutDir: true, chunkSizeWarningLimit: 800, modulePreload: { polyfill: false } },
  test: { dir: fileURLToPath(new URL('../../../tests/console/unit', import.meta.url)), environment: 'jsdom', globals: true, setupFiles: fileURLToPath(new URL('../../../tests/console/unit/setup.ts', import.meta.url)), include: ['**/*.test.{ts,tsx}'] },
  server: { fs: { allow: ['.', '../../../tests/console'] }, proxy: Object.fromEntries(['/api', '/log', '/openapi.json'].map((path) => [path, process.env.ASSAY_URL ?? 'http://127.0.0.1:8080'])) },
});
