import type { Call } from './call-tree.ts'

const WIDTH = 1_200
const ROW = 16
/** Narrower calls are left out. */
const LEAST = 1.5
/** Width of a letter. */
const LETTER = 6.2

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** Own code, other packages, and V8 with Node. */
function colorOf({ place }: Call): string {
  if (place === '' || place.startsWith('node:')) return '#c9c9c9'
  return /^(src|operators|pipelines|sinks|bench)\//.test(place) ? '#f3a45c' : '#8fb7dd'
}

/** Calls above those that they were called from, each as wide as the time in it, as an SVG picture with a title for each. */
export function flameGraph(tree: Call): string {
  const boxes: string[] = []
  let deepest = 0
  const draw = (call: Call, left: number, depth: number): void => {
    const width = (call.total / tree.total) * WIDTH
    if (width < LEAST) return
    deepest = Math.max(deepest, depth)
    const y = -(depth + 1) * ROW
    const title = escaped(`${call.name} ${call.place} ${((call.total / tree.total) * 100).toFixed(1)} %`)
    const room = Math.floor((width - 4) / LETTER)
    const label = room < 3 ? '' : escaped(call.name.slice(0, room))
    boxes.push(
      `<g><title>${title}</title><rect x="${left.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 1}" fill="${colorOf(call)}"/>` +
        (label === '' ? '' : `<text x="${(left + 2).toFixed(1)}" y="${y + ROW - 5}">${label}</text>`) +
        '</g>',
    )
    let at = left
    for (const child of call.calls.toSorted((a, b) => b.total - a.total)) {
      draw(child, at, depth + 1)
      at += (child.total / tree.total) * WIDTH
    }
  }
  draw(tree, 0, 0)
  const height = (deepest + 1) * ROW
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 ${-height} ${WIDTH} ${height}" font-family="monospace" font-size="10">`,
    `<rect y="${-height}" width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...boxes,
    '</svg>\n',
  ].join('\n')
}
