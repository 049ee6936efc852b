/** A shorter secret may be a part of plain words, as `me` is one of `parameters`: it is hidden only where it stands by itself. */
const LONG = 8

const escaped = (secret: string) => secret.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)

/** A place that is not between two letters or digits. */
const EDGE = String.raw`(?!(?<=[\p{L}\p{N}])[\p{L}\p{N}])`

/** Anywhere; or, a short one, where its ends are not within a word. */
function standing(secret: string): RegExp {
  const edge = secret.length < LONG ? EDGE : ''
  return new RegExp(edge + escaped(secret) + edge, 'gu')
}

/** A text, as of the far side, without the secrets that it may repeat; the longest first, so that none is left in pieces. */
export const withoutSecrets = (text: string, secrets: Iterable<string>): string =>
  [...secrets]
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(standing(secret), '***'), text)
