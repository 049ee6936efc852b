import bundled from '../../data/reference/sectors.json' with { type: 'json' }

const SECTORS = new Map(bundled.map(({ symbol, sector }) => [symbol, sector]))

/** The sectors that securities are in, by name. */
export const sectors: readonly string[] = [...new Set(SECTORS.values())].sort()

/** The sector of a security that no list places. */
export const OTHER_SECTOR = 'Other'

/**
 * The sector of a security in the manner of ICB level 2: every member of the VN30 since April 2025 has one, any other
 * is `Other`. HOSE's own sector indices use another scheme.
 *
 * @example sectorOf('FPT') // 'Technology'
 * @example sectorOf('XYZ') // 'Other'
 */
export const sectorOf = (symbol: string): string => SECTORS.get(symbol) ?? OTHER_SECTOR
