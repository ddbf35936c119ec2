/** Limits that Python's whole numbers reach and JavaScript's don't, as `JSON.stringify` writes them. */
const LIMITS: Readonly<Record<string, string>> = {
  '9223372036854776000': '9223372036854775807',
  '18446744073709552000': '18446744073709551615'
}
const LIMIT = /(?<=[:[,]-?)(?:9223372036854776000|18446744073709552000)(?=[,\]}])/g

/** JSON in which the limits of inputs (`-2^63 + 1`, `2^63 - 1`, `2^64 - 1`) are what ComfyUI sends, to the digit. */
export function toExactJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null'
  if (!json.includes('4776000') && !json.includes('9552000')) return json
  return json.replace(LIMIT, (limit) => LIMITS[limit]!)
}
