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

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: {
    alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) },
    // Tests stand outside and have no packages of their own.
    dedupe: ['react', 'react-dom', '@mantine/core', '@mantine/notifications', '@tanstack/react-query'],
  },
  build: { target: 'es2022', outDir: process.env.CONSOLE_OUT ?? 'generated/dist', emptyOutDir: true, chunkSizeWarningLimit: 800, modulePreload: { polyfill: false } },
  test: { dir: fileURLToPath(new URL('../../../tests/console/unit', import.meta.url)), environment: 'jsdom', globals: true, setupFiles: fileURLToPath(new URL('../../../tests/console/unit/setup.ts', import.meta.url)), include: ['**/*.test.{ts,tsx}'] },
  server: { fs: { allow: ['.', '../../../tests/console'] }, proxy: Object.fromEntries(['/api', '/log', '/openapi.json'].map((path) => [path, process.env.ASSAY_URL ?? 'http://127.0.0.1:8080'])) },
});
