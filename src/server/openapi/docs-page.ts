import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color-scheme: light dark }
h2 { margin-top: 2rem; text-transform: capitalize } code { font-size: 14px }
details { border-top: 1px solid #8884; padding: .4rem 0 } summary { cursor: pointer } summary span { opacity: .7; margin-left: .8rem }
pre { overflow: auto; background: #8881; padding: .8rem; border-radius: 4px; font-size: 13px }`

/** What the page shows of a document. */
interface Shown {
  readonly info: { readonly version: string; readonly description?: string }
  readonly paths?: Readonly<Record<string, object>>
}

const json = (value: unknown) => `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`

function shown({ method, path, summary }: Operation, document: Shown): string {
  const item = Object.entries(document.paths?.[path] ?? {}).find(([name]) => name === method)?.[1] as unknown
  return `<details><summary><code>${method.toUpperCase()} ${escaped(path)}</code><span>${escaped(summary)}</span></summary>${json(item)}</details>`
}

/** The document as a page that needs nothing else: no script, nothing from elsewhere. */
export function docsPage(document: Shown): string {
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  const parts = tags.map(
    (tag) =>
      `<h2>${tag}</h2>${operations
        .filter((operation) => operation.tag === tag)
        .map((operation) => shown(operation, document))
        .join('\n')}`,
  )
  const components = 'components' in document ? document.components : {}
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>vnflow: HTTP</title><style>${STYLE}</style>
<h1>vnflow ${escaped(document.info.version)}</h1><p>${escaped(document.info.description ?? '')}</p>
<p><a href="/api/openapi.json">OpenAPI 3.1 as JSON</a></p>
${parts.join('\n')}
<h2>shapes</h2><details><summary>All shapes</summary>${json(components)}</details></html>`
}
