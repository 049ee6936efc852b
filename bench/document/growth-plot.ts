import { type Beside, type Figure, shown } from '../figure.ts'

const [WIDTH, HEIGHT, GAP] = [300, 200, 60]

/** The points of one thing that grows: by the number in the name of each. */
interface Panel {
  readonly title: string
  readonly unit: string
  readonly points: readonly (readonly [size: number, cost: number])[]
}

/** Reads `an event of all pipelines, of 1600 securities`. */
function panelOf(three: readonly Beside[]): Panel {
  const [, title = '', unit = ''] = /^(.*) \d+ (\w+)$/.exec(three[0]?.name ?? '') ?? []
  return {
    title,
    unit,
    points: three.map(({ name, value }) => [Number(/(\d+) \w+$/.exec(name)?.[1]), value] as const),
  }
}

function drawn({ title, unit, points }: Panel, place: number): string {
  const most = Math.max(...points.map(([, cost]) => cost)) * 1.25
  const least = Math.log(points[0]?.[0] ?? 1)
  const range = Math.log(points.at(-1)?.[0] ?? 1) - least
  const x = (size: number) => ((Math.log(size) - least) / range) * WIDTH
  const y = (cost: number) => HEIGHT - (cost / most) * HEIGHT
  const marks = points.map(
    ([size, cost]) =>
      `<circle cx="${x(size).toFixed(1)}" cy="${y(cost).toFixed(1)}" r="4" fill="#d9661f"/>` +
      `<text x="${x(size).toFixed(1)}" y="${(y(cost) - 9).toFixed(1)}" text-anchor="middle">${shown(cost)}</text>` +
      `<text x="${x(size).toFixed(1)}" y="${HEIGHT + 16}" text-anchor="middle">${size}</text>`,
  )
  const line = points.map(([size, cost]) => `${x(size).toFixed(1)},${y(cost).toFixed(1)}`).join(' ')
  return [
    `<g transform="translate(${GAP + place * (WIDTH + GAP)} 40)">`,
    `<text y="-16">ns of CPU: ${title}</text>`,
    `<path d="M0 0V${HEIGHT}H${WIDTH}" fill="none" stroke="#888"/>`,
    `<polyline points="${line}" fill="none" stroke="#d9661f" stroke-width="2"/>`,
    ...marks,
    `<text x="${WIDTH / 2}" y="${HEIGHT + 34}" text-anchor="middle">${unit}</text>`,
    '</g>',
  ].join('\n')
}

/** The figure that the picture is of. */
export const isGrowth = ({ name }: Figure): boolean => name.startsWith('cost of an event')

/** What one costs as there are more securities, clients and minutes: flat is as it should be. An SVG picture. */
export function growthPlot({ beside = [] }: Figure): string {
  const panels = [0, 3, 6].map((at) => panelOf(beside.slice(at, at + 3)))
  const width = GAP + panels.length * (WIDTH + GAP)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT + 90}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${HEIGHT + 90}" fill="#fff"/>`,
    ...panels.map(drawn),
    '</svg>\n',
  ].join('\n')
}
