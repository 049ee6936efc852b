import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vnflow start` listens; the development server passes on what the page asks it for. */
const server = 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../dist/web', emptyOutDir: true },
  server: { proxy: { '/api': server, '/ws': { target: server, ws: true } } },
})
