import type { DuckDBVector } from '@duckdb/node-api'

type View<A> = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => A

/**
 * The memory of a vector, which goes into the database when the vector is flushed.
 *
 * The binding keeps it private, and its own setters make an object a cell. What is found here is checked, so that another version of
 * the binding is told by an error and not by wrong numbers.
 */
export function vectorMemory<A>(
  vector: DuckDBVector,
  Kind: View<A> & { readonly BYTES_PER_ELEMENT: number },
): A {
  const found: unknown = Reflect.get(vector, 'items') ?? Reflect.get(vector, 'dataView')
  if (!ArrayBuffer.isView(found))
    throw new TypeError(
      `This version of @duckdb/node-api keeps ${String(vector.type)} vectors in an unknown way.`,
    )
  return new Kind(found.buffer, found.byteOffset, found.byteLength / Kind.BYTES_PER_ELEMENT)
}
