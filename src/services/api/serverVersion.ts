/** Numbers of a version: `0.3.57`, `v0.33.0`, `0.3.57-dev`; null when there are none. */
function readVersion(version: string | null | undefined): number[] | null {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '')
  return match && match.slice(1).map((part) => Number(part ?? 0))
}

/** Whether a server is at least of a version; false when it doesn't say what it is. */
export function isAtLeast(version: string | null | undefined, least: string): boolean {
  const [own, wanted] = [readVersion(version), readVersion(least)]
  if (!own || !wanted) return false
  for (const [index, number] of wanted.entries()) {
    if (own[index] !== number) return (own[index] ?? 0) > number
  }
  return true
}
