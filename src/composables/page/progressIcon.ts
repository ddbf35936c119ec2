const RADIUS = 12
const ROUND = 2 * Math.PI * RADIUS

/** The favicon at a whole percent, as an address: the app's mark inside a ring that fills. */
export function drawProgressIcon(percent: number): string {
  const filled = ((ROUND * percent) / 100).toFixed(1)
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
    `<circle cx="16" cy="16" r="16" fill="#1d1f23"/>` +
    `<circle cx="16" cy="16" r="${RADIUS}" fill="none" stroke="#454a53" stroke-width="5"/>` +
    `<circle cx="16" cy="16" r="${RADIUS}" fill="none" stroke="#4c8dff" stroke-width="5" ` +
    `stroke-dasharray="${filled} ${ROUND.toFixed(1)}" transform="rotate(-90 16 16)"/>` +
    `<circle cx="16" cy="16" r="4" fill="#f2f3f5"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
