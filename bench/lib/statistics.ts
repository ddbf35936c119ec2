/** The middle of the values; of an even number of them, the mean of the two in the middle. */
export function getMedian(values: readonly number[]): number {
  return getPercentile(values, 50)
}

/** The value below which so many percent of the values lie, between neighbours where it falls between. */
export function getPercentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = [...values].sort((a, b) => a - b)
  const place = ((sorted.length - 1) * percent) / 100
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}
