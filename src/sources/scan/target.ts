/** Where the values of an object go. */
export interface Target {
  /** By place; place 0 takes what nobody asks for. `undefined` for what is absent or null. */
  readonly values: unknown[]
  /** The count of the last object that had a value for a place; place 0 counts the objects. */
  readonly seen: Int32Array
}

/** Room for the values of an object, of so many places with place 0. */
export const target = (size: number): Target => ({
  values: new Array<unknown>(size).fill(undefined),
  seen: new Int32Array(size),
})
