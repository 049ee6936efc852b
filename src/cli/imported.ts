/** The source whose store holds what was imported: made-up, recorded and imported rows never mix. */
export const IMPORTED = 'import'
